package vn.congvan.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file a signature is appended to. A small one is read once and kept; of a large one pieces are
 * read where they lie, and the whole goes by only to be hashed.
 */
final class BaseFile implements AutoCloseable {
  static final int SMALL = 1 << 20;
  private static final int BUFFER = 1 << 18;
  private static final byte[] NOTHING = {};

  private final FileChannel channel;
  private final long size;
  private final byte @Nullable [] whole;

  /** What is to follow what lies on the disk. */
  private final byte[] appended;

  private BaseFile(FileChannel channel, long size, byte @Nullable [] whole, byte[] appended) {
    this.channel = channel;
    this.size = size;
    this.whole = whole;
    this.appended = appended;
  }

  static BaseFile open(Path path) throws IOException {
    var channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      var size = channel.size();
      if (size > SMALL) {
        return new BaseFile(channel, size, null, NOTHING);
      }
      var whole = new byte[(int) size];
      readFully(channel, ByteBuffer.wrap(whole), 0);
      return new BaseFile(channel, size, whole, NOTHING);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The file as it will be with more bytes at its end; it is this one that is to be closed. */
  BaseFile with(byte[] more) {
    return new BaseFile(channel, size, whole, more);
  }

  long size() {
    return size + appended.length;
  }

  /** The bytes on the disk when the file is small. */
  byte @Nullable [] whole() {
    return whole;
  }

  /** At most so many bytes from there on, as Latin-1; fewer only at the end of the file. */
  String text(long from, int length) throws IOException, NotOurs {
    if (from < 0 || from > size()) {
      throw new NotOurs("an offset lies outside the file");
    }
    var count = (int) Math.min(length, size() - from);
    if (whole != null && from + count <= size) {
      return new String(whole, (int) from, count, StandardCharsets.ISO_8859_1);
    }
    var bytes = new byte[count];
    var onDisk = (int) Math.max(0, Math.min(count, size - from));
    readFully(channel, ByteBuffer.wrap(bytes, 0, onDisk), from);
    System.arraycopy(appended, (int) Math.max(0, from - size), bytes, onDisk, count - onDisk);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** What lies on the disk. */
  void digestInto(List<MessageDigest> digests) throws IOException {
    if (whole != null) {
      for (var digest : digests) {
        digest.update(whole);
      }
      return;
    }
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
