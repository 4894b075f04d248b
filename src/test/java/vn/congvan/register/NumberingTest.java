package vn.congvan.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import vn.congvan.directory.Offices;
import vn.congvan.document.Cancelled;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentNumber;
import vn.congvan.document.NumberReserved;
import vn.congvan.document.Refused;
import vn.congvan.document.Returned;
import vn.congvan.document.SealRequested;
import vn.congvan.store.Database;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

/** No number is missing and none is given twice. */
class NumberingTest {
  private static final Clock NOON = at("2026-03-05T05:00:00Z");

  @EngineTest
  void numbersCountFromOneWhoeverAsksAtOnceAndWhoeverFails(Engine engine) throws Exception {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, NOON);
    var numbering = new Numbering(database, NOON);
    var documents = IntStream.range(0, 60).mapToObj(i -> drafts.awaitingIssue()).toList();
    var whoFails = new Random(20260305);
    var failing = documents.stream().filter(d -> whoFails.nextInt(3) == 0).toList();

    var pool = Executors.newFixedThreadPool(8);
    var work = new ArrayList<Callable<Object>>();
    for (var document : documents) {
      work.add(
          () -> {
            if (failing.contains(document)) {
              assertThatThrownBy(
                      () ->
                          database.inUnit(
                              "take and fail",
                              sql -> {
                                numbering.take(request(drafts, document));
                                throw new IllegalStateException("crash before the commit");
                              }))
                  .isInstanceOf(IllegalStateException.class);
            }
            return take(database, numbering, drafts, document);
          });
    }
    var taken = new ArrayList<Integer>();
    for (var future : pool.invokeAll(work)) {
      taken.add(((SealRequested) future.get()).number().number());
    }
    pool.shutdown();

