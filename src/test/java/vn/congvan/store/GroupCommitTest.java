package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.testing.Tool;

/** SQLite's units share a commit: they are kept together or not at all. */
class GroupCommitTest {
  private static final int UNITS = 6;

  private final SqliteEngine engine = new SqliteEngine();
  private final Together together = new Together();
  private DatabaseSettings settings;

  @BeforeEach
  void fresh() {
    settings = engine.fresh();
  }

  @AfterEach
  void close() throws Exception {
    together.close();
    engine.close();
  }

  @Test
  void unitsThatMeetShareOneCommit() throws Exception {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    var before = database.statistics();

    var group = queueBehindOne(database, IntStream.range(0, UNITS).boxed().toList(), Notes::write);

    for (var unit : group) {
      unit.get();
    }
    assertThat(notes.all()).containsExactlyElementsOf(LongStream.range(0, UNITS).boxed().toList());
    var after = database.statistics();
    assertThat(after.units() - before.units()).isEqualTo(UNITS);
    assertThat(after.commits() - before.commits()).isEqualTo(1);
  }

  @Test
  void turnsAreTakenInTheOrderTheyWereAskedFor() throws Exception {
    var database = engine.open(settings, Patience.LASTING);
    new Notes(database);

    for (var unit :
        queueBehindOne(
            database,
            IntStream.range(0, UNITS).boxed().toList(),
            (sql, id) ->
                sql.update(
                    "INSERT INTO note (id, text) SELECT ?, count(*) FROM note", (long) id))) {
      unit.get();
    }

    assertThat(
            database.<List<String>>read(
                sql -> sql.query("SELECT text FROM note ORDER BY id", row -> row.text("text"))))
        .containsExactly("0", "1", "2", "3", "4", "5");
  }

  @ParameterizedTest
  @MethodSource("eachUnit")
  void aUnitThatFailsDoesNotHurtItsNeighbours(int failing) throws Exception {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    var before = database.statistics();

    var group =
        queueBehindOne(
            database,
            IntStream.range(0, UNITS).boxed().toList(),
            (sql, id) -> {
              Notes.write(sql, id);
              if (id == failing) {
                Notes.write(sql, id);
              }
            });

    for (var i = 0; i < UNITS; i++) {
      if (i == failing) {
        assertThat(Together.thrownBy(group.get(i))).isInstanceOf(IllegalStateException.class);
      } else {
        group.get(i).get();
      }
    }
    assertThat(notes.all())
        .containsExactlyElementsOf(
            LongStream.range(0, UNITS).filter(id -> id != failing).boxed().toList());
    assertThat(database.statistics().commits() - before.commits()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("eachUnit")
  void whenTheDiskFillsInAUnitItsGroupIsUndoneAndSucceedsOnceThereIsSpace(int full)
      throws Exception {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    var tooMuch = "x".repeat(200_000);
    limitPages(database, pages -> pages + 3);
    var before = database.statistics();

    var group =
        queueBehindOne(
            database,
            IntStream.range(0, UNITS).boxed().toList(),
            (sql, id) -> Notes.write(sql, id, id == full ? tooMuch : "small"));

    for (var i = 0; i < UNITS; i++) {
      if (i <= full) {
        Together.assertRetryLater(group.get(i), "STORE.DISK_FULL");
      } else {
        group.get(i).get();
      }
    }
    assertThat(notes.all())
        .containsExactlyElementsOf(LongStream.range(full + 1L, UNITS).boxed().toList());
    assertThat(database.statistics().lost() - before.lost()).isEqualTo(full);

    limitPages(database, pages -> 1_000_000L);
    var again =
        queueBehindOne(
            database,
            IntStream.rangeClosed(0, full).boxed().toList(),
            (sql, id) -> Notes.write(sql, id, id == full ? tooMuch : "small"));
    for (var unit : again) {
      unit.get();
    }
    assertThat(notes.all()).containsExactlyElementsOf(LongStream.range(0, UNITS).boxed().toList());
    Notes.assertIntact(database);
  }

  @Test
  void whenTheCommitFailsNothingOfTheGroupIsKeptAndAllSucceedOnceTheDiskIsWell() throws Exception {
    Tool.require("prlimit");
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    notes.write(1_000);
    var log = Path.of(SqliteEngine.file(settings) + "-wal");
    var ids = IntStream.range(0, UNITS).boxed().toList();

    List<Future<Object>> group;
    // The system refuses to let any file of this process grow beyond the log, so that the commit's
    // write fails, and nothing before it.
    limitFileSize(Long.toString(Files.size(log)));
    try {
      group = queueBehindOne(database, ids, Notes::write);
      for (var unit : group) {
        Together.assertRetryLater(unit, "STORE.IO_ERROR");
      }
      assertThat(notes.all()).containsExactly(1_000L);
    } finally {
      limitFileSize("unlimited");
    }

    for (var unit : queueBehindOne(database, ids, Notes::write)) {
      unit.get();
    }
    assertThat(notes.all())
        .containsExactlyElementsOf(
            LongStream.concat(LongStream.range(0, UNITS), LongStream.of(1_000)).boxed().toList());
    Notes.assertIntact(database);
  }

  static List<Integer> eachUnit() {
    return IntStream.range(0, UNITS).boxed().toList();
  }

  /**
   * Has units queue, in this order, behind one that then gives up, so that they are one group.
   * Returns when the last has ended.
   */
  private List<Future<Object>> queueBehindOne(Database database, List<Integer> ids, Work work)
      throws InterruptedException {
    var units = new ArrayList<Future<Object>>();
    var first = database.begin("first");
    for (var id : ids) {
      units.add(
          together.start(
              () ->
                  database.inUnit(
                      "unit " + id,
                      sql -> {
                        work.in(sql, id);
                        return id;
                      })));
      Together.until(
          "unit %d queues".formatted(id), () -> database.statistics().waiting() == units.size());
    }
    first.close();
    for (var unit : units) {
      Together.thrownBy(unit);
    }
    return units;
  }

  private static void limitPages(Database database, ToLongFunction<Long> limit) {
    database.inUnit(
        "limit",
        sql -> {
          var pages =
              sql.queryOne("PRAGMA page_count", row -> row.number("page_count")).orElseThrow();
          return sql.query(
              "PRAGMA max_page_count = " + limit.applyAsLong(pages),
              row -> row.number("max_page_count"));
        });
  }

  private static void limitFileSize(String bytes) throws IOException, InterruptedException {
    var limiting =
        new ProcessBuilder(
                "prlimit",
                "--pid=" + ProcessHandle.current().pid(),
                "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start();
    assertThat(limiting.waitFor()).isZero();
  }

  private interface Work {
    void in(Sql sql, int id);
  }
}
