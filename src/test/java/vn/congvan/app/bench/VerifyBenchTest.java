package vn.congvan.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of judging, so short that its figures say nothing. */
class VerifyBenchTest {
  @TempDir private Path folder;

  @Test
  void everybodyJudgesAndTheLastLineIsForPrograms() throws Exception {
    var run =
        BenchRun.of(
            "bench",
            "verify",
            "--warm-up",
            "1",
            "--slice",
            "1",
            "--rounds",
            "1",
            "--largest",
            "1",
            "--data",
            folder.toString());

    var figures = run.figures();
    assertThat(figures.path("bench").asText()).isEqualTo("verify");
    for (var ratio :
        new String[] {
          "rsa2048_small_over_dss",
          "rsa2048_small_share_of_floor",
          "small_allocated_bytes",
          "signatures_51_ms"
        }) {
      assertThat(figures.path(ratio).asDouble()).as(ratio).isPositive();
    }
  }
}
