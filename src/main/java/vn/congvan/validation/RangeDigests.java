package vn.congvan.validation;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.validation.pdf.PdfBytes;
import vn.congvan.validation.pdf.SignedRange;

/**
 * The digests of all signatures of a file, and the file's own, in one reading: what they share from
 * the start on is digested once and the state copied at each gap.
 */
final class RangeDigests implements PdfBytes.Sink {
  private static final String SHA_256 = "SHA-256";

  /** A signature's bytes, waiting for their digest. */
  private static final class Part {
    private final SignedRange range;
    private final String algorithm;
    private @Nullable MessageDigest digest;

    Part(SignedRange range, String algorithm) {
      this.range = range;
      this.algorithm = algorithm;
    }
  }

  private final CryptoProviders providers;
  private final List<Part> parts = new ArrayList<>();
  private final TreeSet<Long> cuts = new TreeSet<>();
  private final Map<String, MessageDigest> fromStart = new HashMap<>();
  private final MessageDigest whole;

  RangeDigests(CryptoProviders providers) {
    this.providers = providers;
    this.whole = providers.sha256();
    fromStart.put(SHA_256, whole);
  }

  /**
   * @return what to ask {@link #result} with
   */
  int add(SignedRange range, String algorithm) {
    parts.add(new Part(range, algorithm));
    cuts.add(range.gapStart());
    cuts.add(range.gapEnd());
    cuts.add(range.end());
    fromStart.computeIfAbsent(algorithm, providers::digest);
    return parts.size() - 1;
  }

  /** Reads the file. @return its SHA-256 */
  byte[] read(PdfBytes bytes) throws IOException {
    bytes.forEach(this);
    return whole.digest();
  }

  byte[] result(int part) {
    var digest = parts.get(part).digest;
    if (digest == null) {
      throw new IllegalStateException("a signature whose range lies outside the file");
    }
    return digest.digest();
  }

  @Override
  public void take(byte[] buffer, int offset, int length, long position) {
    var from = position;
    var end = position + length;
    while (from < end) {
      cut(from);
      var next = cuts.higher(from);
      var to = next == null ? end : Math.min(next, end);
      update(buffer, offset + (int) (from - position), (int) (to - from), from);
      from = to;
    }
  }

  /** At the start of a gap, what was digested so far belongs to that signature too. */
  private void cut(long position) {
    for (var part : parts) {
      if (part.range.gapStart() == position && part.digest == null) {
        part.digest = copy(part.algorithm);
      }
    }
  }

  private MessageDigest copy(String algorithm) {
    try {
      return (MessageDigest) fromStart.getOrDefault(algorithm, whole).clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a digest that cannot be copied: " + algorithm, e);
    }
  }

  private void update(byte[] buffer, int offset, int length, long position) {
    for (var digest : fromStart.values()) {
      digest.update(buffer, offset, length);
    }
    for (var part : parts) {
      if (part.digest != null && position >= part.range.gapEnd() && position < part.range.end()) {
        part.digest.update(buffer, offset, length);
      }
    }
  }
}
