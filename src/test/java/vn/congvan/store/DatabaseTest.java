package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import vn.congvan.document.RetryLater;
import vn.congvan.document.Urgency;

/** What a unit of work promises, whatever the engine. */
class DatabaseTest {
  @EngineTest
  void aCommittedUnitIsSeenByAllAndAnUncommittedOneByItself(Engine engine) {
    var database = engine.open();
    var notes = new Notes(database);

    try (var unit = database.begin("write")) {
      Notes.write(unit.sql(), 1);

      assertThat(unit.sql().query("SELECT id FROM note", row -> row.number("id")))
          .containsExactly(1L);
      assertThat(notes.all()).isEmpty();
      unit.commit();
      assertThat(notes.all()).containsExactly(1L);
    }
    assertThat(notes.all()).containsExactly(1L);
  }

  @EngineTest
  void aUnitThatEndsWithoutItsCommitLeavesNothing(Engine engine) {
    var database = engine.open();
    var notes = new Notes(database);

    try (var unit = database.begin("forgetful")) {
      Notes.write(unit.sql(), 1);
    }
    assertThatThrownBy(
            () ->
                database.inUnit(
                    "failing",
                    sql -> {
                      Notes.write(sql, 2);
                      throw new UnsupportedOperationException("the hop failed");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);
    notes.write(3);

    assertThat(notes.all()).containsExactly(3L);
  }

  @EngineTest
  void nothingFollowsAFailedStatementAndNothingOfItsUnitIsKept(Engine engine) {
    var database = engine.open();
    var notes = new Notes(database);
    notes.write(1);

    try (var unit = database.begin("double")) {
      Notes.write(unit.sql(), 2);
      assertThatIllegalStateException()
          .isThrownBy(() -> Notes.write(unit.sql(), 1))
          .withMessageContaining("INSERT INTO note");
      assertThatIllegalStateException().isThrownBy(() -> Notes.write(unit.sql(), 3));
      assertThatIllegalStateException().isThrownBy(unit::commit);
    }

    assertThat(notes.all()).containsExactly(1L);
  }

  @EngineTest
  void aUnitBelongsToItsThreadAndHasOneEnd(Engine engine) throws Exception {
    var database = engine.open();
    var notes = new Notes(database);
    assertThatIllegalStateException().isThrownBy(database::current);

    var unit = database.begin("outer");
    assertThat(database.inUnit()).isTrue();
    assertThat(database.current()).isSameAs(unit);
    assertThatIllegalStateException().isThrownBy(() -> database.begin("inner"));
    assertThatIllegalStateException()
        .isThrownBy(() -> database.read(sql -> database.inUnit("in a read", inner -> 0)));
    try (var together = new Together()) {
      var stranger =
          together.start(
              () -> {
                assertThat(database.inUnit()).isFalse();
                assertThatIllegalStateException().isThrownBy(unit::sql);
                assertThatIllegalStateException().isThrownBy(unit::commit);
                assertThatIllegalStateException().isThrownBy(unit::close);
                return true;
              });
      assertThat(stranger.get()).isTrue();
    }
    var sql = unit.sql();
    Notes.write(sql, 1);
    unit.commit();

    assertThat(database.inUnit()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> Notes.write(sql, 2));
    assertThatIllegalStateException().isThrownBy(unit::commit);
    unit.close();
    notes.write(3);
    assertThat(notes.all()).containsExactly(1L, 3L);
  }

  @EngineTest
  void whatIsToFollowACommitFollowsItOnceAndNeverARollback(Engine engine) {
    var database = engine.open();
    var notes = new Notes(database);
    var told = new ArrayList<String>();
    Runnable again = () -> told.add("again " + notes.all());

    try (var unit = database.begin("rolled back")) {
      Notes.write(unit.sql(), 1);
      unit.afterCommit(() -> told.add("never"));
    }
    try (var unit = database.begin("committed")) {
      Notes.write(unit.sql(), 2);
      unit.afterCommit(
          () -> {
            throw new UnsupportedOperationException("a listener with a fault");
          });
      unit.afterCommit(again);
      unit.afterCommit(again);
      assertThat(told).isEmpty();
      unit.commit();
    }

    assertThat(told).containsExactly("again [2]");
  }

  @EngineTest
  void valuesReadBackAsTheyWereWritten(Engine engine) {
    var database = engine.open("vn/congvan/store/values");
    var time = Instant.parse("2026-03-05T05:06:07.123456Z");
    byte[] bytes = {0, 1, -1, 127};

    database.inUnit(
        "write",
        sql -> {
          sql.update(
              "INSERT INTO every_kind (id, text, number, time, bytes) VALUES (?, ?, ?, ?, ?)",
              1,
              Urgency.URGENT,
              Long.MAX_VALUE,
              time,
              bytes);
          return sql.update(
              "INSERT INTO every_kind (id, text, number, time, bytes) VALUES (?, ?, ?, ?, ?)",
              2L,
              "Ủy ban nhân dân",
              null,
              null,
              null);
        });

    var rows = database.read(sql -> sql.query("SELECT * FROM every_kind ORDER BY id", row -> row));
    var full = rows.get(0);
    assertThat(full.number("id")).isEqualTo(1);
    assertThat(full.text("text")).isEqualTo("URGENT");
    assertThat(full.number("number")).isEqualTo(Long.MAX_VALUE);
    assertThat(full.instant("time")).isEqualTo(time);
    assertThat(full.bytes("bytes")).isEqualTo(bytes);
    var sparse = rows.get(1);
    assertThat(sparse.text("text")).isEqualTo("Ủy ban nhân dân");
    assertThat(sparse.numberOrNull("number")).isNull();
    assertThat(sparse.instantOrNull("time")).isNull();
    assertThat(sparse.bytesOrNull("bytes")).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sparse.number("number"))
        .withMessageContaining("number");
    assertThatIllegalArgumentException().isThrownBy(() -> sparse.text("colour"));
    assertThatIllegalArgumentException().isThrownBy(() -> sparse.bytes("text"));
  }

  @EngineTest
  void aStatementWithTooFewOrTooManyArgumentsDoesNotRun(Engine engine) {
    var database = engine.open();
    var notes = new Notes(database);
    notes.write(1);

    for (var arguments : List.of(new Object[] {2L}, new Object[] {2L, "two", "more"})) {
      assertThatThrownBy(
              () ->
                  database.inUnit(
                      "miscounted",
                      sql -> sql.update("INSERT INTO note (id, text) VALUES (?, ?)", arguments)))
          .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
    }
    assertThat(notes.all()).containsExactly(1L);
  }

  @EngineTest
  void askingForOneRowOfManyIsAFault(Engine engine) {
    var database = engine.open();
    var notes = new Notes(database);
    notes.write(1);
    notes.write(2);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                database.read(sql -> sql.queryOne("SELECT id FROM note", row -> row.number("id"))));
    assertThat(
            database.<Boolean>read(
                sql ->
                    sql.queryOne("SELECT id FROM note WHERE id = ?", row -> true, 3L).isPresent()))
        .isFalse();
  }

