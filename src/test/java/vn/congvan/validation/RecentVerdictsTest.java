package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final RecentVerdicts recent = new RecentVerdicts();

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
    recent.remember(refused, at -> true, Expectations.signedByLeader());

    assertThat(refused.valid()).isFalse();
    assertThat(recent.find(refused.sha256(), Judging.NOW, Expectations.signedByLeader())).isEmpty();
  }

  @Test
  void twoWhoAskAtOnceHaveOneOfThemJudge() throws Exception {
    var file = Letter.issued();
    var sha256 = ContentHash.of(MessageDigest.getInstance("SHA-256").digest(file));
    var expectations = Expectations.issuedBy(People.AGENCY);
    var judged = new AtomicInteger();
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var pool = Executors.newFixedThreadPool(2);
    try {
      RecentVerdicts.Judging judging =
          () -> {
            judged.incrementAndGet();
            begun.countDown();
            await(goOn);
            var report = verifier.verify(PdfBytes.of(file), Judging.NOW, expectations);
            recent.remember(report, at -> true, expectations);
            return report;
          };
      var first = pool.submit(() -> recent.of(sha256, Judging.NOW, expectations, judging));
      await(begun);
      var second = pool.submit(() -> recent.of(sha256, Judging.NOW, expectations, judging));
      goOn.countDown();

      assertThat(second.get()).isSameAs(first.get());
      assertThat(judged).hasValue(1);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private VerificationReport judge(byte[] file, Expectations expectations, Instant at)
      throws Exception {
    return verifier.verify(PdfBytes.of(file), at, expectations);
  }
}
