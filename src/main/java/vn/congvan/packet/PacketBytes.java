package vn.congvan.packet;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;

/** The packet's bytes as they come, counted and hashed. */
final class PacketBytes extends InputStream {
  /** More than any tag, comment or piece of text takes; a parser has to hold these whole. */
  private static final long STEP = 2 << 20;

  private static final int PIECE = 16 << 10;

  private final InputStream in;
  private final long limit;
  private final MessageDigest digest = sha256();
  private long count;
  private long allowed = STEP;
  private boolean ended;
  private @Nullable IOException failure;
  private @Nullable ContentHash hash;

  PacketBytes(InputStream in, long limit) {
    this.in = in;
    this.limit = limit;
  }

  /** The parser makes its next step; it may pull {@link #STEP} bytes for it. */
  void step() {
    allowed = count + STEP;
  }

  /** Why the stream itself could not be read on, as opposed to what was read. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    var n = pull(bytes, offset, length);
    if (count > limit) {
      throw fail(Defect.tooLarge("quá " + megabytes(limit), "more than " + megabytes(limit)));
    }
    if (count > allowed) {
      throw fail(
          Defect.tooLarge(
              "một thẻ hoặc chú thích XML quá " + megabytes(STEP),
              "a tag or comment of more than " + megabytes(STEP)));
    }
    return n;
  }

  private int pull(byte[] bytes, int offset, int length) throws IOException {
    int n;
    try {
      n = in.read(bytes, offset, length);
    } catch (IOException e) {
      throw fail(e);
    }
    if (n > 0) {
      digest.update(bytes, offset, n);
      count += n;
    }
    ended |= n < 0;
    return n;
  }

  private IOException fail(IOException e) {
    failure = e;
    return e;
  }

  /** The hash of everything, when the parser has met the end. */
  ContentHash hash() {
    if (hash == null) {
      hash = ContentHash.of(digest.digest());
    }
    return hash;
  }

  /** Reads on to the end, whatever comes, and gives the hash; empty when there is too much. */
  Optional<ContentHash> hashToTheEnd() throws IOException {
    var piece = new byte[PIECE];
    while (!ended && count <= limit) {
      pull(piece, 0, piece.length);
    }
    return count <= limit ? Optional.of(hash()) : Optional.empty();
  }

  static String megabytes(long bytes) {
    return bytes < 1 << 20 ? bytes + " byte" : (bytes >> 20) + " MB";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
