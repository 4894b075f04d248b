package vn.congvan.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import vn.congvan.document.ContentHash;

/**
 * Reads a kept file and hashes it on the way; its last byte is given only when the hash is right.
 */
final class HashedInput extends InputStream {
  private static final int PIECE = 64 << 10;

  private final FileChannel channel;
  private final ContentHash expected;
  private final Path folder;
  private final long size;
  private final MessageDigest digest = Sha256.start();
  private long position;
  private boolean verified;

  /** Owns the channel. */
  HashedInput(FileChannel channel, ContentHash expected, Path folder) throws IOException {
    this.channel = channel;
    this.expected = expected;
    this.folder = folder;
    this.size = channel.size();
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    int n;
    try {
      n = channel.read(ByteBuffer.wrap(bytes, offset, Math.min(length, PIECE)));
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
    if (n > 0) {
      digest.update(bytes, offset, n);
      position += n;
    }
    if (n < 0 || position >= size) {
      verify();
    }
    return n;
  }

  /** The size is that of the moment of opening; a file that changes meanwhile is damaged too. */
  private void verify() {
    if (position != size || !(verified || ContentHash.of(digest.digest()).equals(expected))) {
      throw Trouble.damaged(expected);
    }
    verified = true;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, size - position);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
