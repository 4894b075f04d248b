package vn.congvan.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.cli.CongVan;
import vn.congvan.app.cli.Terminal;

/** The benchmark of judging, so short that its figures say nothing. */
class VerifyBenchTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everybodyJudgesAndTheLastLineIsForPrograms() throws Exception {
    var code =
        run(
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

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    var lines = out.toString(StandardCharsets.UTF_8).strip().lines().toList();
    var figures = new JsonMapper().readTree(lines.get(lines.size() - 1));
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
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("null", "NaN");
  }

  private int run(String... args) {
    return CongVan.run(
        Terminal.of(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("CONGVAN_LANG", "vi"),
            Clock.systemUTC(),
            args),
        args);
  }
}
