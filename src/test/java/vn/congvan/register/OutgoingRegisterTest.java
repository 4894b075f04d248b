package vn.congvan.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import vn.congvan.directory.Offices;
import vn.congvan.document.AwaitingSignature;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Ids;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Returned;
import vn.congvan.document.Signed;
import vn.congvan.document.Submitted;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

/** One winner, whoever acts at once; and nobody sees another agency's documents. */
class OutgoingRegisterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-05T05:00:00Z"), ZoneOffset.UTC);

  @EngineTest
  void whatWasSubmittedReadsBackAsItWas(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, CLOCK);

    var document = drafts.register().get(drafts.submitted(), Offices.CITY);

    assertThat(document.state()).isEqualTo(OutgoingState.SUBMITTED);
    assertThat(document.metadata()).isEqualTo(Drafts.metadata());
    assertThat(document.main()).isEqualTo(Drafts.SOME_BYTES);
    assertThat(document.number()).isNull();
    assertThat(document.warning()).isNull();
  }

  @EngineTest
  void whatIsToBeSaidOfTheFilesStaysWithTheDocument(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, CLOCK);
    var warning = new Reason("FILE.FONTS_NOT_EMBEDDED", "Tệp không nhúng phông.", "no fonts");
    var id = new DocumentId(Ids.next(CLOCK.instant()));
    var header = drafts.header(id, Offices.CITY, "officer");

    database.inUnit(
        "submit",
        sql -> {
          drafts
              .register()
              .submit(
                  new Submitted(header, Drafts.SOME_BYTES, List.of(), Drafts.metadata(), warning));
          return id;
        });

    assertThat(drafts.register().get(id, Offices.CITY).warning()).isEqualTo(warning);
    assertThat(drafts.register().waiting(Offices.CITY, 1, OutgoingState.SUBMITTED))
        .singleElement()
        .extracting(OutgoingDocument::warning)
        .isEqualTo(warning);
  }

  @EngineTest
  void ofALeaderWhoSignsAndReturnsAtOnceOneWins(Engine engine) throws Exception {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, CLOCK);
    var register = drafts.register();
    var id = drafts.submitted();
    database.inUnit(
        "prepare",
        sql -> {
          register.awaitSignature(
              new AwaitingSignature(drafts.header(id, Offices.CITY, "system"), Drafts.SOME_BYTES));
          return id;
        });

    var wins = new ConcurrentLinkedQueue<String>();
    var pool = Executors.newFixedThreadPool(8);
    pool.invokeAll(
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    (Callable<Object>)
                        () ->
                            database.inUnit(
                                "act",
                                sql -> {
                                  var header = drafts.header(id, Offices.CITY, "leader");
                                  if (i % 2 == 0) {
                                    register.sign(
                                        new Signed(
                                            header,
                                            Drafts.SOME_BYTES,
                                            Drafts.SOME_BYTES,
                                            Drafts.SOME_BYTES,
                                            null));
                                  } else {
                                    register.giveBack(new Returned(header, "sửa lại"));
                                  }
                                  return wins.add(i % 2 == 0 ? "SIGNED" : "RETURNED");
                                }))
            .toList());
    pool.shutdown();

    assertThat(wins).hasSize(1);
    assertThat(register.get(id, Offices.CITY).state().name()).isEqualTo(wins.peek());
  }

  @EngineTest
  void theSecondToActIsToldWhatHappened(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, CLOCK);
    var id = drafts.awaitingIssue();

    assertThatThrownBy(
            () ->
                database.inUnit(
                    "sign again",
                    sql -> {
                      drafts
                          .register()
                          .sign(
                              new Signed(
                                  drafts.header(id, Offices.CITY, "leader"),
                                  Drafts.SOME_BYTES,
                                  Drafts.SOME_BYTES,
                                  Drafts.SOME_BYTES,
                                  null));
                      return id;
                    }))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason().code()).isEqualTo("E10.ALREADY_HANDLED");
              assertThat(refused.reason().vi()).contains("Đã ký – chờ ban hành");
            });
  }

  @EngineTest
  void anotherAgencyCannotSeeTheDocument(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var drafts = new Drafts(database, CLOCK);
    var id = drafts.submitted();

    assertThatThrownBy(() -> drafts.register().get(id, Offices.NORTH))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason().code()).isEqualTo("REGISTER.UNKNOWN_DOCUMENT"));
    assertThat(drafts.register().waiting(Offices.NORTH, 10, OutgoingState.values())).isEmpty();
    assertThat(drafts.register().waiting(Offices.CITY, 10, OutgoingState.SUBMITTED)).hasSize(1);
  }
}
