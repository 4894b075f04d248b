package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Halt;
import vn.congvan.document.Refused;

/** A copy made while work goes on is one moment of the database, whole. */
class SnapshotTest {
  @TempDir Path folder;

  @Test
  void aCopyOfABusyDatabaseHoldsWholeUnits() throws Exception {
    try (var engine = new SqliteEngine();
        var together = new Together()) {
      var database = engine.open();
      var notes = new Notes(database);
      for (var id = 1; id <= 50; id++) {
        pair(database, id);
      }
      var enough = new AtomicBoolean();
      var writing =
          together.start(
              () -> {
                var id = 51L;
                for (; !enough.get(); id++) {
                  pair(database, id);
                }
                return id;
              });

      for (var i = 0; i < 3; i++) {
        var copy = folder.resolve("copy %d.db".formatted(i));
        var before = notes.all().size();
        database.snapshot(copy);

        var restored = engine.open(SqliteEngine.settings(copy), Limits.STANDARD);
        var ids = Notes.all(restored);
        assertThat(ids).hasSizeGreaterThanOrEqualTo(before);
        assertThat(ids).allMatch(id -> ids.contains(-id));
        assertThat(
                restored.<List<String>>read(
                    sql -> sql.query("PRAGMA integrity_check", row -> row.text("integrity_check"))))
            .containsExactly("ok");
      }
      enough.set(true);
      writing.get();
      try (var files = Files.list(folder)) {
        assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
      }
    }
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    try (var engine = new SqliteEngine()) {
      var database = engine.open();
      var taken = folder.resolve("taken.db");
      Files.writeString(taken, "an older copy");

      for (var target : List.of(taken, folder.resolve("missing/copy.db"))) {
        assertThatThrownBy(() -> database.snapshot(target))
            .isInstanceOfSatisfying(
                Refused.class,
                refused -> assertThat(refused.reason().code()).isEqualTo("STORE.SNAPSHOT_TARGET"));
      }
      assertThat(taken).hasContent("an older copy");
    }
  }

  @Test
  void whatACrashedCopyLeftDoesNotStopTheNext() throws Exception {
    try (var engine = new SqliteEngine()) {
      var database = engine.open();
      new Notes(database).write(1);
      var copy = folder.resolve("copy.db");
      Files.writeString(folder.resolve("copy.db.part"), "half a copy");

      database.snapshot(copy);

      assertThat(Notes.all(engine.open(SqliteEngine.settings(copy), Limits.STANDARD)))
          .containsExactly(1L);
    }
  }

  @Test
  void aCopyOfPostgresqlFillsAnEmptyDatabaseAndNoOther() throws Exception {
    try (var engine = Engine.postgresql()) {
      var database = engine.open();
      add(database, "Một\tdòng\\n", 1);
      add(database, "hai", 2);
      var copy = folder.resolve("copy");
      database.snapshot(copy);
      add(database, "sau bản sao", 3);

      var empty = engine.fresh();
      Database.load(empty, List.of(), copy);

      var restored = engine.open(empty, Limits.STANDARD);
      assertThat(destinations(restored)).containsExactly("Một\tdòng\\n", "hai");
      add(restored, "tiếp theo", 4);
      assertThat(destinations(restored)).containsExactly("Một\tdòng\\n", "hai", "tiếp theo");
      assertThatThrownBy(() -> Database.load(empty, List.of(), copy))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.reason().code()).isEqualTo("STORE.NOT_EMPTY"));
      assertThatThrownBy(
              () -> Database.load(engine.fresh(), List.of("vn/congvan/audit/migration"), copy))
          .isInstanceOfSatisfying(
              Halt.class, halt -> assertThat(halt.reason().code()).isEqualTo("STORE.COPY_VERSION"));
    }
  }

  private static void add(Database database, String destination, long id) {
    var outbox = new Outbox(database, Clock.systemUTC());
    database.inUnit(
        "add",
        sql -> {
          outbox.add(
              new OutboxMessage(
                  new UUID(0, id), destination, "lane", "event", new byte[] {0, 92, -1}));
          return id;
        });
  }

  private static List<String> destinations(Database database) {
    var outbox = new Outbox(database, Clock.systemUTC());
    var messages = outbox.next(Outbox.laneOf("lane"), 10);
    assertThat(messages).allSatisfy(m -> assertThat(m.body()).containsExactly(0, 92, -1));
    return messages.stream().map(OutboxMessage::destination).toList();
  }

  private static void pair(Database database, long id) {
    database.inUnit(
        "pair",
        sql -> {
          Notes.write(sql, id);
          Notes.write(sql, -id);
          return id;
        });
  }
}
