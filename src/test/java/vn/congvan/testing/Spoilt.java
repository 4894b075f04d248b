package vn.congvan.testing;

import java.util.Arrays;
import java.util.Random;

/** Bytes that were right, made wrong in one of the ways that bytes go wrong. */
public final class Spoilt {
  private Spoilt() {}

  public static byte[] of(byte[] right, Random random) {
    var spoilt = right.clone();
    switch (random.nextInt(5)) {
      case 0 -> {
        return Arrays.copyOf(spoilt, random.nextInt(spoilt.length));
      }
      case 1 -> spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        for (var i = 1 + random.nextInt(20); i > 0; i--) {
          spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
        }
      }
      case 3 -> {
        var from = random.nextInt(spoilt.length);
        var to = Math.min(spoilt.length, from + 1 + random.nextInt(64));
        Arrays.fill(spoilt, from, to, (byte) (random.nextBoolean() ? 0xFF : 0x30));
      }
      default -> {
        var piece = random.nextInt(spoilt.length);
        var length = random.nextInt(spoilt.length - piece);
        System.arraycopy(spoilt, piece, spoilt, random.nextInt(spoilt.length - length), length);
      }
    }
    return spoilt;
  }
}
