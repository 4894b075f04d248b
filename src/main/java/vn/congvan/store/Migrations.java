package vn.congvan.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * Brings a database to the tables this version of the program needs.
 *
 * <p>Flyway does the work. Its history is read first: when it holds just what we have, which is so
 * at every start but the first of a new version, Flyway's half second is spared.
 */
final class Migrations {
  private static final String OWN = "vn/congvan/store/migration";
  static final String HISTORY = "flyway_schema_history";

  private final List<String> folders;

  Migrations(List<String> folders) {
    var all = new ArrayList<String>();
    all.add(OWN);
    folders.stream().filter(folder -> !all.contains(folder)).forEach(all::add);
    this.folders = List.copyOf(all);
  }

  /**
   * @throws Halt when the database was made by a newer version, or a migration does not apply
   */
  void apply(Connection connection, DataSource source, Dialect dialect) throws SQLException {
    var ours = checksums();
    var applied = applied(connection);
    for (var version : applied.keySet()) {
      if (!ours.containsKey(version)) {
        throw newer(version);
      }
    }
    if (!applied.equals(ours)) {
      migrate(source, dialect);
    }
  }

  private Map<Integer, Integer> checksums() {
    try {
      return MigrationFolder.checksums(folders);
    } catch (IOException e) {
      throw new UncheckedIOException("couldn't read our own migrations", e);
    }
  }

  /** Version and checksum of what the database has; a failed migration counts as not there. */
  static Map<Integer, Integer> applied(Connection connection) throws SQLException {
    var applied = new TreeMap<Integer, Integer>();
    if (!hasHistory(connection)) {
      return applied;
    }
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT version, checksum, success FROM "
                    + HISTORY
                    + " WHERE version IS NOT NULL")) {
      while (rows.next()) {
        if (rows.getBoolean("success")) {
          applied.put(Integer.valueOf(rows.getString("version")), rows.getInt("checksum"));
        }
      }
    }
    return applied;
  }

  private static boolean hasHistory(Connection connection) throws SQLException {
    try (var tables =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), HISTORY, new String[] {"TABLE"})) {
      return tables.next();
    }
  }

  private void migrate(DataSource source, Dialect dialect) throws SQLException {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(source)
          .locations(folders.stream().map(folder -> "classpath:" + folder).toArray(String[]::new))
          .placeholders(dialect.placeholders())
          .load()
          .migrate();
    } catch (FlywayException e) {
      var cause = sqlCause(e);
      if (cause != null) {
        throw cause;
      }
      throw new Halt(
          new Reason(
              "STORE.MIGRATION",
              "Không nâng cấp được cơ sở dữ liệu. Hãy giữ nguyên dữ liệu và gửi nhật ký cho người phát triển: %s"
                  .formatted(firstLine(e)),
              "the database could not be brought to this version; keep the data as it is and report this: %s"
                  .formatted(firstLine(e))),
          e);
    }
  }

  private static @Nullable SQLException sqlCause(@Nullable Throwable e) {
    if (e == null || e instanceof SQLException) {
      return (SQLException) e;
    }
    return sqlCause(e.getCause());
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Halt newer(int version) {
    return new Halt(
        new Reason(
            "STORE.NEWER",
            "Cơ sở dữ liệu do một phiên bản khác, mới hơn của chương trình tạo (có bản nâng cấp V%d). Hãy chạy phiên bản mới đó."
                .formatted(version),
            "the database was made by another, newer version of the program (it has migration V%d); run that version"
                .formatted(version)));
  }
}
