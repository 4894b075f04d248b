package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.demo.Lab;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.DocumentId;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.StatusCode;
import vn.congvan.exchange.Delivery;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.SigningRules;
import vn.congvan.testing.Eventually;
import vn.congvan.testing.HandClock;
import vn.congvan.trust.lab.LabServices;
import vn.congvan.trust.lab.LabServices.Answering;
import vn.congvan.trust.lab.LabServices.Listing;

/**
 * What a receiver makes of a letter whose certificates were revoked, or of which nobody says so.
 */
class StatusAtReceiverTest {
  @TempDir Path data;

  private final HandClock clock = new HandClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

  @Test
  void aReceiverRefusesWhatWasRevokedAndSaysWhatItCouldNotLearn() throws IOException {
    try (var services = Lab.makeWithServices(data, clock);
        var node = node("annex-ii")) {
      away(services);
      var unknown = issued(node);
      until(() -> reported(node, unknown, StatusCode.ARRIVED));
      assertThat(node.admin().trace(unknown))
          .anySatisfy(
              entry -> {
                assertThat(entry.type()).isEqualTo("document.arrived");
                assertThat(entry.reason()).isEqualTo("VERIFY.STATUS_UNKNOWN");
              });

      back(services);
      services.revoke(sealOf(node), clock.instant().minusSeconds(60));
      var revoked = issued(node);
      until(() -> reported(node, revoked, StatusCode.REFUSED));
      assertThat(reports(node, revoked))
          .extracting(Delivery.Report::note)
          .anyMatch(note -> note.contains("bị thu hồi"));
    }
  }

  @Test
  void aReceiverThatMustKnowWaitsUntilItDoes() throws IOException {
    var policy = data.resolve("demanding.yaml");
    try (var services = Lab.makeWithServices(data, clock)) {
      try (var in =
          Objects.requireNonNull(
              getClass().getResourceAsStream("/vn/congvan/validation/policy/annex-ii.yaml"))) {
        Files.writeString(
            policy,
            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("name: annex-ii", "name: demanding")
                .replace("signer: note", "signer: indeterminate"));
      }
      try (var node = node("demanding.yaml")) {
        away(services);
        var id = issued(node);
        until(() -> services.calls("/issuing.crl") > 0);
        assertThat(reports(node, id)).isEmpty();

        back(services);
        until(() -> reported(node, id, StatusCode.ARRIVED));

        // Not for ever: when the seal is as old as a packet may wait, it goes back to its sender.
        away(services);
        clock.forward(Duration.ofHours(2));
        var late = issued(node);
        clock.forward(Duration.ofHours(5));
        until(() -> reported(node, late, StatusCode.REFUSED));
        assertThat(reports(node, late))
            .extracting(Delivery.Report::note)
            .anyMatch(note -> note.contains("Chưa biết chứng thư"));
      }
    }
  }

  /** The keys here sign whatever happened to their certificates: the receiver is looked at. */
  private Node node(String policy) {
    var settings =
        Map.of(
            "http.port", "0",
            "broker.redelivery-delay", "50ms",
            "issue.revocation", "off",
            "verify.policy", policy,
            "outside.private-addresses", "yes");
    return Lab.start(data, new TreeMap<>(settings), clock);
  }

  private static DocumentId issued(Node node) {
    var id = Lab.submit(node, "V/v nơi nhận kiểm tra chứng thư", Lab.WARD);
    until(() -> document(node, id).state() == OutgoingState.AWAITING_SIGNATURE);
    Lab.people(node).sign(document(node, id));
    until(() -> document(node, id).state() == OutgoingState.AWAITING_ISSUE);
    var clerk = Lab.people(node).somebody(Lab.CITY, Role.CLERK);
    node.desk().perform(new Act.Issue(clerk, "test", id, null));
    return id;
  }

  private static void until(BooleanSupplier holds) {
    Eventually.found(() -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  private static boolean reported(Node node, DocumentId id, StatusCode code) {
    return reports(node, id).stream().anyMatch(report -> report.code() == code);
  }

  private static List<Delivery.Report> reports(Node node, DocumentId id) {
    return node.deliveries().of(id).stream().flatMap(one -> one.reports().stream()).toList();
  }

  private static X509Certificate sealOf(Node node) {
    var key = node.directory().agency(Lab.CITY).seal();
    return new KeyRing(SigningRules.standard())
        .key(Objects.requireNonNull(key).place())
        .certificate();
  }

  private static OutgoingDocument document(Node node, DocumentId id) {
    return node.outgoing().find(id).orElseThrow();
  }

  private static void away(LabServices services) {
    services.answering = Answering.DOWN;
    services.listing = Listing.DOWN;
  }

  /** Back, and long enough that whoever was left alone is asked again. */
  private void back(LabServices services) {
    services.answering = Answering.RIGHT;
    services.listing = Listing.RIGHT;
    clock.forward(Duration.ofMinutes(11));
  }
}
