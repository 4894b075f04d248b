package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vn.congvan.document.RetryLater;

/** PostgreSQL goes away, and comes back; units meet, and give way. */
class PostgresOutageTest {
  private static final int THREADS = 6;
  private static final long UNITS_EACH = 150;

  @Test
  void whenTheServerIsKilledUnitsAreTriedAgainUntilItIsBackAndNoneIsLostOrDoneTwice()
      throws Exception {
    var server = new OwnPostgres();
    try (var database =
            Database.open(new DatabaseSettings(server.url(), null, null, 8), List.of());
        var together = new Together()) {
      var notes = new Notes(database);
      var inbox = new Inbox(database, Clock.systemUTC());
      Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
      var retries = new AtomicInteger();
      var work = new ArrayList<Callable<Object>>();
      for (var thread = 0L; thread < THREADS; thread++) {
        var first = thread * UNITS_EACH;
        work.add(
            () -> {
              for (var id = first; id < first + UNITS_EACH; id++) {
                untilKept(database, inbox, id, retries);
                acknowledged.add(id);
              }
              return true;
            });
      }
      var running = together.start(work);

      Together.until("some work is done", () -> acknowledged.size() > 100);
      server.kill();
      Together.until("every thread has met the outage", () -> retries.get() >= THREADS);
      assertThat(acknowledged).hasSizeLessThan((int) (THREADS * UNITS_EACH));
      server.startAgain();
      for (var one : running) {
        one.get();
      }

      assertThat(notes.all())
          .containsExactlyElementsOf(LongStream.range(0, THREADS * UNITS_EACH).boxed().toList());
    }
  }

  @Test
  void ofTwoUnitsInEachOthersWayBothAreDoneInTheEnd() throws Exception {
    try (var engine = Engine.postgresql();
        var together = new Together()) {
      var database = engine.open();
      var notes = new Notes(database);
      notes.write(1);
      notes.write(2);
      var bothHoldTheirFirst = new CountDownLatch(2);
      var runs = new AtomicInteger();

      var crossing =
          together.start(
              List.<Callable<Integer>>of(
                  () -> touchBoth(database, 1, 2, bothHoldTheirFirst, runs),
                  () -> touchBoth(database, 2, 1, bothHoldTheirFirst, runs)));

      for (var one : crossing) {
        assertThat(one.get()).isEqualTo(1);
      }
      assertThat(runs).hasValueBetween(3, 6);
      assertThat(
              database.<List<String>>read(
                  sql -> sql.query("SELECT text FROM note ORDER BY id", row -> row.text("text"))))
          .containsExactly("note 1++", "note 2++");
    }
  }

  @Test
  void aUnitLeftOpenLosesItsLocksAndItsConnection() throws Exception {
    var limits = Patience.withUnitsOf(Duration.ofMillis(500));
    try (var engine = Engine.postgresql()) {
      var fresh = engine.fresh();
      var database = engine.open(new DatabaseSettings(fresh.url(), null, null, 2), limits);
      var notes = new Notes(database);
      notes.write(1);

      var dead =
          new Thread(
              () ->
                  database
                      .begin("left open")
                      .sql()
                      .update("UPDATE note SET text = 'mine' WHERE id = 1"));
      dead.start();
      dead.join();

      assertThat(
              database.<Integer>inUnit(
                  "next",
                  sql -> sql.update("UPDATE note SET text = 'theirs' WHERE text = 'note 1'")))
          .isEqualTo(1);
      assertThat(database.statistics().expired()).isEqualTo(1);
    }
  }

  @Test
  void aUnitThatDozesIsToldThatItTookTooLong() throws Exception {
    var limits = Patience.withUnitsOf(Duration.ofMillis(200));
    try (var engine = Engine.postgresql()) {
      var database = engine.open(engine.fresh(), limits);
      var notes = new Notes(database);

      try (var unit = database.begin("dozing")) {
        var pid =
            unit.sql()
                .queryOne("SELECT pg_backend_pid() AS pid", row -> row.number("pid"))
                .orElseThrow();
        Notes.write(unit.sql(), 1);
        Together.until(
            "the server has ended the session",
            () ->
                database
                    .<List<Long>>read(
                        sql ->
                            sql.query(
                                "SELECT pid FROM pg_stat_activity WHERE pid = ?::int",
                                row -> row.number("pid"),
                                pid))
                    .isEmpty());

        assertThatThrownBy(unit::commit).isInstanceOf(RetryLater.class);
      }
      assertThat(notes.all()).isEmpty();
    }
  }

  private static void untilKept(Database database, Inbox inbox, long id, AtomicInteger retries) {
    while (true) {
      try {
        database.inUnit(
            "write",
            sql -> {
              if (inbox.first("test", Long.toString(id))) {
                Notes.write(sql, id);
              }
              return id;
            });
        return;
      } catch (RetryLater away) {
        retries.incrementAndGet();
      }
    }
  }

  private static int touchBoth(
      Database database, long first, long second, CountDownLatch both, AtomicInteger runs) {
    return database.inUnit(
        "touch %d, then %d".formatted(first, second),
        sql -> {
          runs.incrementAndGet();
          sql.update("UPDATE note SET text = text || '+' WHERE id = ?", first);
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return sql.update("UPDATE note SET text = text || '+' WHERE id = ?", second);
        });
  }
}
