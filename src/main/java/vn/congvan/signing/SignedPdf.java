package vn.congvan.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;

/** A PDF with signatures or their proofs appended: the base file and the bytes after it. */
public final class SignedPdf {
  private static final int PIECE = 1 << 16;

  private final Path base;
  private final long baseSize;
  private final byte @Nullable [] wholeBase;
  private final ContentHash baseHash;
  private final List<Increment> increments;

  SignedPdf(
      Path base,
      long baseSize,
      byte @Nullable [] wholeBase,
      ContentHash baseHash,
      List<Increment> increments) {
    this.base = base;
    this.baseSize = baseSize;
    this.wholeBase = wholeBase;
    this.baseHash = baseHash;
    this.increments = List.copyOf(increments);
  }

  /** SHA-256 of the base as it was read while signing; what was signed is this and nothing else. */
  public ContentHash baseHash() {
    return baseHash;
  }

  /** Of base and all that is appended together, in bytes. */
  public long size() {
    return baseSize + increments.stream().mapToLong(Increment::position).sum();
  }

  /**
   * Writes what was signed, a large base read from its file once more.
   *
   * @throws IOException when {@code out} cannot be written to, or the base has not the size any
   *     more that it had when it was signed
   */
  public void writeTo(OutputStream out) throws IOException {
    if (wholeBase != null) {
      out.write(wholeBase);
    } else {
      writeBase(out);
    }
    for (var increment : increments) {
      out.write(increment.buffer(), 0, increment.position());
    }
  }

  private void writeBase(OutputStream out) throws IOException {
    try (var in = Files.newInputStream(base)) {
      var piece = new byte[PIECE];
      var left = baseSize;
      while (left > 0) {
        var read = in.read(piece, 0, (int) Math.min(PIECE, left));
        if (read < 0) {
          throw new IOException("the file is shorter than when it was signed");
        }
        out.write(piece, 0, read);
        left -= read;
      }
      if (in.read() >= 0) {
        throw new IOException("the file is longer than when it was signed");
      }
    }
  }
}
