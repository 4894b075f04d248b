package vn.congvan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.congvan.trust.revocation.FuzzedProofs;
import vn.congvan.validation.FuzzedCms;
import vn.congvan.validation.FuzzedPdf;

/**
 * Feeds every parser of outside bytes what Jazzer makes of sound inputs: each target in a process
 * of its own, with a limit on memory and on the time of one input. So many executions with {@code
 * -Pfuzz} ({@code -Dfuzz.runs}), so many seconds with {@code -Pnightly} ({@code -Dfuzz.seconds}).
 */
@Tag("fuzz")
class FuzzCampaignTest {
  private static final int RUNS = Integer.getInteger("fuzz.runs", 0);
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 600);

  /** What one input may take, and the process in all. */
  private static final int SECONDS_AN_INPUT = 10;

  private static final int MEGABYTES = 2048;
  private static final Path FOLDER = Path.of("target/fuzz").toAbsolutePath();
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
  private static final List<Class<?>> TARGETS =
      List.of(FuzzedPdf.class, FuzzedCms.class, FuzzedProofs.class);

  @Test
  void noInputBreaksHangsOrFillsTheMemory() {
    var found =
        TARGETS.stream()
            .map(target -> CompletableFuture.supplyAsync(() -> run(target)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    found.forEach(System.out::println);
    assertThat(found).allMatch(Found::isGood);
  }

  /** What came of a target. */
  private record Found(String target, int exit, long executions, String end) {
    boolean isGood() {
      return exit == 0 && executions >= RUNS;
    }

    @Override
    public String toString() {
      return isGood()
          ? "%s: %,d executions, nothing found".formatted(target, executions)
          : "%s: exit %d after %,d executions\n%s".formatted(target, exit, executions, end);
    }
  }

  private static Found run(Class<?> target) {
    var name = target.getSimpleName();
    var folder = FOLDER.resolve(name);
    var seeds = folder.resolve("seeds");
    var log = folder.resolve("log");
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "-D%s=%s".formatted(Seeds.FOLDER, seeds),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=vn.congvan.validation.**:vn.congvan.trust.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-timeout=" + SECONDS_AN_INPUT,
                "-rss_limit_mb=" + MEGABYTES,
                "-seed=20261124",
                RUNS > 0 ? "-runs=" + RUNS : "-max_total_time=" + SECONDS,
                seeds.toString()));
    try {
      Files.createDirectories(seeds);
      var exit =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      var text = Files.readString(log);
      var done = DONE.matcher(text);
      return new Found(
          name,
          exit,
          done.find() ? Long.parseLong(done.group(1)) : 0,
          text.substring(Math.max(0, text.length() - 5000)));
    } catch (IOException e) {
      return new Found(name, -1, 0, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Found(name, -1, 0, e.toString());
    }
  }
}
