package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.Callable;

/** A message has its effect once. */
class InboxTest {
  private static final Instant NOON = Instant.parse("2026-03-05T05:00:00Z");

  @EngineTest
  void aMessageIsFirstOnceForEachConsumer(Engine engine) {
    var database = engine.open();
    var inbox = new Inbox(database, at(NOON));

    assertThat(handle(database, inbox, "issue", "m1")).isTrue();
    assertThat(handle(database, inbox, "issue", "m1")).isFalse();
    assertThat(handle(database, inbox, "dispatch", "m1")).isTrue();
    assertThat(handle(database, inbox, "issue", "m2")).isTrue();
  }

  @EngineTest
  void aRepeatWithinAUnitIsNoFirst(Engine engine) {
    var database = engine.open();
    var inbox = new Inbox(database, at(NOON));

    assertThat(
            database.<Boolean>inUnit(
                "twice",
                sql -> {
                  inbox.first("issue", "m1");
                  return inbox.first("issue", "m1");
                }))
        .isFalse();
  }

  @EngineTest
  void aMessageWhoseUnitWasRolledBackIsFirstAgain(Engine engine) {
    var database = engine.open();
    var inbox = new Inbox(database, at(NOON));

    var crashing = database.begin("crash");
    assertThat(inbox.first("issue", "m1")).isTrue();
    crashing.close();

    assertThat(handle(database, inbox, "issue", "m1")).isTrue();
  }

  @EngineTest
  void ofManyConsumersOfOneMessageAtOnceOneIsFirst(Engine engine) throws Exception {
    var database = engine.open();
    var inbox = new Inbox(database, at(NOON));
    var work = new ArrayList<Callable<Boolean>>();
    for (var i = 0; i < 12; i++) {
      work.add(() -> handle(database, inbox, "issue", "m1"));
    }

    var first = 0;
    try (var together = new Together()) {
      for (var one : together.start(work)) {
        first += one.get() ? 1 : 0;
      }
    }

    assertThat(first).isEqualTo(1);
  }

  @EngineTest
  void pruningForgetsTheOldAndKeepsTheYoung(Engine engine) {
    var database = engine.open();
    var old = new Inbox(database, at(NOON));
    var young = new Inbox(database, at(NOON.plus(Duration.ofDays(30))));
    for (var batch = 0; batch < 5; batch++) {
      var from = batch * 500;
      database.inUnit(
          "old ones",
          sql -> {
            for (var i = from; i < from + 500; i++) {
              old.first("issue", "old " + i);
            }
            return from;
          });
    }
    handle(database, young, "issue", "young");

    assertThat(young.prune(NOON.plus(Duration.ofDays(1)))).isEqualTo(2_500);

    assertThat(handle(database, young, "issue", "young")).isFalse();
    assertThat(handle(database, young, "issue", "old 7")).isTrue();
    assertThat(young.prune(NOON)).isZero();
  }

  private static boolean handle(Database database, Inbox inbox, String consumer, String key) {
    return database.inUnit("handle", sql -> inbox.first(consumer, key));
  }

  private static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }
}
