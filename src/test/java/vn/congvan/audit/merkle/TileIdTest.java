package vn.congvan.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileIdTest {
  @Test
  void aTileHasThePathOfTheFormat() {
    assertThat(new TileId(0, 1_234_067).path(256)).isEqualTo("tile/0/x001/x234/067");
    assertThat(new TileId(0, 273).path(112)).isEqualTo("tile/0/273.p/112");
    assertThat(new TileId(2, 0).path(1)).isEqualTo("tile/2/000.p/1");
    assertThat(new TileId(1, 999).path(256)).isEqualTo("tile/1/999");
    assertThat(new TileId(1, 1000).path(256)).isEqualTo("tile/1/x001/000");
  }

  @Test
  void everyPathIsReadBack() {
    var random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      var tile = new TileId(random.nextInt(64), random.nextLong() >>> (1 + random.nextInt(62)));
      var width = 1 + random.nextInt(256);
      var path = tile.path(width);

      assertThat(path.length()).isLessThan(60);
      assertThat(TileId.parse(path)).isEqualTo(new TileId.Address(tile, width));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x01/000",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/../000",
        "tile/entries/000",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/٠٠٠"
      })
  void noOtherPathIsATile(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> TileId.parse(path));
  }
}
