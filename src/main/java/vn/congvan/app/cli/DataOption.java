package vn.congvan.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data folder a command is about. */
final class DataOption {
  private static final String DEFAULT = "congvan-data";
  private static final String VARIABLE = "CONGVAN_DATA";

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "data", order = 1)
  private @Nullable Path data;

  private final Terminal terminal;

  DataOption(Terminal terminal) {
    this.terminal = terminal;
  }

  /** {@code --data}, else the environment's, else {@code congvan-data} where the command runs. */
  Path folder() {
    if (data != null) {
      return data;
    }
    var set = terminal.environment().getOrDefault(VARIABLE, "");
    return Path.of(set.isEmpty() ? DEFAULT : set);
  }
}
