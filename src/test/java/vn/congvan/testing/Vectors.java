package vn.congvan.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Public test vectors, which are no part of the project: a folder named by the environment variable
 * or system property {@code CONGVAN_VECTORS}. Tests of them are skipped without it.
 */
public final class Vectors {
  private static final String NAME = "CONGVAN_VECTORS";

  private Vectors() {}

  /** A file or folder of the vectors; skips the test when there are none. */
  public static Path require(String name) {
    var folder = System.getProperty(NAME, System.getenv().getOrDefault(NAME, ""));
    assumeTrue(!folder.isEmpty(), NAME + " names no folder of public vectors");
    return Path.of(folder).resolve(name);
  }

  /** All files below a folder of the vectors, in order of their names. */
  public static List<Path> files(String folder) {
    try (var walk = Files.walk(require(folder))) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
