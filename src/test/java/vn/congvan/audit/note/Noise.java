package vn.congvan.audit.note;

import java.util.Arrays;
import java.util.Random;

/** Bytes that once were well formed. */
final class Noise {
  private Noise() {}

  static byte[] in(byte[] good, Random random) {
    var bytes = Arrays.copyOf(good, good.length + random.nextInt(3) * random.nextInt(20));
    if (random.nextInt(4) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
      var from = random.nextInt(bytes.length);
      var to = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[to] = (byte) random.nextInt(256);
        case 1 -> bytes[to] ^= (byte) (1 << random.nextInt(8));
        case 2 -> System.arraycopy(bytes, from, bytes, to, bytes.length - Math.max(from, to));
        default -> bytes[to] = bytes[from];
      }
    }
    return bytes;
  }
}
