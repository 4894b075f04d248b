package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.signing.CertificateGate.Policy;
import vn.congvan.signing.CertificateGate.Whose;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabServices.Answering;
import vn.congvan.trust.lab.LabServices.Listing;

/** What is asked about a certificate before its key signs, and what becomes of every answer. */
class CertificateGateTest {
  @TempDir static Path folder;

  private static RaisingDesk desk;
  private static SigningKey key;

  @BeforeAll
  static void open() {
    desk = new RaisingDesk(folder);
    key = desk.agency(KeyKind.P256);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @BeforeEach
  void right() {
    desk.lab.services.answering = Answering.RIGHT;
    desk.lab.services.listing = Listing.RIGHT;
  }

  @Test
  void aCertificateThatIsNotRevokedPassesAndIsAskedAboutOnce() {
    var gate = asking(Policy.REFUSE);
    var before = desk.lab.services.calls("/ocsp");

    assertThat(gate.hold(key.chain(), Whose.AGENCY)).isEmpty();
    var asked = desk.lab.services.calls("/ocsp") - before;
    assertThat(asked).isPositive();
    assertThat(gate.hold(List.of(key.chain(), key.chain()), Whose.AGENCY)).isEmpty();
    assertThat(desk.lab.services.calls("/ocsp") - before).isEqualTo(asked);
  }

  @Test
  void aRevokedCertificateIsRefusedUnderEveryPolicyThatAsks() {
    var stolen = desk.leader(KeyKind.P256);
    desk.lab.services.revoke(stolen.certificate(), desk.lab.clock.instant());

    for (var policy : Policy.values()) {
      var refused = refused(asking(policy), stolen, Whose.LEADER);
      assertThat(refused.reason().code()).isEqualTo("KEY.REVOKED");
      assertThat(refused.reason().vi()).contains("chứng thư của người ký", "thu hồi");
    }
    assertThat(CertificateGate.ofDays(desk.lab.clock).hold(stolen.chain(), Whose.LEADER)).isEmpty();
  }

  @Test
  void whenNobodyAnswersTheKeyWaitsOrSignsAsThePolicySays() {
    desk.lab.services.answering = Answering.DOWN;
    desk.lab.services.listing = Listing.DOWN;

    var waits =
        catchThrowableOfType(
            RetryLater.class, () -> asking(Policy.REFUSE).hold(key.chain(), Whose.AGENCY));
    assertThat(waits.reason().code()).isEqualTo("KEY.STATUS_AWAY");
    var warned = asking(Policy.WARN).hold(key.chain(), Whose.AGENCY);
    assertThat(warned.orElseThrow().code()).isEqualTo("KEY.STATUS_UNKNOWN");
    assertThat(warned.orElseThrow().vi()).contains("con dấu của cơ quan", "issue.revocation");
    assertThat(CertificateGate.ofDays(desk.lab.clock).hold(key.chain(), Whose.AGENCY)).isEmpty();
  }

  @Test
  void aServerThatIsDownIsNotAskedAgainBySomebodyElseAtOnce() {
    desk.lab.services.answering = Answering.DOWN;
    desk.lab.services.listing = Listing.DOWN;
    var gate = asking(Policy.WARN);
    gate.hold(key.chain(), Whose.AGENCY);
    var asked = desk.lab.services.calls("/ocsp");

    assertThat(gate.hold(key.chain(), Whose.AGENCY)).isPresent();
    assertThat(desk.lab.services.calls("/ocsp")).isEqualTo(asked);
    desk.lab.services.answering = Answering.RIGHT;
    desk.lab.services.listing = Listing.RIGHT;
    desk.lab.clock.forward(Duration.ofMinutes(11));
    assertThat(gate.hold(key.chain(), Whose.AGENCY)).isEmpty();
  }

  @Test
  void aCertificateThatNamesNobodyToAskIsRefusedForGoodOrTold() {
    // Issued by a lab without servers, whose root nobody here trusts either.
    var silent = Desk.agencyKey(KeyKind.P256);

    assertThat(refused(asking(Policy.REFUSE), silent, Whose.AGENCY).reason().code())
        .isEqualTo("KEY.STATUS_UNKNOWN");
    assertThat(asking(Policy.WARN).hold(silent.chain(), Whose.AGENCY)).isPresent();
  }

  @Test
  void aCertificateOutsideItsDaysIsRefusedWhateverThePolicy() {
    var later = new vn.congvan.testing.HandClock(desk.lab.clock.instant());
    later.forward(Duration.ofDays(6 * 366));
    var gates =
        List.of(
            CertificateGate.ofDays(later),
            CertificateGate.asking(desk.lab.validationData(), Policy.WARN, later));
    for (var gate : gates) {
      assertThat(refused(gate, key, Whose.AGENCY).reason().code()).isEqualTo("KEY.EXPIRED");
    }
    var earlier = new vn.congvan.testing.HandClock(desk.lab.clock.instant());
    earlier.forward(Duration.ofDays(-400));
    assertThat(refused(CertificateGate.ofDays(earlier), key, Whose.AGENCY).reason().code())
        .isEqualTo("KEY.NOT_YET_VALID");
  }

  private static CertificateGate asking(Policy policy) {
    return CertificateGate.asking(desk.lab.validationData(), policy, desk.lab.clock);
  }

  private static Refused refused(CertificateGate gate, SigningKey key, Whose whose) {
    return catchThrowableOfType(Refused.class, () -> gate.hold(key.chain(), whose));
  }
}
