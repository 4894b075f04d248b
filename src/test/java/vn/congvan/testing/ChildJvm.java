package vn.congvan.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of the tests run in a process of its own, to be measured, traced or limited. */
public final class ChildJvm {
  private static final long LIMIT_MINUTES = 10;

  private final List<String> command = new ArrayList<>();

  /** How it ended, and what it wrote to its output and its errors together. */
  public record Outcome(int exit, String output) {}

  private ChildJvm(List<String> before) {
    command.addAll(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
  }

  public static ChildJvm plain() {
    return new ChildJvm(List.of());
  }

  /** Below another command, as {@code strace} with its options. */
  public static ChildJvm under(List<String> command) {
    return new ChildJvm(command);
  }

  /** Adds an option of the JVM, such as {@code -Xmx64m}. */
  public ChildJvm with(String option) {
    command.add(option);
    return this;
  }

  /** Runs it to its end. */
  public Outcome run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the child does not end: " + text);
      }
      return new Outcome(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
    }
  }
}
