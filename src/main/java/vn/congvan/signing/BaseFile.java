package vn.congvan.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The file a signature is appended to. A small one is read once and kept; of a large one pieces are
 * read where they lie, and the whole goes by only to be hashed.
 */
final class BaseFile implements AutoCloseable {
  static final int SMALL = 1 << 20;
  private static final int BUFFER = 1 << 18;

  private final FileChannel channel;
  private final long size;
  private final byte @Nullable [] whole;

  /** What was appended since, in memory; only ever a small part of a file. */
  private final byte[] tail;

  private BaseFile(FileChannel channel, long size, byte @Nullable [] whole, byte[] tail) {
    this.channel = channel;
    this.size = size;
    this.whole = whole;
    this.tail = tail;
  }

  static BaseFile open(Path path) throws IOException {
    var channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      var size = channel.size();
      if (size > SMALL) {
        return new BaseFile(channel, size, null, new byte[0]);
      }
      var whole = new byte[(int) size];
      readFully(channel, ByteBuffer.wrap(whole), 0);
      return new BaseFile(channel, size, whole, new byte[0]);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The file as it will be with this appended; to be closed no more than the file itself. */
  BaseFile with(Increment increment) {
    var longer = Arrays.copyOf(tail, tail.length + increment.position());
    System.arraycopy(increment.buffer(), 0, longer, tail.length, increment.position());
    return new BaseFile(channel, size, whole, longer);
  }

  long size() {
    return size + tail.length;
  }

  /** The bytes when the file is small, without what was appended since. */
  byte @Nullable [] whole() {
    return whole;
  }

  /** At most so many bytes from there on, as Latin-1; fewer only at the end of the file. */
  String text(long from, int length) throws IOException, NotOurs {
    return new String(bytes(from, length), StandardCharsets.ISO_8859_1);
  }

  /** At most so many bytes from there on; fewer only at the end of the file. */
  byte[] bytes(long from, int length) throws IOException, NotOurs {
    if (from < 0 || from > size()) {
      throw new NotOurs("an offset lies outside the file");
    }
    var bytes = new byte[(int) Math.min(length, size() - from)];
    var inFile = (int) Math.max(0, Math.min(bytes.length, size - from));
    if (whole != null) {
      System.arraycopy(whole, (int) Math.min(from, size), bytes, 0, inFile);
    } else if (inFile > 0) {
      readFully(channel, ByteBuffer.wrap(bytes, 0, inFile), from);
    }
    System.arraycopy(tail, (int) Math.max(0, from - size), bytes, inFile, bytes.length - inFile);
    return bytes;
  }

  void digestInto(List<MessageDigest> digests) throws IOException {
    if (whole != null) {
      digests.forEach(digest -> digest.update(whole));
    } else {
      digestFile(digests);
    }
    digests.forEach(digest -> digest.update(tail));
  }

  /**
   * Digests a file that is not {@linkplain #whole whole} and copies it, in one reading.
   *
   * @param progress told how many bytes are copied so far
   * @throws OutputFailed when it is the copy that fails
   */
  void digestInto(List<MessageDigest> digests, DirectFile copy, LongConsumer progress)
      throws IOException {
    for (var at = 0L; at < size; progress.accept(at)) {
      at += copy.copy(channel, at, size - at, digests);
    }
  }

  private void digestFile(List<MessageDigest> digests) throws IOException {
    var bytes = new byte[BUFFER];
    for (long at = 0; at < size; ) {
      var count = (int) Math.min(BUFFER, size - at);
      readFully(channel, ByteBuffer.wrap(bytes, 0, count), at);
      for (var digest : digests) {
        digest.update(bytes, 0, count);
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    var at = from;
    while (into.hasRemaining()) {
      var read = channel.read(into, at);
      if (read < 0) {
        throw new IOException("the file became shorter while it was read");
      }
      at += read;
    }
  }
}
