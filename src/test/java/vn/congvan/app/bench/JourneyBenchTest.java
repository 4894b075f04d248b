package vn.congvan.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of the journey, so short that its figures say nothing. */
class JourneyBenchTest {
  @TempDir private Path folder;

  @Test
  void everyDocumentIsCarriedAndTheLastLineIsForPrograms() throws Exception {
    var run =
        BenchRun.of(
            "bench", "journey", "--documents", "4", "--key", "p256", "--data", folder.toString());

    var figures = run.figures();
    assertThat(figures.path("bench").asText()).isEqualTo("journey");
    assertThat(figures.path("documents_per_s").asDouble()).isPositive();
    assertThat(figures.path("share_of_floor").asDouble()).isPositive();
    // Two events on queues before dispatch and one after, a packet and five statuses a receiver.
    assertThat(figures.path("messages_per_document").asDouble()).isEqualTo(15);
    assertThat(figures.path("units_per_document").asDouble()).isGreaterThanOrEqualTo(27);
    assertThat(run.out()).contains("Lượt 5:", "Sàn của máy này");
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "mine");

    var run = BenchRun.of("bench", "journey", "--data", folder.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("BENCH.NOT_EMPTY");
    assertThat(folder).isDirectoryContaining("glob:**mine.txt");
  }

  @Test
  void whatCannotBeMeasuredIsSaid() {
    var run = BenchRun.of("bench", "journey", "--documents", "0");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("CLI.VALUE", "\"0\"", "--documents");
  }
}
