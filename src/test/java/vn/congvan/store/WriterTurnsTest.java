package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.congvan.document.RetryLater;

/** Nobody keeps SQLite's writer from the others. */
class WriterTurnsTest {
  private static final Limits STRICT = Patience.withUnitsOf(Duration.ofMillis(500));

  private static final String ENDLESS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";

  private final SqliteEngine engine = new SqliteEngine();
  private final Together together = new Together();
  private DatabaseSettings settings;

  @BeforeEach
  void fresh() {
    settings = engine.fresh();
  }

  @AfterEach
  void close() {
    together.close();
    engine.close();
  }

  @Test
  void aUnitLeftOpenByADeadThreadIsRolledBackAndTheOthersGoOn() throws Exception {
    var database = engine.open(settings, STRICT);
    var notes = new Notes(database);

    var dead =
        new Thread(
            () -> {
              var unit = database.begin("left open");
              Notes.write(unit.sql(), 1);
            });
    dead.start();
    dead.join();
    notes.write(2);

    assertThat(notes.all()).containsExactly(2L);
    assertThat(database.statistics().expired()).isEqualTo(1);
  }

  @Test
  void aUnitThatKeepsTheWriterIsToldAndItsNeighbourIsKept() throws Exception {
    var database = engine.open(settings, STRICT);
    var notes = new Notes(database);
    var slowHasBegun = new AtomicBoolean();
    var neighbourIsBack = new AtomicBoolean();

    var first = database.begin("first");
    var neighbour =
        together.start(
            () ->
                database.inUnit(
                    "neighbour",
                    sql -> {
                      Notes.write(sql, 1);
                      return 1;
                    }));
    Together.until("the neighbour queues", () -> database.statistics().waiting() == 1);
    var slow =
        together.start(
            () -> {
              try (var unit = database.begin("slow")) {
                Notes.write(unit.sql(), 2);
                slowHasBegun.set(true);
                Together.until("the neighbour is back", neighbourIsBack::get);
                unit.commit();
              }
              return 2;
            });
    Together.until("the slow one queues", () -> database.statistics().waiting() == 2);
    first.close();
    Together.until("the slow one has begun", slowHasBegun::get);
    neighbour.get();
    neighbourIsBack.set(true);

    Together.assertRetryLater(slow, "STORE.UNIT_TOO_LONG");
    assertThat(notes.all()).containsExactly(1L);
  }

  @Test
  void aStatementWithoutEndIsInterrupted() throws Exception {
    var database = engine.open(settings, STRICT);
    var notes = new Notes(database);
    var begun = new AtomicBoolean();

    var endless =
        together.start(
            () ->
                database.inUnit(
                    "endless",
                    sql -> {
                      begun.set(true);
                      return sql.update(
                          ENDLESS + " INSERT INTO note (id, text) SELECT i, 'x' FROM n");
                    }));
    Together.until("the endless one has begun", begun::get);
    notes.write(-1);

    Together.assertRetryLater(endless, "STORE.UNIT_TOO_LONG");
    assertThat(notes.all()).containsExactly(-1L);
    Notes.assertIntact(database);
  }

  @Test
  void aUnitThatWasTooSlowIsRefusedItsCommitThoughNobodyWaited() {
    var hasty = Patience.withUnitsOf(Duration.ofNanos(1));
    var database = engine.open(settings, hasty);

    assertThatThrownBy(
            () -> database.inUnit("slow", sql -> sql.update("CREATE TABLE note (id BIGINT)")))
        .isInstanceOfSatisfying(
            RetryLater.class,
            late -> assertThat(late.reason().code()).isEqualTo("STORE.UNIT_TOO_LONG"));
    assertThat(
            database.<List<String>>read(
                sql ->
                    sql.query(
                        "SELECT name FROM sqlite_master WHERE name = 'note'",
                        row -> row.text("name"))))
        .isEmpty();
  }

  @Test
  void whoeverIsInterruptedInTheQueueLeavesIt() throws Exception {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);

    try (var unit = database.begin("first")) {
      var waiting = new ArrayList<Thread>();
      var interrupted =
          together.start(
              () -> {
                waiting.add(Thread.currentThread());
                return database.begin("second");
              });
      Together.until("the second queues", () -> database.statistics().waiting() == 1);
      waiting.get(0).interrupt();

      Together.assertRetryLater(interrupted, "STORE.INTERRUPTED");
      assertThat(database.statistics().waiting()).isZero();
      Notes.write(unit.sql(), 1);
      unit.commit();
    }
    notes.write(2);
    assertThat(notes.all()).containsExactly(1L, 2L);
  }

  @Test
  void closingServesThoseWhoWaitAndTurnsAwayThoseWhoComeLater() throws Exception {
    var database = engine.open(settings, Patience.LASTING);
    new Notes(database);

    var unit = database.begin("first");
    var waiting = together.start(() -> database.inUnit("second", sql -> write(sql, 2)));
    Together.until("the second queues", () -> database.statistics().waiting() == 1);
    var closing =
        together.start(
            () -> {
              database.close();
              return true;
            });
    Together.until("the closing queues", () -> database.statistics().waiting() == 2);
    Notes.write(unit.sql(), 1);
    unit.commit();

    waiting.get();
    closing.get();
    assertThatThrownBy(() -> database.begin("late"))
        .isInstanceOfSatisfying(
            RetryLater.class, late -> assertThat(late.reason().code()).isEqualTo("STORE.CLOSED"));
    assertThat(Notes.all(engine.open(settings, Patience.LASTING))).containsExactly(1L, 2L);
  }

  private static int write(Sql sql, int id) {
    Notes.write(sql, id);
    return id;
  }
}
