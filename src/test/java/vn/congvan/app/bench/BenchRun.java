package vn.congvan.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import vn.congvan.app.cli.CongVan;
import vn.congvan.app.cli.Terminal;

/** A benchmark as it is run at a terminal, and what it printed there. */
final class BenchRun {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final int code;

  private BenchRun(String... args) {
    code =
        CongVan.run(
            Terminal.of(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("CONGVAN_LANG", "vi"),
                Clock.systemUTC(),
                args),
            args);
  }

  static BenchRun of(String... args) {
    return new BenchRun(args);
  }

  int code() {
    return code;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The last line, of a benchmark that ended well and left no figure out by mistake. */
  JsonNode figures() throws IOException {
    assertThat(code).as(err()).isZero();
    assertThat(out()).doesNotContain("null", "NaN");
    var lines = out().strip().lines().toList();
    return new JsonMapper().readTree(lines.get(lines.size() - 1));
  }
}
