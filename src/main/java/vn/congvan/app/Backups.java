package vn.congvan.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.backup.BackupWriter;
import vn.congvan.directory.KeyHolding;

/** What a backup of an installation has to be told of it. */
final class Backups {
  private static final List<String> FILES =
      List.of(
          "directory.file",
          "trust.directory",
          "routes.directory",
          "database.password-file",
          "broker.password-file",
          "broker.users-file");

  private Backups() {}

  static BackupWriter writer(Parts parts, Settings settings, Clock clock) {
    var data = absolute(settings.data());
    return new BackupWriter(
        parts.database(),
        isPostgresql(settings) ? "postgresql" : "sqlite",
        parts.content(),
        new BackupWriter.Places(
            data,
            absolute(parts.contentFolder()),
            absolute(settings.path("log.directory").orElse(data.resolve("log"))),
            databaseFiles(settings)),
        program(),
        clock);
  }

  static boolean isPostgresql(Settings settings) {
    return settings.text("database.url").startsWith("jdbc:postgresql:");
  }

  private static String program() {
    var version = Backups.class.getPackage().getImplementationVersion();
    return "congvan " + (version == null ? "(not packaged)" : version);
  }

  /**
   * A SQLite database that somebody put beside the settings must not be copied while it changes.
   */
  private static List<Path> databaseFiles(Settings settings) {
    var url = settings.text("database.url");
    if (!url.startsWith("jdbc:sqlite:")) {
      return List.of();
    }
    var file = absolute(Path.of(url.substring("jdbc:sqlite:".length())));
    return List.of(
        file,
        file.resolveSibling(file.getFileName() + "-wal"),
        file.resolveSibling(file.getFileName() + "-shm"));
  }

  /** Files that the settings or the directory name and that lie outside the data folder. */
  static List<String> outside(Parts parts, Settings settings) {
    var named = new TreeMap<String, String>();
    for (var key : FILES) {
      settings.path(key).ifPresent(file -> note(named, settings.data(), file, key));
    }
    for (var agency : parts.directory().hostedHere()) {
      note(named, settings.data(), agency.seal(), agency.code().value());
      note(named, settings.data(), agency.secondSeal(), agency.code().value());
      for (var person : agency.people()) {
        note(named, settings.data(), person.key(), person.ref());
        note(named, settings.data(), person.secondKey(), person.ref());
      }
    }
    var outside = new ArrayList<String>();
    named.forEach((file, by) -> outside.add("%s (%s)".formatted(file, by)));
    return outside;
  }

  private static void note(
      Map<String, String> named, Path data, @Nullable KeyHolding key, String by) {
    if (key != null) {
      key.place().files().forEach(file -> note(named, data, file, by));
      var image = key.image();
      if (image != null) {
        note(named, data, image, by);
      }
    }
  }

  private static void note(Map<String, String> named, Path data, Path file, String by) {
    if (!absolute(file).startsWith(absolute(data))) {
      named.putIfAbsent(absolute(file).toString(), by);
    }
  }

  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
