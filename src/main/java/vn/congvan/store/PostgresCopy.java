package vn.congvan.store;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/**
 * A copy of a PostgreSQL database in one file, as of one moment: a zip with the migrations the
 * database has, then each table as the server's {@code COPY} writes it. It goes back into an empty
 * database whose tables the same migrations have made.
 */
final class PostgresCopy {
  private static final String MIGRATIONS = "migrations";

  private final Connection connection;
  private final Migrations migrations;

  PostgresCopy(Connection connection, Migrations migrations) {
    this.connection = connection;
    this.migrations = migrations;
  }

  /** Writes the file. */
  void write(Path file) throws SQLException, IOException {
    connection.setAutoCommit(false);
    run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    try (var zip =
        new ZipOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(MIGRATIONS));
      zip.write(Migrations.applied(connection).toString().getBytes(StandardCharsets.US_ASCII));
      for (var table : tables().entrySet()) {
        zip.putNextEntry(new ZipEntry(table.getKey()));
        copies().copyOut("COPY " + columns(table) + " TO STDOUT", new LeftOpen(zip));
      }
    }
    connection.rollback();
  }

  /**
   * Reads a file into tables that are empty, in one transaction.
   *
   * @throws Halt when the file is of a database with other migrations, or is none
   */
  void read(Path file) throws SQLException, IOException {
    connection.setAutoCommit(false);
    var tables = tables();
    var read = new HashSet<String>();
    try (var zip = new ZipInputStream(Files.newInputStream(file))) {
      requireSame(zip);
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var columns = tables.get(entry.getName());
        if (columns == null || !read.add(entry.getName())) {
          throw unreadable(file);
        }
        fill(Map.entry(entry.getName(), columns), zip);
      }
    }
    if (!read.equals(tables.keySet())) {
      throw unreadable(file);
    }
    connection.commit();
    connection.setAutoCommit(true);
    run("ANALYZE");
  }

  private void requireSame(ZipInputStream zip) throws SQLException, IOException {
    var first = zip.getNextEntry();
    var ours = Migrations.applied(connection).toString();
    if (first == null
        || !first.getName().equals(MIGRATIONS)
        || !new String(zip.readNBytes(1 << 16), StandardCharsets.US_ASCII).equals(ours)) {
      throw new Halt(
          new Reason(
              "STORE.COPY_VERSION",
              "Bản sao cơ sở dữ liệu PostgreSQL do phiên bản khác của chương trình tạo. Khôi phục bằng đúng phiên bản đó, rồi nâng cấp.",
              "the copy of the PostgreSQL database was made by another version of the program; restore it with that one, then upgrade"));
    }
  }

  /** What the triggers would do has been done, and is in the copy. */
  private void fill(Map.Entry<String, List<String>> table, InputStream in)
      throws SQLException, IOException {
    var name = quoted(table.getKey());
    run("ALTER TABLE " + name + " DISABLE TRIGGER USER");
    run("TRUNCATE " + name);
    copies().copyIn("COPY " + columns(table) + " FROM STDIN", new LeftOpenInput(in));
    run("ALTER TABLE " + name + " ENABLE TRIGGER USER");
    for (var column : countedColumns(table.getKey())) {
      run(
          "SELECT setval(pg_get_serial_sequence('%s', '%s'), (SELECT coalesce(max(%s), 0) + 1 FROM %s), false)"
              .formatted(name, column, quoted(column), name));
    }
  }

  private List<String> countedColumns(String table) throws SQLException {
    var counted = new ArrayList<String>();
    try (var statement =
        connection.prepareStatement(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
                + " AND table_name = ? AND is_identity = 'YES'")) {
      statement.setString(1, table);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          counted.add(rows.getString(1));
        }
      }
    }
    return counted;
  }

  /** Whether the database holds no table yet. */
  boolean isEmpty() throws SQLException {
    return tables().isEmpty() && Migrations.applied(connection).isEmpty();
  }

  /** Each table of ours with its columns, in an order that the same migrations give again. */
  private Map<String, List<String>> tables() throws SQLException {
    var tables = new TreeMap<String, List<String>>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT c.table_name, c.column_name FROM information_schema.columns c"
                    + " JOIN information_schema.tables t USING (table_schema, table_name)"
                    + " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
                    + " AND c.table_name <> '"
                    + Migrations.HISTORY
                    + "' ORDER BY c.table_name, c.column_name")) {
      while (rows.next()) {
        tables.computeIfAbsent(rows.getString(1), name -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    return tables;
  }

  private static String columns(Map.Entry<String, List<String>> table) {
    return quoted(table.getKey())
        + " ("
        + String.join(", ", table.getValue().stream().map(PostgresCopy::quoted).toList())
        + ")";
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private CopyManager copies() throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static Refused notEmpty() {
    return new Refused(
        new Reason(
            "STORE.NOT_EMPTY",
            "Cơ sở dữ liệu PostgreSQL để khôi phục phải còn trống. Tạo một cơ sở dữ liệu mới rồi ghi tên bằng --set database.url=….",
            "the PostgreSQL database to restore to must be empty; create a new one and name it by --set database.url=…"));
  }

  private static Halt unreadable(Path file) {
    return new Halt(
        new Reason(
            "STORE.COPY",
            "Tệp %s không phải bản sao cơ sở dữ liệu của chương trình. Dùng bản sao lưu khác."
                .formatted(file),
            "the file %s is no copy of the program's database; use another backup"
                .formatted(file)));
  }

  /** One entry ends, the zip does not. */
  private static final class LeftOpen extends FilterOutputStream {
    LeftOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() {}
  }

  private static final class LeftOpenInput extends FilterInputStream {
    LeftOpenInput(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
