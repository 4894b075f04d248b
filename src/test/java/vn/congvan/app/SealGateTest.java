package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.demo.Lab;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Issued;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.Signed;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.SigningRules;
import vn.congvan.testing.HandClock;
import vn.congvan.trust.lab.LabServices;
import vn.congvan.trust.lab.LabServices.Answering;
import vn.congvan.trust.lab.LabServices.Listing;

/** The agency's key and a leader's ask about their certificates on a real node, and say so. */
class SealGateTest {
  @TempDir Path data;

  private final HandClock clock = new HandClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

  @Test
  void aStrictNodeSealsOnlyWhatTheClerkSawWithCertificatesThatSomebodyAnswersFor()
      throws IOException {
    try (var services = Lab.makeWithServices(data, clock);
        var node = node("refuse")) {
      var id = signed(node);
      var other = new ContentHash("0".repeat(64));
      assertThat(refusal(node, id, other).reason().code()).isEqualTo("ISSUE.NOT_WHAT_WAS_SHOWN");

      // The answers of before are too old by now, and there are no new ones.
      clock.forward(Duration.ofHours(2));
      away(services);
      var waits = catchThrowableOfType(RetryLater.class, () -> issue(node, id, null));
      assertThat(waits.reason().code()).isEqualTo("KEY.STATUS_AWAY");
      assertThat(document(node, id).state()).isEqualTo(OutgoingState.AWAITING_ISSUE);

      back(services);
      var shown = document(node, id).main();
      assertThat(issue(node, id, shown).warning()).isNull();

      var second = signed(node);
      clock.forward(Duration.ofHours(2));
      services.revoke(leaderCertificate(node), clock.instant());
      assertThat(refusal(node, second, null).reason().code()).isEqualTo("KEY.REVOKED");
      assertThat(document(node, second).state()).isEqualTo(OutgoingState.AWAITING_ISSUE);
      assertThat(document(node, second).number()).as("no number is taken").isNull();
      assertThat(trail(node, id)).contains("seal.refused ISSUE.NOT_WHAT_WAS_SHOWN");
      assertThat(trail(node, second)).contains("seal.refused KEY.REVOKED");

      var third = submitted(node);
      var signing =
          catchThrowableOfType(Refused.class, () -> Lab.people(node).sign(document(node, third)));
      assertThat(signing.reason().code()).isEqualTo("KEY.REVOKED");
      assertThat(trail(node, third)).contains("signature.refused KEY.REVOKED");
      node.keeper().publishNow();
      assertThat(node.logCheck().run().problems()).isEmpty();
    }
  }

  @Test
  void aLenientNodeSignsAndSealsWhileServersAreAwayAndTheLogSaysSo() throws IOException {
    try (var services = Lab.makeWithServices(data, clock);
        var node = node("warn")) {
      away(services);
      var id = submitted(node);
      var signed = (Signed) Lab.people(node).sign(document(node, id));
      assertThat(signed.warning()).isNotNull();
      until(node, id, OutgoingState.AWAITING_ISSUE);
      var issued = issue(node, id, null);
      assertThat(issued.warning()).isNotNull();
      until(node, id, OutgoingState.DISPATCHED);
      assertThat(trail(node, id))
          .contains(
              "document.signed KEY.STATUS_UNKNOWN",
              "seal.requested KEY.STATUS_UNKNOWN",
              "document.issued KEY.STATUS_UNKNOWN");
    }
  }

  private Node node(String policy) {
    var settings =
        Map.of(
            "http.port", "0",
            "broker.redelivery-delay", "50ms",
            "issue.revocation", policy,
            "outside.private-addresses", "yes");
    return Lab.start(data, new TreeMap<>(settings), clock);
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

  private static DocumentId submitted(Node node) {
    var id = Lab.submit(node, "V/v kiểm tra chứng thư trước khi đóng dấu", Lab.WARD);
    until(node, id, OutgoingState.AWAITING_SIGNATURE);
    return id;
  }

  private static DocumentId signed(Node node) {
    var id = submitted(node);
    Lab.people(node).sign(document(node, id));
    until(node, id, OutgoingState.AWAITING_ISSUE);
    return id;
  }

  private static Issued issue(Node node, DocumentId id, @Nullable ContentHash shown) {
    var clerk = Lab.people(node).somebody(Lab.CITY, Role.CLERK);
    return (Issued) node.desk().perform(new Act.Issue(clerk, "test", id, shown));
  }

  private static Refused refusal(Node node, DocumentId id, @Nullable ContentHash shown) {
    return catchThrowableOfType(Refused.class, () -> issue(node, id, shown));
  }

  private static X509Certificate leaderCertificate(Node node) {
    var leader = Lab.people(node).somebody(Lab.CITY, Role.LEADER);
    var key = node.directory().person(leader.ref()).orElseThrow().key();
    return new KeyRing(SigningRules.standard())
        .key(Objects.requireNonNull(key).place())
        .certificate();
  }

  private static OutgoingDocument document(Node node, DocumentId id) {
    return node.outgoing().find(id).orElseThrow();
  }

  private static List<String> trail(Node node, DocumentId id) {
    return node.audit().history("%s:document:%s".formatted(Lab.CITY, id)).stream()
        .map(logged -> logged.type() + " " + logged.reason())
        .toList();
  }

  private static void until(Node node, DocumentId id, OutgoingState state) {
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (document(node, id).state() != state) {
      assertThat(System.nanoTime()).as("not %s within 60 s", state).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
