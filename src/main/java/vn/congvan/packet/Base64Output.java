package vn.congvan.packet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/** Base64 (RFC 4648 §4) in one line; closing writes the rest and leaves what is below open. */
final class Base64Output extends OutputStream {
  private static final int CHARS = 8 << 10;

  private final OutputStream out;
  private final byte[] plain = new byte[CHARS / 4 * 3];
  private final byte[] encoded = new byte[CHARS];
  private int filled;

  Base64Output(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    var from = offset;
    var left = length;
    while (left > 0) {
      var n = Math.min(left, plain.length - filled);
      System.arraycopy(bytes, from, plain, filled, n);
      filled += n;
      from += n;
      left -= n;
      if (filled == plain.length) {
        encode(plain);
      }
    }
  }

  private void encode(byte[] bytes) throws IOException {
    out.write(encoded, 0, Base64.getEncoder().encode(bytes, encoded));
    filled = 0;
  }

  @Override
  public void close() throws IOException {
    encode(Arrays.copyOf(plain, filled));
  }
}
