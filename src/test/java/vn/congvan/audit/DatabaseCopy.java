package vn.congvan.audit;

import java.sql.SQLException;
import java.util.List;

/** An older state of a log's tables, and the way back to it. */
final class DatabaseCopy {
  private static final List<String> TABLES =
      List.of(
          "audit_log",
          "audit_stream",
          "audit_entry",
          "audit_disclosure",
          "audit_pending",
          "audit_batch",
          "audit_tile",
          "audit_checkpoint");

  private final LogOffice office;

  private DatabaseCopy(LogOffice office) {
    this.office = office;
  }

  static DatabaseCopy of(LogOffice office) throws SQLException {
    try (var connection = office.connection()) {
      for (var table : TABLES) {
        LogOffice.run(connection, "CREATE TABLE copy_" + table + " AS SELECT * FROM " + table);
      }
    }
    return new DatabaseCopy(office);
  }

  /** With the node stopped, as an operator restores. */
  void restore() throws SQLException {
    office.stop();
    restoreTables();
  }

  void restoreTables() throws SQLException {
    var overriding = office.isSqlite() ? "" : " OVERRIDING SYSTEM VALUE";
    for (var table : TABLES) {
      office.tamper("DELETE FROM " + table);
    }
    // The rows come back in an order in which the trigger finds its streams, and leaves what is put
    // back last.
    for (var table : TABLES) {
      if (table.equals("audit_pending")) {
        office.tamper("DELETE FROM audit_pending");
      }
      office.tamper("INSERT INTO " + table + overriding + " SELECT * FROM copy_" + table);
    }
  }
}
