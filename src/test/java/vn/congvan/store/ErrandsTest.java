package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work in units that one thread does for others. */
class ErrandsTest {
  private static final Limits STRICT = Patience.withUnitsOf(Duration.ofSeconds(1));

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
  void oneThreadDoesWhatWaitsAndOneCommitKeepsIt() throws Exception {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    var doers = new ConcurrentLinkedQueue<Thread>();
    var before = database.statistics().commits();

    var first = database.begin("first");
    var waiting =
        List.of(1L, 2L, 3L, 4L, 5L).stream()
            .map(
                id ->
                    queued(
                        database,
                        unit -> {
                          doers.add(Thread.currentThread());
                          Notes.write(unit.sql(), id);
                          unit.commit();
                        }))
            .toList();
    first.close();
    for (var work : waiting) {
      work.get();
    }

    assertThat(doers).hasSize(5);
    assertThat(List.copyOf(doers).stream().distinct()).hasSize(1);
    assertThat(database.statistics().commits() - before).isEqualTo(1);
    assertThat(notes.all()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void whatOneWorkThrowsOnlyItsOwnThreadHears() throws Exception {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);

    var first = database.begin("first");
    var good = queued(database, unit -> write(unit, 1));
    var bad =
        queued(
            database,
            unit -> {
              Notes.write(unit.sql(), 2);
              throw new IllegalArgumentException("bad");
            });
    var undecided = queued(database, unit -> Notes.write(unit.sql(), 3));
    var last = queued(database, unit -> write(unit, 4));
    first.close();

    assertThat(Together.thrownBy(bad)).isInstanceOf(IllegalArgumentException.class);
    good.get();
    undecided.get();
    last.get();
    assertThat(notes.all()).containsExactly(1L, 4L);
  }

  @Test
  void aThreadStuckInAnothersWorkLosesTheTurn() throws Exception {
    var database = engine.open(settings, STRICT);
    var notes = new Notes(database);
    var letGo = new AtomicBoolean();

    var first = database.begin("first");
    var doer = queued(database, unit -> write(unit, 1));
    var stuck =
        queued(
            database,
            unit -> {
              Notes.write(unit.sql(), 2);
              Together.until("the others are done", letGo::get);
              unit.commit();
            });
    var next = queued(database, unit -> write(unit, 3));
    var after = queued(database, unit -> write(unit, 4));
    first.close();
    next.get();
    after.get();
    assertThat(notes.all()).containsExactly(1L, 3L, 4L);
    // While others have the turn, the thread that lost it comes to itself.
    var holding = database.begin("holding");
    Notes.write(holding.sql(), 5);
    var last = queued(database, unit -> write(unit, 6));
    letGo.set(true);

    Together.assertRetryLater(stuck, "STORE.UNIT_TOO_LONG");
    doer.get();
    assertThat(database.statistics().waiting()).isEqualTo(1);
    holding.commit();
    last.get();
    assertThat(notes.all()).containsExactly(1L, 3L, 4L, 5L, 6L);
  }

  @Test
  void workThatHasGivenItsUnitBackKeepsNobodyWaiting() throws Exception {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    var otherIsDone = new AtomicBoolean();

    var first = database.begin("first");
    var failing =
        queued(
            database,
            unit -> {
              Notes.write(unit.sql(), 1);
              unit.close();
              Together.until("the other is done", otherIsDone::get);
            });
    var other = queued(database, unit -> write(unit, 2));
    first.close();
    other.get();
    otherIsDone.set(true);

    failing.get();
    assertThat(notes.all()).containsExactly(2L);
  }

  @Test
  void aUnitBegunWhenTheWorkHasGivenItsOwnBackIsDurableBeforeTheWorkGoesOn() {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    var seen = new ConcurrentLinkedQueue<List<Long>>();

    database.perform(
        "outer",
        outer -> {
          Notes.write(outer.sql(), 1);
          outer.close();
          notes.write(2);
          seen.add(notes.all());
        });
    notes.write(3);

    assertThat(seen).containsExactly(List.of(2L));
    assertThat(notes.all()).containsExactly(2L, 3L);
  }

  @Test
  void aUnitBegunAfterTheWorksOwnCommitIsDurableBeforeTheWorkGoesOn() {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    var seen = new ConcurrentLinkedQueue<List<Long>>();

    database.perform(
        "outer",
        outer -> {
          write(outer, 1);
          notes.write(2);
          seen.add(notes.all());
        });
    notes.write(3);

    assertThat(seen).containsExactly(List.of(1L, 2L));
    assertThat(notes.all()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void workThatFailsAfterItsCommitIsKeptAndToldOfAndItsThreadHears() {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    var told = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                database.perform(
                    "one",
                    unit -> {
                      unit.afterCommit(() -> told.set(true));
                      write(unit, 1);
                      throw new IllegalArgumentException("late");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(notes.all()).containsExactly(1L);
    assertThat(told).isTrue();
  }

  @Test
  void whatFollowsTheCommitIsToldOfByTheThreadThatAsked() {
    var database = engine.open(settings, Patience.LASTING);
    var notes = new Notes(database);
    var told = new ConcurrentLinkedQueue<List<Long>>();

    database.perform(
        "one",
        unit -> {
          unit.afterCommit(() -> told.add(notes.all()));
          write(unit, 1);
          assertThat(told).isEmpty();
        });

    assertThat(told).containsExactly(List.of(1L));
  }

  /** Asks for work, and returns when it stands in the queue. */
  private Future<Integer> queued(Database database, Consumer<Unit> work) {
    var before = database.statistics().waiting();
    var asked =
        together.start(
            () -> {
              database.perform("asked", work);
              return 0;
            });
    Together.until("it queues", () -> database.statistics().waiting() == before + 1);
    return asked;
  }

  private static void write(Unit unit, long id) {
    Notes.write(unit.sql(), id);
    unit.commit();
  }
}
