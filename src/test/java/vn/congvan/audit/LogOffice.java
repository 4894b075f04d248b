package vn.congvan.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Finished;
import vn.congvan.document.Ids;
import vn.congvan.store.Database;
import vn.congvan.store.DatabaseSettings;
import vn.congvan.store.Engine;

/**
 * An office with a log: a database, the log's folder, a clock; stopped and started as a test likes.
 */
final class LogOffice implements AutoCloseable {
  static final String ORIGIN = "test.example.vn/log/1";
  static final AgencyCode AGENCY = new AgencyCode("H57.12");
  private static final Actor CLERK =
      new Actor(Actor.Kind.USER, "h57-vt-03", AGENCY, "clerk", "apikey");

  final DatabaseSettings settings;
  final SetClock clock = new SetClock();
  final Path folder;
  private final Path temporary;

  private @Nullable Database database;
  private @Nullable AuditLog log;
  private @Nullable LogKeeper keeper;

  LogOffice(Engine engine) {
    settings = engine.fresh();
    try {
      temporary = Files.createTempDirectory("congvan-log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder = temporary.resolve("log");
  }

  Database database() {
    if (database == null) {
      database = Database.open(settings, List.of("vn/congvan/audit/migration"));
    }
    return database;
  }

  AuditLog log() {
    if (log == null) {
      log = new AuditLog(database(), ORIGIN, "node-1", clock);
    }
    return log;
  }

  LogKeeper keeper() {
    if (keeper == null) {
      keeper = new LogKeeper(database(), ORIGIN, folder, Duration.ofMillis(50), clock);
    }
    return keeper;
  }

  String publish() {
    return keeper().publishNow();
  }

  LogCheck.Result check() {
    return new LogCheck(database(), ORIGIN, folder).run();
  }

  /** The process ends without a word, and can be started again. */
  void stop() {
    if (keeper != null) {
      keeper.abandon();
    }
    if (database != null) {
      database.close();
    }
    keeper = null;
    log = null;
    database = null;
  }

  static DocumentId document(int number) {
    return new DocumentId(new UUID(0x0190000000007000L, 0x8000000000000000L + number));
  }

  static String stream(int number) {
    return AGENCY + ":document:" + document(number);
  }

  Finished event(int document, String note) {
    var now = clock.instant();
    return new Finished(
        new EventHeader(Ids.next(now), document(document), AGENCY, CLERK, now, "http"), note);
  }

  /** One entry in a unit of its own. */
  void append(int document) {
    append(document, "");
  }

  void append(int document, String note) {
    var log = log();
    database()
        .inUnit(
            "append",
            sql -> {
              log.append(event(document, note));
              return document;
            });
  }

  /** Entries of documents 1, 2, 3 in turn, seven a unit. */
  void appendMany(int count) {
    var log = log();
    for (int from = 0; from < count; from += 7) {
      var first = from;
      database()
          .inUnit(
              "append",
              sql -> {
                for (int i = first; i < Math.min(count, first + 7); i++) {
                  log.append(event(1 + i % 3, i % 4 == 0 ? "ghi chú " + i : ""));
                }
                return first;
              });
    }
  }

  /** Changes the database as its owner can: past the program and past the triggers. */
  void tamper(String sql, Object... arguments) throws SQLException {
    try (var connection = connection()) {
      for (var trigger : triggers()) {
        run(connection, trigger);
      }
      run(connection, sql, arguments);
    }
  }

  Connection connection() throws SQLException {
    var connection = DriverManager.getConnection(settings.url());
    if (isSqlite()) {
      run(connection, "PRAGMA busy_timeout = 5000");
    }
    return connection;
  }

  boolean isSqlite() {
    return settings.url().startsWith("jdbc:sqlite:");
  }

  private List<String> triggers() {
    var drops = new ArrayList<String>();
    for (var table : List.of("entry", "batch", "checkpoint")) {
      if (isSqlite()) {
        drops.add("DROP TRIGGER IF EXISTS audit_" + table + "_update");
        drops.add("DROP TRIGGER IF EXISTS audit_" + table + "_delete");
      } else {
        drops.add("DROP TRIGGER IF EXISTS audit_%s_final ON audit_%s".formatted(table, table));
      }
    }
    return drops;
  }

  static void run(Connection connection, String sql, Object... arguments) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.execute();
    }
  }

  /** Has every statement of a kind on a table fail from now on, as a full disk would. */
  void fail(String kind, String table) throws SQLException {
    try (var connection = connection()) {
      if (isSqlite()) {
        run(
            connection,
            "CREATE TRIGGER failing BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, 'no'); END"
                .formatted(kind, table));
      } else {
        run(
            connection,
            "CREATE OR REPLACE FUNCTION failing() RETURNS trigger LANGUAGE plpgsql"
                + " AS $$ BEGIN RAISE EXCEPTION 'no'; END $$");
        run(
            connection,
            "CREATE TRIGGER failing BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION failing()"
                .formatted(kind, table));
      }
    }
  }

  void failNoMore(String table) throws SQLException {
    try (var connection = connection()) {
      run(connection, "DROP TRIGGER failing" + (isSqlite() ? "" : " ON " + table));
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    try (var files = Files.walk(temporary)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
