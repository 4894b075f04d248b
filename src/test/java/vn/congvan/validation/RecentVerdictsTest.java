package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.validation.pdf.PdfBytes;

class RecentVerdictsTest {
  private static final Duration LONG = Duration.ofDays(30 * 365);

  private final CertificatePaths paths =
      new CertificatePaths(new TrustAnchors(List.of(People.ROOT.certificate())), People.PROVIDERS);
  private final PdfVerifier verifier = new PdfVerifier(paths, People.PROVIDERS);
  private final RecentVerdicts recent = new RecentVerdicts(paths);

  @Test
  void theSameFileGetsTheSameVerdictAgain() throws Exception {
    var file = Letter.issued();
    var first = judge(file, Expectations.issuedBy(People.AGENCY), Judging.NOW);
    var second = judge(file, Expectations.issuedBy(People.AGENCY), Judging.NOW);

    assertThat(first.valid()).isTrue();
    assertThat(second).isSameAs(first);
  }

  @Test
  void aVerdictEndsWithTheCertificatesItRestedOn() throws Exception {
    var file = Letter.issued();
    judge(file, Expectations.issuedBy(People.AGENCY), Judging.NOW);
    var later = judge(file, Expectations.issuedBy(People.AGENCY), Judging.NOW.plus(LONG));

    assertThat(later.valid()).isFalse();
    assertThat(later.headline().code()).isEqualTo("VERIFY.EXPIRED");
  }

  @Test
  void whoIsExpectedIsAskedEachTime() throws Exception {
    var somebody = ContentHash.of(new byte[32]);
    var anybodys = Expectations.signedByLeader();
    var signed = Letter.signed();
    var issued = Letter.issued();

    assertThat(judge(signed, anybodys, Judging.NOW).valid()).isTrue();
    assertThat(
            judge(signed, anybodys.withLeaderCertificates(Set.of(somebody)), Judging.NOW)
                .headline()
                .code())
        .isEqualTo("VERIFY.OTHER_SIGNER");
    assertThat(judge(issued, Expectations.issuedBy(People.AGENCY), Judging.NOW).valid()).isTrue();
    assertThat(judge(issued, Expectations.issuedBy(People.NEIGHBOUR), Judging.NOW).valid())
        .isFalse();
  }

  @Test
  void aFileThatDiffersInOneByteIsJudgedByItself() throws Exception {
    var file = Letter.issued();
    assertThat(judge(file, Expectations.none(), Judging.NOW).valid()).isTrue();
    for (var at = 20; at < file.length / 3; at += file.length / 100) {
      var spoilt = file.clone();
      spoilt[at] ^= 1;
      assertThat(judge(spoilt, Expectations.none(), Judging.NOW).valid()).isFalse();
    }
  }

  @Test
  void whatDidNotPassIsNotRemembered() throws Exception {
    var refused = judge(Letter.issued(), Expectations.signedByLeader(), Judging.NOW);
    recent.remember(refused, List.of(), Expectations.signedByLeader());

    assertThat(refused.valid()).isFalse();
    assertThat(recent.find(refused.sha256(), Judging.NOW, Expectations.signedByLeader())).isEmpty();
  }

  private VerificationReport judge(byte[] file, Expectations expectations, Instant at)
      throws Exception {
    return verifier.verify(PdfBytes.of(file), at, expectations);
  }
}
