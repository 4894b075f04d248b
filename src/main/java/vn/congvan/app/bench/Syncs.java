package vn.congvan.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts how often this process asks the disk to keep what was written, by watching its own system
 * calls. Watching slows it down, so it is never done while speed is measured.
 */
final class Syncs {
  private static final Pattern COUNT =
      Pattern.compile("^\\s*(\\d+)\\s+(fsync|fdatasync|io_submit)\\s*$");

  private final Process watcher;
  private final BufferedReader says;

  private Syncs(Process watcher, BufferedReader says) {
    this.watcher = watcher;
    this.says = says;
  }

  /** Begins to count; nothing where the tool is missing or must not look at this process. */
  static Optional<Syncs> begin() {
    var command =
        new ProcessBuilder(
            "strace",
            "-f",
            "-c",
            "-U",
            "calls,name",
            "-e",
            "trace=fsync,fdatasync,io_submit",
            "-p",
            Long.toString(ProcessHandle.current().pid()));
    command.redirectErrorStream(true);
    try {
      var watcher = command.start();
      var says =
          new BufferedReader(
              new InputStreamReader(watcher.getInputStream(), StandardCharsets.UTF_8));
      var first = says.readLine();
      if (first == null || !first.contains(" attached")) {
        watcher.destroyForcibly();
        return Optional.empty();
      }
      return Optional.of(new Syncs(watcher, says));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Ends the count. @return how many; empty when the tool did not say */
  OptionalLong end() {
    // Through its handle: Process.destroy closes the stream that the counts come by.
    watcher.toHandle().destroy();
    try (says) {
      return says.lines()
          .map(COUNT::matcher)
          .filter(Matcher::matches)
          .mapToLong(line -> Long.parseLong(line.group(1)))
          .reduce(Long::sum);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
