package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.data.DataFolder;
import vn.congvan.app.demo.Lab;
import vn.congvan.app.queue.BrokerElsewhere;
import vn.congvan.app.queue.StoppedBroker;
import vn.congvan.app.route.Routes;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.IncomingState;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.StatusCode;
import vn.congvan.exchange.Delivery;
import vn.congvan.exchange.PostOffice;
import vn.congvan.testing.Eventually;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.SignatureReport;

/** Documents on a real node: broker, database, routes, signatures, packets, log. */
class JourneyTest {
  @TempDir static Path lab;
  @TempDir Path data;

  @BeforeAll
  static void makeLab() throws IOException {
    Lab.make(lab);
  }

  @BeforeEach
  void copyLab() throws IOException {
    try (var files = Files.walk(lab)) {
      for (var file : files.toList()) {
        var to = data.resolve(lab.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Test
  void aDocumentGoesFromTheAuthorToDoneAtTwoCommunes() {
    try (var node = Lab.start(data, Map.of())) {
      var people = Lab.people(node);
      var id = Lab.submit(node, "V/v kiểm tra hành trình", Lab.WARD, Lab.COMMUNE);
      issue(node, id);

      for (var receiver : List.of(Lab.WARD, Lab.COMMUNE)) {
        var arrived = arrival(node, receiver);
        people.register(receiver, arrived);
        people.assign(receiver, arrived);
        people.start(receiver, arrived);
        people.finish(receiver, arrived);
        assertThat(node.incoming().get(arrived, receiver).state()).isEqualTo(IncomingState.DONE);
      }
      var deliveries =
          Eventually.found(
              () ->
                  Optional.of(node.deliveries().of(id))
                      .filter(all -> all.stream().allMatch(d -> d.reports().size() == 5)));

      assertThat(deliveries).hasSize(2).allMatch(d -> d.status() == StatusCode.DONE);
      assertThat(deliveries.get(0).reports())
          .extracting(Delivery.Report::code)
          .containsExactly(
              StatusCode.ARRIVED,
              StatusCode.REGISTERED,
              StatusCode.ASSIGNED,
              StatusCode.IN_PROGRESS,
              StatusCode.DONE);
      assertThat(node.health().report().checks())
          .allSatisfy(check -> assertThat(check.reason()).as(check.name()).isNull());
      logHolds(node);
      Eventually.found(() -> Optional.of(node.outbox().waiting()).filter(waiting -> waiting == 0));
      assertThat(node.metrics().scrape())
          .contains("congvan_hop_seconds_count{outcome=\"done\",route=\"issue\"} 1")
          .contains("congvan_step_seconds_count{step=\"seal-document\"} 1")
          .contains("congvan_outbox_waiting 0.0");
    }
  }

  @Test
  void aDocumentSignedTwiceByEachArrivesWithFourSignatures() {
    try (var node = Lab.start(data, Map.of("signing.second", "ml-dsa-65"))) {
      var id = Lab.submit(node, "V/v hai chữ ký", Lab.WARD);
      issue(node, id);

      assertThat(arrival(node, Lab.WARD)).isNotNull();
      var sealed = node.content().path(node.outgoing().find(id).orElseThrow().main());
      var report = node.verifier().verify(sealed, Instant.now(), Expectations.issuedBy(Lab.CITY));
      assertThat(report.findings()).isEmpty();
      assertThat(report.signatures())
          .extracting(SignatureReport::field)
          .containsExactly("leader", "leader-second", "seal", "seal-second");
    }
  }

  @Test
  void aPacketChangedOnTheQueueIsReturnedWithItsReason() throws Exception {
    try (var node = Lab.start(data, Map.of())) {
      node.routes().suspend(Routes.receiving(Lab.COMMUNE));
      var id = Lab.submit(node, "V/v gói tin bị sửa", Lab.COMMUNE);
      issue(node, id);
      var inbox = PostOffice.inbox(Lab.COMMUNE);
      try (var context = node.connectionFactory().createContext(JMSContext.SESSION_TRANSACTED);
          var consumer = context.createConsumer(context.createQueue(inbox))) {
        var sent = (BytesMessage) consumer.receive(30_000);
        var packet = new byte[(int) sent.getBodyLength()];
        sent.readBytes(packet);
        var changed = context.createBytesMessage();
        // One letter in the middle of the PDF.
        packet[packet.length / 2] = (byte) (packet[packet.length / 2] == 'A' ? 'B' : 'A');
        changed.writeBytes(packet);
        context.createProducer().send(context.createQueue(inbox), changed);
        context.commit();
      }
      node.routes().resume(Routes.receiving(Lab.COMMUNE));

      var refused =
          Eventually.found(
              () ->
                  node.deliveries().of(id).stream()
                      .filter(d -> d.status() == StatusCode.REFUSED)
                      .findFirst());

      assertThat(refused.reports()).hasSize(1);
      assertThat(refused.reports().get(0).note()).isNotBlank();
      assertThat(node.incoming().waiting(Lab.COMMUNE, 10, IncomingState.ARRIVED)).isEmpty();
      logHolds(node);
    }
  }

  @Test
  void aNodeThatStopsAtAnyMomentGoesOnWhereItWas() {
    DocumentId id;
    try (var node = Lab.start(data, Map.of())) {
      id = Lab.submit(node, "V/v dừng giữa chừng", Lab.WARD, Lab.COMMUNE);
    }
    try (var node = Lab.start(data, Map.of())) {
      until(node, id, OutgoingState.AWAITING_SIGNATURE);
      Lab.people(node).sign(node.outgoing().find(id).orElseThrow());
    }
    try (var node = Lab.start(data, Map.of())) {
      until(node, id, OutgoingState.AWAITING_ISSUE);
      Lab.people(node).issue(Lab.CITY, id);
    }
    try (var node = Lab.start(data, Map.of())) {
      arrival(node, Lab.WARD);
      arrival(node, Lab.COMMUNE);
      assertThat(node.shelf().count()).isZero();
      logHolds(node);
    }
  }

  @Test
  void aBrokerThatStopsHoldsUpTheWorkAndLosesNoneOfIt() {
    try (var node = Lab.start(data, Map.of())) {
      var before = Lab.submit(node, "V/v trước khi hàng đợi dừng", Lab.WARD);
      until(node, before, OutgoingState.AWAITING_SIGNATURE);

      StoppedBroker.stop(node.broker());
      var during = Lab.submit(node, "V/v trong khi hàng đợi dừng", Lab.WARD);

      until(node, during, OutgoingState.AWAITING_SIGNATURE);
      Eventually.found(() -> Optional.of(node.health().report()).filter(report -> report.up()));
      assertThat(node.shelf().count()).isZero();
    }
  }

  @Test
  void aBrokerElsewhereMayGoAndComeBackAndANodeStopsWithoutIt() throws Exception {
    try (var elsewhere = new BrokerElsewhere(data.resolve("elsewhere"));
        var node = Lab.start(data, Map.of("broker.url", elsewhere.url()))) {
      var id = Lab.submit(node, "V/v hàng đợi ở máy khác", Lab.WARD);
      until(node, id, OutgoingState.AWAITING_SIGNATURE);

      elsewhere.stop();
      Eventually.found(() -> Optional.of(node.health().report()).filter(report -> !report.up()));
      Lab.people(node).sign(node.outgoing().find(id).orElseThrow());
      elsewhere.start();
      until(node, id, OutgoingState.AWAITING_ISSUE);
      Lab.people(node).issue(Lab.CITY, id);
      arrival(node, Lab.WARD);

      elsewhere.stop();
    }
    assertThat(DataFolder.heldBy(data)).isEmpty();
  }

  private static void issue(Node node, DocumentId id) {
    until(node, id, OutgoingState.AWAITING_SIGNATURE);
    Lab.people(node).sign(node.outgoing().find(id).orElseThrow());
    until(node, id, OutgoingState.AWAITING_ISSUE);
    Lab.people(node).issue(Lab.CITY, id);
    until(node, id, OutgoingState.DISPATCHED);
  }

  private static DocumentId arrival(Node node, AgencyCode receiver) {
    return Eventually.found(
            () -> node.incoming().waiting(receiver, 10, IncomingState.ARRIVED).stream().findFirst())
        .id();
  }

  private static void logHolds(Node node) {
    node.keeper().publishNow();
    assertThat(node.logCheck().run().problems()).isEmpty();
  }

  private static void until(Node node, DocumentId id, OutgoingState state) {
    Eventually.found(() -> node.outgoing().find(id).filter(document -> document.state() == state));
  }
}
