package vn.congvan.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.cli.CongVan;
import vn.congvan.app.cli.Terminal;

/** The benchmark of the journey, so short that its figures say nothing. */
class JourneyBenchTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyDocumentIsCarriedAndTheLastLineIsForPrograms() throws Exception {
    var code =
        run("bench", "journey", "--documents", "4", "--key", "p256", "--data", folder.toString());

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    var lines = out.toString(StandardCharsets.UTF_8).strip().lines().toList();
    var figures = new JsonMapper().readTree(lines.get(lines.size() - 1));
    assertThat(figures.path("bench").asText()).isEqualTo("journey");
    assertThat(figures.path("documents_per_s").asDouble()).isPositive();
    assertThat(figures.path("share_of_floor").asDouble()).isPositive();
    // Two events on queues before dispatch and one after, a packet and five statuses a receiver.
    assertThat(figures.path("messages_per_document").asDouble()).isEqualTo(15);
    assertThat(figures.path("units_per_document").asDouble()).isGreaterThanOrEqualTo(27);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Lượt 5:", "Sàn của máy này")
        .doesNotContain("null", "NaN");
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThat(run("bench", "journey", "--data", folder.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("BENCH.NOT_EMPTY");
    assertThat(folder).isDirectoryContaining("glob:**mine.txt");
  }

  @Test
  void whatCannotBeMeasuredIsSaid() {
    assertThat(run("bench", "journey", "--documents", "0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("CLI.VALUE", "\"0\"", "--documents");
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
