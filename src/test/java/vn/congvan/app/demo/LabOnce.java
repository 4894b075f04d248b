package vn.congvan.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;

/** One lab for all tests of a process, since its keys are slow to make; tests work on copies. */
final class LabOnce {
  private static final Path LAB = make();

  private LabOnce() {}

  private static Path make() {
    try {
      var folder = Files.createTempDirectory("congvan-lab-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      LabInstallation.make(folder, LabAgency.CITY_AND_TWO_COMMUNES, Clock.systemUTC());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies certificates, keys, pictures and directory into a folder that has no lab yet. */
  static void copyInto(Path data) throws IOException {
    if (Files.exists(data.resolve("lab"))) {
      return;
    }
    try (var walk = Files.walk(LAB)) {
      for (var from : walk.toList()) {
        var to = data.resolve(LAB.relativize(from).toString());
        if (!Files.isDirectory(from)) {
          Files.copy(from, to);
        } else if (!Files.isDirectory(to)) {
          Files.createDirectory(to);
        }
      }
    }
  }

  private static void delete(Path folder) {
    try (var walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
    } catch (IOException e) {
      // The system clears its folder for temporary files.
    }
  }
}
