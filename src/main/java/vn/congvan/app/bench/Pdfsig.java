package vn.congvan.app.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * Poppler's pdfsig, where it is installed: a process a file, which is how it is used. It is spared
 * the look at certificates, for which it needs a database of its own.
 */
final class Pdfsig {
  private static final String SCRIPT =
      "TIMEFORMAT='%3R %3U %3S'; time pdfsig -nocert \"$1\" >/dev/null 2>&1";

  /**
   * What one process took, in seconds.
   *
   * @param processor its own and the kernel's for it
   */
  record Took(double elapsed, double processor) {}

  private Pdfsig() {}

  static boolean isInstalled() {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pdfsig")));
  }

  /**
   * @throws Halt {@code BENCH.WORKER} when it does not find the file sound
   */
  static Took once(Path pdf) throws IOException {
    var builder = new ProcessBuilder("bash", "-c", SCRIPT, "pdfsig", pdf.toString());
    builder.environment().put("LC_ALL", "C");
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      var code = process.waitFor();
      var parts = said.split(" ", -1);
      if (code != 0 || parts.length != 3) {
        throw failed("%d %s".formatted(code, said));
      }
      return new Took(
          Double.parseDouble(parts[0]),
          Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    }
  }

  private static Halt failed(String how) {
    return new Halt(
        new Reason(
            "BENCH.WORKER",
            "Tiến trình đo pdfsig bị lỗi: %s. Chạy pdfsig với tệp đã ký để xem.".formatted(how),
            "the process that measures pdfsig failed: %s; run pdfsig on a signed file to see"
                .formatted(how)));
  }
}
