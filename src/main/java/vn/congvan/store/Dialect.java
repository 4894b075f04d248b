package vn.congvan.store;

import java.util.Map;

/** The few words in which the engines' table definitions differ: placeholders of the migrations. */
enum Dialect {
  SQLITE("BLOB", "INTEGER PRIMARY KEY", "WITHOUT ROWID"),
  POSTGRESQL("BYTEA", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "");

  private static final String COMMENT = "--";

  private final Map<String, String> placeholders;

  /**
   * Besides these, {@code sqlite} and {@code postgresql} stand before a line that is for one engine
   * alone, a trigger's for example: on the other they make a comment of it.
   *
   * @param bytes a column of bytes
   * @param identity the type of a primary key that counts by itself; later rows get larger numbers
   * @param clustered after a table: its rows are kept in the order of the primary key
   */
  Dialect(String bytes, String identity, String clustered) {
    this.placeholders =
        Map.of(
            "bytes", bytes,
            "identity", identity,
            "clustered", clustered,
            "sqlite", name().equals("SQLITE") ? "" : COMMENT,
            "postgresql", name().equals("POSTGRESQL") ? "" : COMMENT);
  }

  Map<String, String> placeholders() {
    return placeholders;
  }
}
