package vn.congvan.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/** SQLite: one writer that groups commits, and readers beside it. */
final class SqliteBackend implements Backend {
  private final SqliteFile file;
  private final GroupCommit writer;
  private final SqliteReaders readers;

  private SqliteBackend(SqliteFile file, GroupCommit writer, SqliteReaders readers) {
    this.file = file;
    this.writer = writer;
    this.readers = readers;
  }

  static SqliteBackend open(
      DatabaseSettings settings, Migrations migrations, Limits limits, Counters counters) {
    var path = path(settings);
    var file = new SqliteFile(path, limits);
    try {
      // The first to open the file repairs it after a crash, which needs the right to write.
      try (var session = file.open(8 * 1024)) {
        migrations.apply(session.connection(), file.dataSource(8 * 1024), Dialect.SQLITE);
      }
      var readers = new SqliteReaders(file, settings.maxConnections(), limits);
      return new SqliteBackend(file, new GroupCommit(file, limits, counters), readers);
    } catch (SQLException e) {
      throw SqliteFailures.opening(e, path);
    }
  }

  private static Path path(DatabaseSettings settings) {
    var name = settings.url().substring(DatabaseSettings.SQLITE.length());
    var path = Path.of(name).toAbsolutePath();
    var folder = path.getParent();
    if (name.isBlank() || name.startsWith(":") || folder == null || Files.isDirectory(path)) {
      throw DatabaseSettings.badUrl(settings.url());
    }
    if (!Files.isDirectory(folder)) {
      throw new Halt(
          new Reason(
              "STORE.NO_FOLDER",
              "Không có thư mục %s cho tệp cơ sở dữ liệu. Hãy tạo thư mục hoặc sửa database.url, rồi khởi động lại."
                  .formatted(folder),
              "the folder %s of the database file does not exist; create it or correct database.url, then start again"
                  .formatted(folder)));
    }
    return path;
  }

  @Override
  public OpenUnit begin(String name) {
    return writer.begin(name);
  }

  @Override
  public void perform(String name, Consumer<OpenUnit> work) {
    writer.perform(name, work::accept);
  }

  @Override
  public <T> T read(Function<Sql, T> work) {
    return readers.read(work);
  }

  @Override
  public void snapshot(Path target) {
    var copy = new SnapshotFile(target);
    try {
      copy.make(
          unfinished ->
              file.copying(
                  () -> {
                    try (var session = file.open(8 * 1024)) {
                      session.update("VACUUM INTO ?", unfinished.toString());
                    }
                  }));
    } catch (SQLException e) {
      throw SqliteFailures.of(e, "copy the database to " + copy.path());
    }
  }

  /** One process has the file, so it has every lane. */
  @Override
  public boolean lease(int lane) {
    return true;
  }

  @Override
  public void release(int lane) {}

  /** One process has the file, so every duty is its own. */
  @Override
  public Duty duty(String name) {
    return new Duty() {
      @Override
      public boolean take() {
        return true;
      }

      @Override
      public boolean isHeld() {
        return true;
      }

      @Override
      public void close() {
        // Nothing is held beside the file.
      }
    };
  }

  @Override
  public int waiting() {
    return writer.waiting();
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
