package vn.congvan.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Commands of the system that a test needs, which {@code scripts/install-test-tools} installs. */
public final class Tool {
  private Tool() {}

  /**
   * Where the command lies. Without it the test is skipped, and fails where {@code CI=true}: there
   * a test that is silently left out would look like one that passed.
   */
  public static Path require(String command) {
    var found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, command))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    var message = "needs %s: run scripts/install-test-tools".formatted(command);
    if ("true".equals(System.getenv("CI"))) {
      return Assertions.fail(message);
    }
    return Assumptions.abort(message);
  }
}