    assertThat(failing).isNotEmpty();
    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
    assertThat(new OutgoingBook(database).year(Offices.CITY, 2026))
        .extracting(line -> line.number().number())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
  }

  @EngineTest
  void askingAgainGivesTheSameNumberDateAndTime(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, NOON);
    var document = drafts.awaitingIssue();
    var first = take(database, new Numbering(database, NOON), drafts, document);

    var nextDay = new Numbering(database, at("2026-03-06T05:00:00Z"));
    var again = take(database, nextDay, drafts, document);

    assertThat(again.number()).isEqualTo(first.number());
    assertThat(again.signingTime()).isEqualTo(first.signingTime());
    assertThat(again.before()).isEqualTo("ISSUING");
  }

  @EngineTest
  void theYearTurnsAtMidnightInVietnamAndStartsAgainAtOne(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var lastMinute = at("2026-12-31T16:59:59Z");
    var newYear = at("2026-12-31T17:00:00Z");
    var drafts = new Drafts(database, lastMinute);

    var old = take(database, new Numbering(database, lastMinute), drafts, drafts.awaitingIssue());
    var fresh = take(database, new Numbering(database, newYear), drafts, drafts.awaitingIssue());

    assertThat(old.number())
        .isEqualTo(new DocumentNumber(1, "UBND-VX", LocalDate.of(2026, 12, 31)));
    assertThat(fresh.number())
        .isEqualTo(new DocumentNumber(1, "UBND-VX", LocalDate.of(2027, 1, 1)));
  }

  @EngineTest
  void aClockThatWentBackGivesNoNumber(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, NOON);
    take(database, new Numbering(database, NOON), drafts, drafts.awaitingIssue());

    var dayBefore = new Numbering(database, at("2026-03-04T05:00:00Z"));
    var late = drafts.awaitingIssue();

    assertThatThrownBy(() -> take(database, dayBefore, drafts, late))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason().code()).isEqualTo("NUMBER.DATE_BEFORE_LAST"));
    assertThat(take(database, new Numbering(database, NOON), drafts, late).number().number())
        .isEqualTo(2);
  }

  @EngineTest
  void theNumberOfACancelledDocumentStaysInTheBook(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, NOON);
    var numbering = new Numbering(database, NOON);
    var document = drafts.awaitingIssue();
    take(database, numbering, drafts, document);

    var cancelled =
        database.inUnit(
            "cancel",
            sql ->
                drafts
                    .register()
                    .cancel(
                        new Cancelled(
                            drafts.header(document, Offices.CITY, "clerk"),
                            "",
                            null,
                            "sai thể thức")));
    take(database, numbering, drafts, drafts.awaitingIssue());

    assertThat(cancelled.before()).isEqualTo("ISSUING");
    assertThat(new OutgoingBook(database).year(Offices.CITY, 2026))
        .extracting(line -> line.number().number() + " " + line.state())
        .containsExactly("1 CANCELLED", "2 TAKEN");
  }

  @EngineTest
  void aNumberKeptBeforeTheLeaderSignsIsTheDocumentsWhoeverAsksAgainAndWhenever(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, NOON);
    var document = drafts.awaitingSignature();
    var first = reserve(database, new Numbering(database, NOON), drafts, document);

    var nextDay = new Numbering(database, at("2026-03-06T05:00:00Z"));
    var again = reserve(database, nextDay, drafts, document);
    drafts.signed(document);
    var taken = take(database, nextDay, drafts, document);

    assertThat(first.number())
        .isEqualTo(new DocumentNumber(1, "UBND-VX", LocalDate.of(2026, 3, 5)));
    assertThat(again.number()).isEqualTo(first.number());
    assertThat(taken.number()).isEqualTo(first.number());
    assertThat(taken.before()).isEqualTo("AWAITING_ISSUE");
    assertThat(taken.signingTime()).isEqualTo(Instant.parse("2026-03-06T05:00:00Z"));
    assertThat(take(database, nextDay, drafts, drafts.awaitingIssue()).number().number())
        .isEqualTo(2);
    assertThatThrownBy(() -> reserve(database, nextDay, drafts, document))
        .isInstanceOf(Refused.class);
  }

  @EngineTest
  void aNumberKeptForWhatIsReturnedOrCancelledStaysInTheBook(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, NOON);
    var numbering = new Numbering(database, NOON);
    var returned = drafts.awaitingSignature();
    var cancelled = drafts.awaitingSignature();
    var failed = drafts.awaitingSignature();
    reserve(database, numbering, drafts, returned);
    reserve(database, numbering, drafts, cancelled);
    assertThatThrownBy(
            () ->
                database.inUnit(
                    "reserve and fail",
                    sql -> {
                      numbering.reserve(request(drafts, failed));
                      throw new IllegalStateException("crash before the commit");
                    }))
        .isInstanceOf(IllegalStateException.class);
    database.inUnit(
        "return and cancel",
        sql -> {
          var leader = drafts.header(returned, Offices.CITY, "leader");
          drafts.register().giveBack(new Returned(leader, "sửa căn cứ"));
          var clerk = drafts.header(cancelled, Offices.CITY, "clerk");
          return drafts.register().cancel(new Cancelled(clerk, "", null, "không gửi nữa"));
        });
    reserve(database, numbering, drafts, failed);

    assertThat(new OutgoingBook(database).year(Offices.CITY, 2026))
        .extracting(line -> line.number().number() + " " + line.state())
        .containsExactly("1 CANCELLED", "2 CANCELLED", "3 TAKEN");
  }

  private static NumberReserved reserve(
      Database database, Numbering numbering, Drafts drafts, DocumentId document) {
    return database.inUnit("reserve", sql -> numbering.reserve(request(drafts, document)));
  }

  private static SealRequested take(
      Database database, Numbering numbering, Drafts drafts, DocumentId document) {
    return database.inUnit("take", sql -> numbering.take(request(drafts, document)));
  }

  private static NumberRequest request(Drafts drafts, DocumentId document) {
    return new NumberRequest(drafts.header(document, Offices.CITY, "clerk"), "VB");
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}
