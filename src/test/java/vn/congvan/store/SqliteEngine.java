package vn.congvan.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** SQLite in folders of their own. */
final class SqliteEngine extends Engine {
  private final List<Path> folders = new ArrayList<>();

  @Override
  public DatabaseSettings fresh() {
    return settings(folder().resolve("congvan.db"));
  }

  static DatabaseSettings settings(Path file) {
    return new DatabaseSettings("jdbc:sqlite:" + file, null, null, 4);
  }

  static Path file(DatabaseSettings settings) {
    return Path.of(settings.url().substring(DatabaseSettings.SQLITE.length()));
  }

  Path folder() {
    try {
      var folder = Files.createTempDirectory("congvan-store");
      folders.add(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void delete() throws IOException {
    for (var folder : folders) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public String toString() {
    return "SQLite";
  }
}
