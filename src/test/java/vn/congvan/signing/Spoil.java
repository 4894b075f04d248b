package vn.congvan.signing;

import java.util.Arrays;
import java.util.Random;

/** Damages files as disks, networks and attackers do. */
final class Spoil {
  private Spoil() {}

  static byte[] some(byte[] file, Random random) {
    var spoilt = file.clone();
    switch (random.nextInt(5)) {
      case 0 -> {
        for (var i = 0; i < 1 + random.nextInt(20); i++) {
          spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
        }
      }
      case 1 -> spoilt = Arrays.copyOf(spoilt, random.nextInt(spoilt.length));
      case 2 -> {
        var from = random.nextInt(spoilt.length);
        var to = random.nextInt(spoilt.length);
        var length = Math.min(random.nextInt(200), spoilt.length - Math.max(from, to));
        System.arraycopy(file, from, spoilt, to, length);
      }
      case 3 -> {
        // A digit for a digit: offsets, lengths and references stay well-formed and go wrong.
        for (var i = 0; i < 200; i++) {
          var at = random.nextInt(spoilt.length);
          if (spoilt[at] >= '0' && spoilt[at] <= '9') {
            spoilt[at] = (byte) ('0' + random.nextInt(10));
          }
        }
      }
      default -> {
        var end =
            "xref trailer startxref %%EOF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(end, 0, spoilt, random.nextInt(spoilt.length - end.length), end.length);
      }
    }
    return spoilt;
  }
}