  @EngineTest
  void readsWriteNothing(Engine engine) {
    var database = engine.open();
    var notes = new Notes(database);

    assertThatIllegalStateException()
        .isThrownBy(() -> database.read(sql -> sql.update("DELETE FROM note")));
    assertThat(database.<List<Long>>read(sql -> notes.all())).isEmpty();
  }

  @EngineTest
  void aReadThatDoesNotEndIsStopped(Engine engine) {
    var impatient =
        new Limits(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMillis(300),
            Duration.ofMinutes(1),
            64L << 20);
    var database = engine.open(engine.fresh(), impatient);
    var notes = new Notes(database);

    assertThatThrownBy(
            () ->
                database.read(
                    sql ->
                        sql.query(
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 - 1 FROM n)"
                                + " SELECT count(*) AS many FROM n",
                            row -> row.number("many"))))
        .isInstanceOfSatisfying(
            RetryLater.class,
            stopped -> assertThat(stopped.reason().code()).isEqualTo("STORE.READ_TOO_LONG"));
    notes.write(1);
    assertThat(notes.all()).containsExactly(1L);
  }

  @EngineTest
  void ofManyWhoCompareAndSetOneWins(Engine engine) throws Exception {
    var database = engine.open();
    var notes = new Notes(database);
    notes.write(1);

    var work = new ArrayList<Callable<Integer>>();
    for (var i = 0; i < 24; i++) {
      var mine = "taken by " + i;
      work.add(
          () ->
              database.inUnit(
                  "take",
                  sql ->
                      sql.update(
                          "UPDATE note SET text = ? WHERE id = ? AND text = ?",
                          mine,
                          1L,
                          "note 1")));
    }
    var won = 0;
    try (var together = new Together()) {
      for (var one : together.start(work)) {
        won += one.get();
      }
    }

    assertThat(won).isEqualTo(1);
  }

  @EngineTest
  void manyThreadsKeepEveryUnitTheyCommitAndNoneTheyRollBack(Engine engine) throws Exception {
    var database = engine.open();
    var notes = new Notes(database);
    var before = database.statistics();

    var work = new ArrayList<Callable<Object>>();
    for (var i = 0; i < 16; i++) {
      var first = i * 100L;
      work.add(
          () -> {
            for (var id = first; id < first + 40; id++) {
              try (var unit = database.begin("write")) {
                Notes.write(unit.sql(), id);
                if (id % 4 != 0) {
                  unit.commit();
                }
              }
            }
            return first;
          });
    }
    try (var together = new Together()) {
      for (var one : together.start(work)) {
        one.get();
      }
    }

    var expected =
        LongStream.range(0, 1_600).filter(id -> id % 100 < 40 && id % 4 != 0).boxed().toList();
    assertThat(notes.all()).containsExactlyElementsOf(expected);
    var after = database.statistics();
    assertThat(after.units() - before.units()).isEqualTo(expected.size());
    assertThat(after.rolledBack() - before.rolledBack()).isEqualTo(16 * 40 - expected.size());
    assertThat(after.waiting()).isZero();
  }
}
