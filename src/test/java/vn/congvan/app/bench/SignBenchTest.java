package vn.congvan.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of signing, so short that its figures say nothing. */
class SignBenchTest {
  @TempDir private Path folder;

  @Test
  void everybodySignsAndTheLastLineIsForPrograms() throws Exception {
    var run =
        BenchRun.of(
            "bench",
            "sign",
            "--warm-up",
            "1",
            "--slice",
            "1",
            "--rounds",
            "1",
            "--largest",
            "5",
            "--data",
            folder.toString());

    var figures = run.figures();
    assertThat(figures.path("bench").asText()).isEqualTo("sign");
    for (var ratio :
        new String[] {
          "rsa2048_small_over_dss",
          "rsa2048_small_share_of_floor",
          "rsa2048_small_over_dss_without_native",
          "p256_small_over_dss",
          "visible_over_dss",
          "mb5_over_dss",
          "objects_300000_ms",
          "invisible_added_bytes"
        }) {
      assertThat(figures.path(ratio).asDouble()).as(ratio).isPositive();
    }
  }
}
