package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.congvan.document.Ids;

/** What a unit announces is sent if and only if the unit is kept. */
class OutboxTest {
  private static final Instant NOON = Instant.parse("2026-03-05T05:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final String DOCUMENT = "0195652d-0000-7000-8000-000000000001";
  private static final int LANE = Outbox.laneOf(DOCUMENT);

  @EngineTest
  void messagesOfALaneComeInTheOrderTheyWereAdded(Engine engine) {
    var database = engine.open();
    var outbox = new Outbox(database, CLOCK);
    var messages = IntStream.range(0, 10).mapToObj(i -> message(i, "document.signed")).toList();
    add(database, outbox, messages.subList(0, 4));
    add(database, outbox, messages.subList(4, 10));

    assertThat(outbox.next(LANE, 3))
        .extracting(OutboxMessage::id)
        .containsExactlyElementsOf(ids(messages.subList(0, 3)));
    assertThat(outbox.next(LANE, 100))
        .extracting(OutboxMessage::id)
        .containsExactlyElementsOf(ids(messages));
    assertThat(outbox.next((LANE + 1) % Outbox.LANES, 100)).isEmpty();
    assertThat(outbox.waiting()).isEqualTo(10);
  }

  @EngineTest
  void aMessageReadsBackAsItWasAdded(Engine engine) {
    var database = engine.open();
    var outbox = new Outbox(database, CLOCK);
    var message =
        new OutboxMessage(
            id(1),
            "agency.H57-12.inbox",
            DOCUMENT,
            "packet",
            "Về việc…".getBytes(StandardCharsets.UTF_8));
    add(database, outbox, List.of(message));

    assertThat(outbox.next(LANE, 1).get(0)).usingRecursiveComparison().isEqualTo(message);
  }

  @EngineTest
  void whatWasSentIsGoneAndMaySaySoAgain(Engine engine) {
    var database = engine.open();
    var outbox = new Outbox(database, CLOCK);
    var messages = IntStream.range(0, 120).mapToObj(i -> message(i, "document.signed")).toList();
    add(database, outbox, messages);

    outbox.sent(ids(messages.subList(0, 101)));
    outbox.sent(ids(messages.subList(0, 101)));
    outbox.sent(List.of());

    assertThat(outbox.next(LANE, 100))
        .extracting(OutboxMessage::id)
        .containsExactlyElementsOf(ids(messages.subList(101, 120)));
    assertThat(outbox.waiting()).isEqualTo(19);
  }

  @EngineTest
  void addingAnIdAgainChangesNothing(Engine engine) {
    var database = engine.open();
    var outbox = new Outbox(database, CLOCK);
    add(database, outbox, List.of(message(1, "document.signed"), message(2, "document.signed")));

    add(database, outbox, List.of(message(1, "document.issued")));

    assertThat(outbox.next(LANE, 10))
        .extracting(OutboxMessage::destination)
        .containsExactly("document.signed", "document.signed");
  }

  @EngineTest
  void aParkedDestinationKeepsItsMessagesAndHoldsUpNobody(Engine engine) {
    var database = engine.open();
    var outbox = new Outbox(database, CLOCK);
    add(
        database,
        outbox,
        List.of(
            message(1, "agency.full.inbox"),
            message(2, "document.signed"),
            message(3, "agency.full.inbox"),
            message(4, "agency.other.inbox"),
            message(5, "document.signed")));

    outbox.park("agency.full.inbox", NOON.plus(Duration.ofMinutes(1)));
    assertThat(outbox.next(LANE, 10))
        .extracting(OutboxMessage::id)
        .containsExactly(id(2), id(4), id(5));
    assertThat(outbox.next(LANE, 2)).extracting(OutboxMessage::id).containsExactly(id(2), id(4));

    outbox.park("agency.full.inbox", NOON);
    assertThat(outbox.next(LANE, 3))
        .extracting(OutboxMessage::id)
        .containsExactly(id(1), id(2), id(3));
  }

  @Test
  void whatIsNextIsFoundByAnIndexHoweverMuchWaits() throws Exception {
    try (var engine = Engine.sqlite()) {
      var database = engine.open();

      assertThat(plan(database, Outbox.OLDEST, 1, 10)).doesNotContain("SCAN outbox", "TEMP B-TREE");
      assertThat(plan(database, Outbox.OLDEST_FOR_DESTINATION, 1, "document.signed", 10))
          .doesNotContain("SCAN outbox", "TEMP B-TREE");
      assertThat(plan(database, Outbox.DESTINATIONS, 1, 1)).doesNotContain("SCAN outbox");
    }
  }

  @EngineTest
  void listenersHearOfCommitsThatAddedAndOfNoOthers(Engine engine) {
    var database = engine.open();
    var outbox = new Outbox(database, CLOCK);
    var heard = new ArrayList<List<UUID>>();
    outbox.onAdded(() -> heard.add(ids(outbox.next(LANE, 10))));

    var rolledBack = database.begin("rolled back");
    outbox.add(message(1, "document.signed"));
    rolledBack.close();
    database.inUnit("adds nothing", sql -> 0);
    try (var unit = database.begin("adds two")) {
      outbox.add(message(2, "document.signed"));
      outbox.add(message(3, "document.issued"));
      assertThat(heard).isEmpty();
      unit.commit();
    }

    assertThat(heard).containsExactly(List.of(id(2), id(3)));
    assertThat(outbox.waiting()).isEqualTo(2);
  }

  @Test
  void aMessageThatCommitsLateIsNotSkipped() throws Exception {
    try (var engine = Engine.postgresql();
        var together = new Together()) {
      var database = engine.open();
      var outbox = new Outbox(database, CLOCK);

      try (var slow = database.begin("takes the first position, commits second")) {
        outbox.add(message(1, "document.signed"));
        together
            .start(
                () -> {
                  add(database, outbox, List.of(message(2, "document.signed")));
                  return true;
                })
            .get();
        assertThat(outbox.next(LANE, 10)).extracting(OutboxMessage::id).containsExactly(id(2));
        slow.commit();
      }

      assertThat(outbox.next(LANE, 10)).extracting(OutboxMessage::id).containsExactly(id(1), id(2));
    }
  }

  @Test
  void ofTwoProcessesOneLeasesALane() throws Exception {
    try (var engine = Engine.postgresql()) {
      var settings = engine.fresh();
      var one = engine.open(settings, Limits.STANDARD);
      var here = new Outbox(one, CLOCK);
      var there = new Outbox(engine.open(settings, Limits.STANDARD), CLOCK);

      assertThat(here.lease(3)).isTrue();
      assertThat(here.lease(3)).isTrue();
      assertThat(there.lease(3)).isFalse();
      assertThat(there.lease(4)).isTrue();
      here.release(3);
      assertThat(there.lease(3)).isTrue();
      assertThat(here.lease(3)).isFalse();
      assertThat(here.lease(5)).isTrue();

      one.close();
      assertThat(there.lease(5)).isTrue();
    }
  }

  @Test
  void aBrokenSessionLosesItsLanesAndFindsOut() throws Exception {
    try (var engine = Engine.postgresql()) {
      var settings = engine.fresh();
      var here = new Outbox(engine.open(settings, Limits.STANDARD), CLOCK);
      var there = new Outbox(engine.open(settings, Limits.STANDARD), CLOCK);
      assertThat(here.lease(3)).isTrue();

      PostgresServer.shared()
          .run(
              "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks"
                  + " WHERE locktype = 'advisory' AND objid = 3");

      assertThat(there.lease(3)).isTrue();
      assertThat(here.lease(3)).isFalse();
      assertThat(here.lease(4)).isTrue();
    }
  }

  @Test
  void installationsInOneServerDoNotShareLanes() throws Exception {
    try (var engine = Engine.postgresql()) {
      var here = new Outbox(engine.open(), CLOCK);
      var elsewhere = new Outbox(engine.open(), CLOCK);

      assertThat(here.lease(3)).isTrue();
      assertThat(elsewhere.lease(3)).isTrue();
    }
  }

  @Test
  void aProcessWithItsOwnFileHasEveryLane() throws Exception {
    try (var engine = Engine.sqlite()) {
      var outbox = new Outbox(engine.open(), CLOCK);

      assertThat(IntStream.range(0, Outbox.LANES)).allMatch(outbox::lease);
    }
  }

  @EngineTest
  void nothingIsAddedOutsideAUnit(Engine engine) {
    var outbox = new Outbox(engine.open(), CLOCK);

    assertThatThrownBy(() -> outbox.add(message(1, "document.signed")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(outbox.waiting()).isZero();
  }

  private static String plan(Database database, String query, Object... arguments) {
    return database.read(
        sql ->
            String.join(
                "; ",
                sql.query("EXPLAIN QUERY PLAN " + query, row -> row.text("detail"), arguments)));
  }

  private static void add(Database database, Outbox outbox, List<OutboxMessage> messages) {
    database.inUnit(
        "add",
        sql -> {
          messages.forEach(outbox::add);
          return messages.size();
        });
  }

  private static OutboxMessage message(int number, String destination) {
    return new OutboxMessage(
        id(number),
        destination,
        DOCUMENT,
        "event",
        ("body " + number).getBytes(StandardCharsets.UTF_8));
  }

  private static UUID id(int number) {
    return Ids.from("outbox test", Integer.toString(number));
  }

  private static List<UUID> ids(List<OutboxMessage> messages) {
    return messages.stream().map(OutboxMessage::id).toList();
  }
}
