package vn.congvan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Offices;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentNumber;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.Issued;
import vn.congvan.document.StatusCode;
import vn.congvan.document.StatusRecorded;
import vn.congvan.document.StatusRepeated;
import vn.congvan.packet.OrganizationInfo;
import vn.congvan.packet.ResponseFor;
import vn.congvan.packet.StaffInfo;
import vn.congvan.packet.StatusPacket;
import vn.congvan.register.Drafts;
import vn.congvan.store.Database;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

/** Statuses come late, twice and in any order; each is recorded once. */
class DeliveriesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-05T05:00:00Z"), ZoneOffset.UTC);
  private static final List<StatusCode> LIFE =
      List.of(
          StatusCode.ARRIVED,
          StatusCode.REGISTERED,
          StatusCode.ASSIGNED,
          StatusCode.IN_PROGRESS,
          StatusCode.DONE);

  @TempDir Path folder;

  @EngineTest
  void inWhateverOrderStatusesComeTheFurthestStandsAndEachIsRecordedOnce(Engine engine) {
    var database = engine.open("vn/congvan/exchange/migration");
    var deliveries = deliveries(database);
    var random = new Random(7);
    for (var round = 0; round < 20; round++) {
      var document = dispatched(database, deliveries, round + 1);
      var shuffled = new ArrayList<>(LIFE);
      shuffled.addAll(LIFE);
      Collections.shuffle(shuffled, random);

      var recorded = 0;
      for (var code : shuffled) {
        var event =
            report(database, deliveries, code, round + 1, Offices.NORTH, Offices.CITY)
                .orElseThrow();
        recorded += event instanceof StatusRecorded ? 1 : 0;
        assertThat(event).isInstanceOfAny(StatusRecorded.class, StatusRepeated.class);
      }

      var north = deliveries.of(document).get(0);
      assertThat(recorded).isEqualTo(LIFE.size());
      assertThat(north.status()).isEqualTo(StatusCode.DONE);
      assertThat(north.reports()).extracting(Delivery.Report::code).containsExactlyElementsOf(LIFE);
    }
  }

  @EngineTest
  void statusesRecordedAtOnceNeverSetADeliveryBack(Engine engine) throws Exception {
    var database = engine.open("vn/congvan/exchange/migration");
    var deliveries = deliveries(database);
    var pool = java.util.concurrent.Executors.newFixedThreadPool(LIFE.size());
    for (var round = 1; round <= 40; round++) {
      var number = round;
      var document = dispatched(database, deliveries, number);
      var together = new java.util.concurrent.CyclicBarrier(LIFE.size());
      var work = new ArrayList<java.util.concurrent.Callable<Object>>();
      for (var code : LIFE) {
        work.add(
            () -> {
              together.await();
              return report(database, deliveries, code, number, Offices.NORTH, Offices.CITY);
            });
      }
      for (var done : pool.invokeAll(work)) {
        done.get();
      }
      assertThat(deliveries.of(document).get(0).status()).isEqualTo(StatusCode.DONE);
    }
    pool.shutdown();
  }

  @EngineTest
  void aRefusalIsFinal(Engine engine) {
    var database = engine.open("vn/congvan/exchange/migration");
    var deliveries = deliveries(database);
    var document = dispatched(database, deliveries, 1);

    report(database, deliveries, StatusCode.REFUSED, 1, Offices.NORTH, Offices.CITY);
    report(database, deliveries, StatusCode.DONE, 1, Offices.NORTH, Offices.CITY);

    assertThat(deliveries.of(document).get(0).status()).isEqualTo(StatusCode.REFUSED);
  }

  @EngineTest
  void nobodyReportsForAnotherReceiverOrOnAnotherSendersDocument(Engine engine) {
    var database = engine.open("vn/congvan/exchange/migration");
    var deliveries = deliveries(database);
    var document = dispatched(database, deliveries, 1);

    assertThat(report(database, deliveries, StatusCode.DONE, 1, Offices.CITY, Offices.CITY))
        .isEmpty();
    assertThat(report(database, deliveries, StatusCode.DONE, 1, Offices.NORTH, Offices.SOUTH))
        .isEmpty();
    assertThat(report(database, deliveries, StatusCode.DONE, 2, Offices.NORTH, Offices.CITY))
        .isEmpty();
    assertThat(deliveries.of(document))
        .allSatisfy(delivery -> assertThat(delivery.status()).isNull());
  }

  private Deliveries deliveries(Database database) {
    return new Deliveries(database, Offices.directory(), new ContentStore(folder, CLOCK), CLOCK);
  }

  private DocumentId dispatched(Database database, Deliveries deliveries, int number) {
    var sealed =
        new ContentStore(folder, CLOCK)
            .put(("sealed " + number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var id = new DocumentId(Ids.from("document", String.valueOf(number)));
    var header =
        new EventHeader(
            Ids.from("issued", String.valueOf(number)),
            id,
            Offices.CITY,
            Offices.actor(Offices.CITY, "clerk"),
            CLOCK.instant(),
            "test");
    var issued =
        new Issued(
            header,
            new DocumentNumber(number, "UBND-VX", LocalDate.of(2026, 3, 5)),
            Drafts.metadata(),
            sealed,
            List.of());
    var addressed = deliveries.address(issued);
    database.inUnit("dispatch", sql -> deliveries.dispatch(addressed));
    return id;
  }

  private static java.util.Optional<vn.congvan.document.DocumentEvent> report(
      Database database,
      Deliveries deliveries,
      StatusCode code,
      int number,
      AgencyCode reporter,
      AgencyCode to) {
    var id = "H57,2026/03/05,%02d/UBND-VX".formatted(number);
    var status =
        new StatusPacket(
            OrganizationInfo.of(reporter.value(), "nơi nhận"),
            new ResponseFor(
                to.value(), "%02d/UBND-VX".formatted(number), id, LocalDate.of(2026, 3, 5)),
            StaffInfo.none(),
            code,
            code.vietnamese(),
            CLOCK.instant());
    return database.inUnit("status", sql -> deliveries.record(status, reporter, to));
  }
}
