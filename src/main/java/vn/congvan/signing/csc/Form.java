package vn.congvan.signing.csc;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A body of {@code application/x-www-form-urlencoded}, wiped after it was sent. */
final class Form implements AutoCloseable {
  static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private final Wiped out = new Wiped();
  private byte[] sent = new byte[0];

  /** Overwrites what it held. */
  static final class Wiped extends ByteArrayOutputStream {
    /** Old contents would stay behind when the buffer grows, so it does not. */
    Wiped() {
      super(1 << 16);
    }

    void wipe() {
      Arrays.fill(buf, (byte) 0);
      count = 0;
    }
  }

  Form with(String name, String value) {
    return with(
        name,
        URLEncoder.encode(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII),
        false);
  }

  /**
   * @param secret not kept as text
   */
  Form with(String name, byte[] secret) {
    return with(name, secret, true);
  }

  private Form with(String name, byte[] value, boolean encode) {
    if (out.size() > 0) {
      out.write('&');
    }
    out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    out.write('=');
    for (var octet : value) {
      if (!encode || isPlain(octet)) {
        out.write(octet);
      } else {
        out.write('%');
        out.write(HEX[octet >> 4 & 15]);
        out.write(HEX[octet & 15]);
      }
    }
    return this;
  }

  byte[] bytes() {
    sent = out.toByteArray();
    return sent;
  }

  private static boolean isPlain(byte octet) {
    return octet >= '0' && octet <= '9'
        || octet >= 'A' && octet <= 'Z'
        || octet >= 'a' && octet <= 'z'
        || octet == '-'
        || octet == '_'
        || octet == '.';
  }

  @Override
  public void close() {
    out.wipe();
    Arrays.fill(sent, (byte) 0);
  }
}
