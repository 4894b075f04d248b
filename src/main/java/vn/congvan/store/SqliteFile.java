package vn.congvan.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** A SQLite database file: how connections to it are opened, and the care of its log. */
final class SqliteFile {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
  private static final int BUSY_MILLIS = 2_000;
  private static final int CHECKPOINT_MILLIS = 250;
  private static final int CHECKPOINT_PAGES = 4_000;

  private final Path path;
  private final Path log;
  private final Limits limits;
  private final AtomicInteger snapshots = new AtomicInteger();

  // Owned by whoever has the turn at the writer.
  private long emptyAt;

  SqliteFile(Path path, Limits limits) {
    this.path = path;
    this.log = path.resolveSibling(path.getFileName() + "-wal");
    this.limits = limits;
    this.emptyAt = limits.logBytes();
  }

  Path path() {
    return path;
  }

  SQLiteDataSource dataSource(int cacheKibibytes) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // Every commit is synced; on macOS down to the platter, which a plain fsync there does not do.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setPragma(SQLiteConfig.Pragma.FULL_SYNC, "true");
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setCacheSize(-cacheKibibytes);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    // Otherwise the driver asks for the last row id after every INSERT.
    config.setGetGeneratedKeys(false);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + path);
    return source;
  }

  Session openWriter() throws SQLException {
    var session = open(64 * 1024);
    session.rows("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    return session;
  }

  Session openReader() throws SQLException {
    var session = open(8 * 1024);
    session.run("PRAGMA query_only = ON");
    return session;
  }

  Session open(int cacheKibibytes) throws SQLException {
    return Session.keepingStatements(dataSource(cacheKibibytes).getConnection());
  }

  /** While a copy is made the log cannot be emptied, so nobody should wait for it. */
  void copying(SqlRunnable copy) throws SQLException {
    snapshots.incrementAndGet();
    try {
      copy.run();
    } finally {
      snapshots.decrementAndGet();
    }
  }

  /**
   * SQLite reuses its write-ahead log from the start only at a moment when no reader is in it, and
   * readers that overlap without end leave no such moment. So when the log has grown large, the
   * writer waits a moment for the readers: those that come now read the database file alone.
   *
   * <p>Called with the turn at the writer and outside a transaction.
   */
  void emptyLogIfLarge(Session writer) {
    try {
      var size = Files.size(log);
      if (size <= emptyAt || snapshots.get() > 0) {
        return;
      }
      // When a reader stays in the log all the same, the next try is not before it grew some more.
      emptyAt = size + limits.logBytes() / 4;
      var connection = (SQLiteConnection) writer.connection();
      connection.setBusyTimeout(CHECKPOINT_MILLIS);
      try {
        var busy = writer.rows("PRAGMA wal_checkpoint(TRUNCATE)").get(0).number("busy") == 1;
        if (!busy) {
          emptyAt = limits.logBytes();
        }
      } finally {
        connection.setBusyTimeout(BUSY_MILLIS);
      }
    } catch (IOException | SQLException e) {
      LOG.warn("couldn't empty the write-ahead log {}; it goes on growing", log, e);
    }
  }

  @FunctionalInterface
  interface SqlRunnable {
    void run() throws SQLException;
  }
}
