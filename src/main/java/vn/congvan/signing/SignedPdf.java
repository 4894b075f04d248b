package vn.congvan.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;
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

  /**
   * Writes what was signed to a file, and has it on the disk. A large base does not pass through
   * the program's heap.
   *
   * @param file an empty one
   * @param progress told how many bytes are written so far
   * @throws IOException when the file cannot be written to, or the base has not the size any more
   *     that it had when it was signed
   */
  public void save(Path file, LongConsumer progress) throws IOException {
    if (wholeBase != null) {
      try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
        writeTo(Channels.newOutputStream(out));
        out.force(true);
      }
    } else {
      try (var in = FileChannel.open(base, StandardOpenOption.READ);
          var out = DirectFile.open(file)) {
        for (var at = 0L; at < baseSize; progress.accept(at)) {
          at += out.copy(in, at, baseSize - at, List.of());
        }
        if (in.size() > baseSize) {
          throw longer();
        }
        finish(out);
      }
    }
    progress.accept(size());
  }

  /** Appends to a copy of the base. */
  void finish(DirectFile copy) throws IOException {
    for (var increment : increments) {
      copy.write(increment.buffer(), increment.position());
    }
    copy.finish();
  }

  private static IOException longer() {
    return new IOException("the file is longer than when it was signed");
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
        throw longer();
      }
    }
  }
}
