package vn.congvan.app.cli;

import java.nio.file.Path;

/**
 * Where the program's own messages go, which {@code logback.xml} reads from system properties.
 * Works only before the first message.
 *
 * <p>A node writes them to standard output, and whoever runs it decides where that goes. For every
 * other command standard output is the answer: their messages go into the data folder, or nowhere.
 */
public final class Logging {
  private static final String TO = "congvan.log.to";
  private static final String FOLDER = "congvan.log.folder";

  private Logging() {}

  /** For commands that have no data folder to keep messages in. */
  public static void nowhere() {
    System.setProperty(TO, "nowhere");
  }

  /** Into {@code logs} of a data folder. */
  static void in(Path data) {
    System.setProperty(FOLDER, data.resolve("logs").toAbsolutePath().toString());
    System.setProperty(TO, "file");
  }

  /** To standard output. */
  static void out() {
    System.setProperty(TO, "out");
  }
}
