package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.testing.Tool;

/**
 * What a kill does not show, because the page cache survives it: that a commit is on the disk
 * before it is acknowledged. The system calls of a child process are traced.
 */
class SyncsTest {
  private static final int ALONE = 30;
  private static final int THREADS = 8;
  private static final int EACH = 50;
  private static final Pattern SYNC =
      Pattern.compile("f(data)?sync\\(\\d+<[^>]*congvan\\.db-wal>\\) *= 0");
  private static final Pattern RESUMED = Pattern.compile("f(data)?sync resumed>.*= 0");

  @TempDir Path folder;

  @Test
  void theLogIsSyncedBeforeACommitIsAcknowledgedAndOnceForAWholeGroup() throws Exception {
    Tool.require("strace");
    var trace = folder.resolve("trace");
    var child =
        new ProcessBuilder(
                "strace",
                "-f",
                "-y",
                "-e",
                "trace=fsync,fdatasync,write",
                "-e",
                "signal=none",
                "-o",
                trace.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.resolve("congvan.db").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
    var output = Files.readAllLines(folder.resolve("output"));
    assertThat(child.exitValue()).as(String.join("\n", output)).isZero();

    var syncs = 0;
    var acknowledged = 0;
    var sinceLast = 0;
    for (var line : Files.readAllLines(trace)) {
      if (SYNC.matcher(line).find() || RESUMED.matcher(line).find()) {
        syncs++;
        sinceLast++;
      } else if (line.contains("acknowledged")) {
        assertThat(sinceLast).as("syncs before: " + line).isPositive();
        sinceLast = 0;
        acknowledged++;
      } else if (line.contains("together")) {
        syncs = 0;
      }
    }
    assertThat(acknowledged).isEqualTo(ALONE);
    var commits =
        output.stream()
            .filter(line -> line.startsWith("commits "))
            .mapToInt(line -> Integer.parseInt(line.substring("commits ".length())))
            .findFirst()
            .orElseThrow();
    assertThat(commits).isLessThan(THREADS * EACH);
    assertThat(syncs).isBetween(commits, commits + 5);
  }

  /** Commits alone, saying so after each; then with others. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      try (var database = Database.open(SqliteEngine.settings(Path.of(arguments[0])), List.of())) {
        var notes = new Notes(database);
        for (var id = 0L; id < ALONE; id++) {
          notes.write(id);
          System.out.println("acknowledged " + id);
        }
        System.out.println("together");
        var before = database.statistics().commits();
        var threads = Executors.newFixedThreadPool(THREADS);
        for (var thread = 1L; thread <= THREADS; thread++) {
          var first = thread * 1_000;
          threads.execute(
              () -> {
                for (var id = first; id < first + EACH; id++) {
                  notes.write(id);
                }
              });
        }
        threads.shutdown();
        if (!threads.awaitTermination(60, TimeUnit.SECONDS)
            || notes.all().size() != ALONE + THREADS * EACH) {
          System.exit(1);
        }
        System.out.println("commits " + (database.statistics().commits() - before));
      }
    }
  }
}
