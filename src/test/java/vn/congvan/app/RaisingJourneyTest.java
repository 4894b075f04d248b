package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.demo.Lab;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.IncomingState;
import vn.congvan.document.OutgoingState;
import vn.congvan.register.RaisedFiles;
import vn.congvan.testing.DssOracle;
import vn.congvan.testing.Eventually;
import vn.congvan.testing.HandClock;
import vn.congvan.trust.lab.LabServices;
import vn.congvan.trust.lab.LabServices.Answering;
import vn.congvan.trust.lab.LabServices.Listing;
import vn.congvan.trust.lab.LabServices.Stamping;

/** Issued documents are raised on a real node, whatever the servers of others do meanwhile. */
class RaisingJourneyTest {
  @TempDir static Path data;

  private static final HandClock CLOCK =
      new HandClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private static LabServices services;
  private static Node node;

  @BeforeAll
  static void start() throws IOException {
    services = Lab.makeWithServices(data, CLOCK);
    var settings =
        new TreeMap<>(
            Map.of(
                "http.port", "0",
                "broker.redelivery-delay", "50ms",
                "broker.redelivery-delay-max", "100ms",
                "raise.level", "B-LTA",
                "raise.renew-before", "900d",
                "timestamp.servers", services.tsa() + " 900/1m",
                "timestamp.deadline", "10s",
                "outside.private-addresses", "yes"));
    node = Lab.start(data, settings, CLOCK);
  }

  @AfterAll
  static void stop() {
    node.close();
    services.close();
  }

  @Test
  void aDocumentGoesItsWayWhileServersAreAwayAndIsRaisedWhenTheyAreBackAndRenewedInTime() {
    services.stamping = Stamping.DOWN;
    services.answering = Answering.DOWN;
    services.listing = Listing.DOWN;
    var attachment = Lab.upload(node, Lab.annex(), "Phụ lục.pdf");
    var id = Lab.submit(node, "V/v nâng mức chữ ký", List.of(attachment), Lab.WARD);
    issue(id);
    Eventually.found(
        () -> node.incoming().waiting(Lab.WARD, 10, IncomingState.ARRIVED).stream().findFirst());
    var document = node.outgoing().find(id).orElseThrow();
    var annex = document.attachments().get(0).content();

    assertThat(node.raisedFiles().newest(document.main())).isEmpty();
    Eventually.found(() -> health("TSA.AWAY"));
    assertThat(node.metrics().scrape()).contains("congvan_timestamp_servers_away 1.0");

    // Time-stamps are back, revocation is not: the time is proved, once, and that is kept.
    services.stamping = Stamping.RIGHT;
    CLOCK.forward(Duration.ofMinutes(11));
    var proved = Eventually.found(() -> reached(document.main(), "B-T"));
    assertThat(proved.content()).isNotEqualTo(document.main());
    services.answering = Answering.RIGHT;
    services.listing = Listing.RIGHT;
    CLOCK.forward(Duration.ofMinutes(11));
    var raised = Eventually.found(() -> reached(document.main(), "B-LTA"));
    Eventually.found(() -> reached(annex, "B-LTA"));
    assertThat(node.health().report().checks())
        .allSatisfy(check -> assertThat(check.reason()).as(check.name()).isNull());
    assertThat(node.raisedFiles().versions(document.main()))
        .extracting(RaisedFiles.Version::level)
        .containsExactly("B-T", "B-LTA");
    judged(document.main(), 2, "PAdES-BASELINE-B");
    judged(raised.content(), 2, "PAdES-BASELINE-LTA");
    judged(reached(annex, "B-LTA").orElseThrow().content(), 1, "PAdES-BASELINE-LTA");

    assertThat(node.raisingQueue().announceDue()).isZero();
    CLOCK.forward(Duration.ofDays(930));
    assertThat(node.raisingQueue().announceDue()).isPositive();
    Eventually.found(
        () -> Optional.of(node.raisedFiles().versions(annex)).filter(all -> all.size() == 2));
    var renewed =
        Eventually.found(
            () ->
                node.raisedFiles()
                    .newest(document.main())
                    .filter(version -> !version.content().equals(raised.content())));
    assertThat(renewed.renewAt().orElseThrow()).isAfter(CLOCK.instant());
    assertThat(node.raisingQueue().announceDue()).isZero();
    node.keeper().publishNow();
    assertThat(node.logCheck().run().problems()).isEmpty();
  }

  private static Optional<Boolean> health(String code) {
    return node.health().report().checks().stream()
        .filter(check -> check.reason() != null && check.reason().code().equals(code))
        .findFirst()
        .map(check -> true);
  }

  private static Optional<RaisedFiles.Version> reached(ContentHash issued, String level) {
    return node.raisedFiles().newest(issued).filter(version -> version.level().equals(level));
  }

  private void judged(ContentHash content, int signatures, String level) {
    var said = DssOracle.judge(node.content().path(content), data.resolve("trust"));
    assertThat(said).hasSize(signatures);
    assertThat(said)
        .allSatisfy(
            one -> {
              assertThat(one.indication()).as(one.words()).isEqualTo("TOTAL_PASSED");
              assertThat(one.format()).isEqualTo(level);
            });
  }

  private static void issue(DocumentId id) {
    state(id, OutgoingState.AWAITING_SIGNATURE);
    Lab.people(node).sign(node.outgoing().find(id).orElseThrow());
    state(id, OutgoingState.AWAITING_ISSUE);
    Lab.people(node).issue(Lab.CITY, id);
    state(id, OutgoingState.DISPATCHED);
  }

  private static void state(DocumentId id, OutgoingState state) {
    Eventually.found(() -> node.outgoing().find(id).filter(document -> document.state() == state));
  }
}
