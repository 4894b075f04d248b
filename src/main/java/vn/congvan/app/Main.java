package vn.congvan.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import vn.congvan.app.cli.CongVan;
import vn.congvan.app.cli.Logging;
import vn.congvan.app.cli.Terminal;

/** The program. Loads next to nothing itself, so that help comes at once. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Pictures are drawn in memory; a machine without a display is the usual one.
    System.setProperty("java.awt.headless", "true");
    Logging.nowhere();
    // Vietnamese marks must survive whatever the machine's locale is.
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    var terminal =
        Terminal.of(out, err, System.getenv(), Clock.systemUTC(), args).onScreen(isScreen());
    System.exit(CongVan.run(terminal, args));
  }

  /** By what standard output is, where the system says so; elsewhere nobody is thought to look. */
  private static boolean isScreen() {
    try {
      var device = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
