package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.SetAside;
import vn.congvan.trust.lab.KeyKind;

/** Whatever bytes lie where a prepared file should: signed as they are, or set aside. */
class SpoiltBasesTest {
  @TempDir Path folder;

  @Test
  void spoiltFilesAreSetAsideOrSignedByteForByte() throws IOException {
    var desk = new Desk(folder);
    var prepared = desk.prepared(Sources.hybrid());
    var signed = desk.signed(prepared, KeyKind.P256);
    var attachment = desk.preparedAttachment(Sources.hybrid());
    var random = new Random(20261122);
    var setAside = 0;
    for (var i = 0; i < 3000; i++) {
      var base = i % 3 == 0 ? prepared : i % 3 == 1 ? signed : attachment;
      var spoilt = i % 2 == 0 ? Spoil.some(base, random) : structureSpoilt(base, random);
      try {
        var result =
            switch (i % 3) {
              case 0 -> desk.signed(spoilt, KeyKind.P256);
              case 1 -> desk.sealed(spoilt, KeyKind.P256);
              default -> desk.sealedAttachment(spoilt, KeyKind.P256);
            };
        assertThat(result).startsWith(spoilt);
        var covered = new Appended(result, spoilt.length).byteRange();
        assertThat(covered[2] + covered[3]).isEqualTo(result.length);
      } catch (SetAside e) {
        setAside++;
      }
    }
    assertThat(setAside).as("some of each").isBetween(300, 2900);
  }

  /** Where the signer looks: the first objects, the table, the trailer. */
  private static byte[] structureSpoilt(byte[] base, Random random) {
    var spoilt = base.clone();
    for (var i = 0; i < 1 + random.nextInt(4); i++) {
      var at =
          random.nextBoolean()
              ? random.nextInt(1200)
              : spoilt.length - 1 - random.nextInt(Math.min(1500, spoilt.length));
      spoilt[at] = (byte) "0123456789 /<>[]()RfnT%\n".charAt(random.nextInt(24));
    }
    return spoilt;
  }
}
