package vn.congvan.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The bytes of the file that a multipart stream is in, until that file ends. */
final class PartInput extends InputStream {
  private final MultipartStream stream;
  private byte[] piece = {};
  private int at;
  private boolean ended;

  PartInput(MultipartStream stream) {
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    while (at == piece.length) {
      if (ended || !advance()) {
        return -1;
      }
    }
    var count = Math.min(most, piece.length - at);
    System.arraycopy(piece, at, into, from, count);
    at += count;
    return count;
  }

  private boolean advance() throws IOException {
    try {
      var next = stream.next();
      if (next instanceof MultipartStream.Bytes bytes) {
        piece = bytes.content();
        at = 0;
        return true;
      }
      ended = true;
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    }
  }
}
