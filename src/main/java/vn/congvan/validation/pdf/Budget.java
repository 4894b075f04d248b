package vn.congvan.validation.pdf;

/** What is left of the {@link Limits} while one file is read. */
final class Budget {
  static final int FREE_INFLATION = 1 << 20;

  private static final int TIMES_THE_FILE = 16;

  private final Limits limits;
  private final long bytes;
  private long values;
  private long read;
  private int objectValues;
  private long inflated;
  private int objects;

  Budget(Limits limits, long fileBytes) {
    this.limits = limits;
    this.bytes = TIMES_THE_FILE * fileBytes + FREE_INFLATION;
  }

  Limits limits() {
    return limits;
  }

  void nextObject() {
    objectValues = 0;
  }

  void value(long offset) {
    if (++values > limits.values() || ++objectValues > limits.objectValues()) {
      throw PdfProblem.limit(offset, "too many values");
    }
  }

  /** After an object was read; the same bytes count each time they are. */
  void read(long more, long offset) {
    read += more;
    if (read > bytes) {
      throw PdfProblem.limit(offset, "the same bytes are needed too often");
    }
  }

  void objects(long more, long offset) {
    if (more > limits.objects() - objects) {
      throw PdfProblem.limit(offset, "more than " + limits.objects() + " objects");
    }
    objects += (int) more;
  }

  /** How far the next stream may inflate. */
  long inflatable(long compressed) {
    var byRatio = Math.max(FREE_INFLATION, Math.multiplyExact(compressed, limits.inflateRatio()));
    return Math.min(byRatio, limits.inflatedBytes() - inflated);
  }

  void inflated(long bytes) {
    inflated += bytes;
  }
}
