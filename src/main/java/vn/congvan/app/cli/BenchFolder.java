package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.data.Folders;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/** Where a benchmark works: an empty folder somebody named, or one that is gone afterwards. */
final class BenchFolder {
  private BenchFolder() {}

  /** Measures in a folder. */
  @FunctionalInterface
  interface Measurement {
    void in(Path folder) throws IOException;
  }

  /**
   * @param given null for a temporary one where the command runs
   * @throws Refused {@code BENCH.NOT_EMPTY} when the given one is not empty
   */
  static void use(@Nullable Path given, Measurement measurement) throws IOException {
    if (given != null) {
      measurement.in(empty(given));
      return;
    }
    var own = Files.createTempDirectory(Path.of("").toAbsolutePath(), "congvan-bench-");
    try {
      measurement.in(own);
    } finally {
      Folders.delete(own);
    }
  }

  private static Path empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new Refused(
            new Reason(
                "BENCH.NOT_EMPTY",
                "Thư mục %s không trống. Chọn thư mục khác bằng --data.".formatted(folder),
                "the folder %s is not empty; choose another with --data".formatted(folder)));
      }
    }
    return folder;
  }
}
