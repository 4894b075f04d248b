package vn.congvan.app;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/** Where the program's own files lie: the routes stand beside it, in a folder of that name. */
final class ProgramFolder {
  private static final String ROUTES = "routes";
  private static final String FIRST = "0-when-a-step-fails.camel.yaml";

  private ProgramFolder() {}

  /**
   * The folder the settings name, else the one beside the program: the nearest above its classes.
   *
   * @throws Halt when there is none
   */
  static Path routes(Settings settings) {
    return settings
        .path("routes.directory")
        .orElseGet(
            () -> {
              for (var above = classes(); above != null; above = above.getParent()) {
                var beside = above.resolve(ROUTES);
                if (Files.exists(beside.resolve(FIRST))) {
                  return beside;
                }
              }
              throw new Halt(
                  new Reason(
                      "ROUTES.NONE",
                      "Không thấy thư mục routes cạnh chương trình. Đặt routes.directory.",
                      "there is no folder 'routes' beside the program; set routes.directory"));
            });
  }

  private static Path classes() {
    try {
      return Path.of(
          ProgramFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place is a path", e);
    }
  }
}
