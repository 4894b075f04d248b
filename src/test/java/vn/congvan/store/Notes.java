package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** A table for tests: numbered notes. */
final class Notes {
  private final Database database;

  Notes(Database database) {
    this.database = database;
    database.inUnit(
        "create",
        sql -> sql.update("CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT NOT NULL)"));
  }

  static void write(Sql sql, long id) {
    write(sql, id, "note " + id);
  }

  static void write(Sql sql, long id, String text) {
    sql.update("INSERT INTO note (id, text) VALUES (?, ?)", id, text);
  }

  void write(long id) {
    database.inUnit(
        "write",
        sql -> {
          write(sql, id);
          return id;
        });
  }

  List<Long> all() {
    return all(database);
  }

  static List<Long> all(Database database) {
    return database.read(
        sql -> sql.query("SELECT id FROM note ORDER BY id", row -> row.number("id")));
  }

  static void assertIntact(Database database) {
    assertThat(
            database.<List<String>>read(
                sql -> sql.query("PRAGMA integrity_check", row -> row.text("integrity_check"))))
        .containsExactly("ok");
  }
}
