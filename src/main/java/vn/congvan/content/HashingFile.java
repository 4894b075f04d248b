package vn.congvan.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;

/** A file in quarantine being written and hashed in one pass; closing deletes it unless taken. */
final class HashingFile extends OutputStream {
  private static final int PIECE = 64 << 10;

  /** Read-only from its birth: only the channel that made it can write to it. */
  private static final FileAttribute<Set<PosixFilePermission>> READ_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------"));

  private final Path path;
  private final FileChannel channel;
  private final MessageDigest digest = Sha256.start();
  private final byte[] buffer = new byte[PIECE];
  private int filled;
  private long size;
  private boolean taken;

  /** Who writes to us may swallow it; it must not lead to a hash of bytes that are not there. */
  private @Nullable IOException failure;

  private HashingFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static HashingFile create(Path path) throws IOException {
    return new HashingFile(
        path,
        FileChannel.open(
            path, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), READ_ONLY));
  }

  Path path() {
    return path;
  }

  /** Bytes written so far. */
  long size() {
    return size;
  }

  @Override
  public void write(int b) throws IOException {
    if (filled == PIECE) {
      drain();
    }
    buffer[filled++] = (byte) b;
    size++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    var from = offset;
    var left = length;
    while (left > 0) {
      if (filled == PIECE) {
        drain();
      }
      var n = Math.min(left, PIECE - filled);
      System.arraycopy(bytes, from, buffer, filled, n);
      filled += n;
      from += n;
      left -= n;
    }
    size += length;
  }

  private void drain() throws IOException {
    if (failure != null) {
      throw failure;
    }
    digest.update(buffer, 0, filled);
    var bytes = ByteBuffer.wrap(buffer, 0, filled);
    filled = 0;
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** The hash of all that was written; nothing may be written afterwards. */
  ContentHash finish() throws IOException {
    drain();
    return ContentHash.of(digest.digest());
  }

  /** Makes the bytes durable, but not yet the file's name. */
  void sync() throws IOException {
    channel.force(true);
  }

  /** The file now belongs to somebody else. */
  void taken() {
    taken = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!taken) {
      Files.deleteIfExists(path);
    }
  }
}
