package vn.congvan.app.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * The other programs a benchmark measures beside ours. They are no part of the product: they are
 * built from its sources when they are first needed or have changed, with Maven.
 */
public final class Peers {
  private static final Path SOURCES = Path.of("src", "bench", "peers", "pom.xml");
  private static final Path BUILT = Path.of("target", "peers");
  private static final String CLASS_PATH = "classpath.txt";

  private Peers() {}

  /**
   * The folder with their {@code classes} and their {@code classpath.txt}.
   *
   * @throws Halt {@code BENCH.NO_PEERS} when there are no sources or they cannot be built
   */
  public static Path built() throws IOException {
    var home = home();
    var built = home.resolve(BUILT);
    if (isUpToDate(built, home.resolve(SOURCES).getParent())) {
      return built;
    }
    var maven =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-q",
                "-f",
                home.resolve(SOURCES).toString(),
                "compile",
                "dependency:build-classpath")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      if (maven.start().waitFor() != 0) {
        throw none("Maven không biên dịch được", "Maven could not build them");
      }
      // Maven leaves a class path alone that has not changed.
      Files.setLastModifiedTime(
          built.resolve(CLASS_PATH), FileTime.fromMillis(System.currentTimeMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw none("bị ngắt", "it was interrupted");
    }
    return built;
  }

  private static boolean isUpToDate(Path built, @Nullable Path sources) throws IOException {
    var last = built.resolve(CLASS_PATH);
    if (sources == null || !Files.exists(last) || !Files.isDirectory(built.resolve("classes"))) {
      return false;
    }
    var when = Files.getLastModifiedTime(last);
    try (var files = Files.walk(sources)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(when) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static Path home() {
    try {
      var classes =
          Path.of(Peers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (var above = classes; above != null; above = above.getParent()) {
        if (Files.exists(above.resolve(SOURCES))) {
          return above;
        }
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place is a path", e);
    }
    throw none("không có mã nguồn %s".formatted(SOURCES), "there is no source " + SOURCES);
  }

  private static Halt none(String vi, String en) {
    return new Halt(
        new Reason(
            "BENCH.NO_PEERS",
            "Không có các chương trình để so sánh: %s. Chạy từ thư mục mã nguồn, có Maven và mạng."
                .formatted(vi),
            "the programs to compare with are missing: %s; run it from the sources, with Maven and the network"
                .formatted(en)));
  }
}
