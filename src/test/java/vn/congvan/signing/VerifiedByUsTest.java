package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.words.Verdict;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Language;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.validation.Role;
import vn.congvan.validation.VerificationReport;

/** Signer and verifier share no code; what one makes, the other must pass, and nothing else. */
class VerifiedByUsTest {
  @TempDir Path folder;

  private final PdfVerifier verifier =
      new PdfVerifier(
          new CertificatePaths(TrustAnchors.read(Desk.anchors()), CryptoProviders.best()),
          CryptoProviders.best());

  private VerificationReport judge(byte[] file, Expectations expectations) throws Exception {
    return verifier.verify(
        new Desk(folder).write("judged.pdf", file), Desk.SEALED_AT, expectations);
  }

  private static AgencyCode agency(KeyKind kind) {
    return new AgencyCode("H57." + kind.ordinal());
  }

  @Test
  void everyKindOfKeySignsAndSealsWhatPasses() throws Exception {
    var desk = new Desk(folder);
    var prepared = desk.prepared(Sources.letter());
    for (var kind : KeyKind.values()) {
      var signed = desk.signed(prepared, kind);
      var sealed = desk.sealed(signed, kind);
      var leader = Set.of(KeyRing.fingerprint(Desk.leaderKey(kind)));

      assertThat(
              judge(signed, Expectations.signedByLeader().withLeaderCertificates(leader))
                  .findings())
          .as("%s", kind)
          .isEmpty();
      var report = judge(sealed, Expectations.issuedBy(agency(kind)));
      assertThat(report.findings()).as("%s", kind).isEmpty();
      assertThat(report.valid()).isTrue();
      assertThat(report.number()).isEqualTo(Desk.NUMBER);
      assertThat(report.date()).isEqualTo(Desk.DATE);
      assertThat(report.signature(Role.LEADER).orElseThrow().claimedTime())
          .isEqualTo(Desk.SIGNED_AT);
      assertThat(report.signature(Role.SEAL).orElseThrow().claimedTime()).isEqualTo(Desk.SEALED_AT);
    }
  }

  @Test
  void thePaddingOfOldIsNotedAndNotFaulted() throws Exception {
    var holder = Desk.leader(KeyKind.RSA2048);
    var desk = new Desk(folder);
    var prepared = desk.prepared(Sources.letter());
    for (var rsa : SigningRules.Rsa.values()) {
      var key =
          new KeyRing(new SigningRules(rsa, DigestAlgorithm.SHA_256))
              .key(holder.keyFile(), holder.passwordFile());
      var request = new LeaderSignature(key, Desk.HAND, Desk.SIGNED_AT, "Lê Thị Bình", null);
      var signed = desk.signer.signAsLeader(desk.write("prepared.pdf", prepared), request);
      var report = judge(Desk.bytes(signed::writeTo), Expectations.signedByLeader());

      assertThat(report.findings()).isEmpty();
      assertThat(report.signature(Role.LEADER).orElseThrow().notes())
          .extracting(note -> note.code())
          .filteredOn(code -> !code.equals("VERIFY.STATUS_UNKNOWN"))
          .isEqualTo(rsa == SigningRules.Rsa.PKCS1 ? List.of("VERIFY.PKCS1_V1_5") : List.of());
      assertThat(Verdict.lines(report, Language.VI).stream().anyMatch(l -> l.contains("PKCS#1")))
          .isEqualTo(rsa == SigningRules.Rsa.PKCS1);
    }
  }

  @Test
  void everyKindOfSourceBecomesAFileThatPasses() throws Exception {
    var desk = new Desk(folder);
    for (var source : Samples.sources().entrySet()) {
      var sealed =
          desk.sealed(desk.signed(desk.prepared(source.getValue()), KeyKind.P256), KeyKind.P256);
      var attachment =
          desk.sealedAttachment(desk.preparedAttachment(source.getValue()), KeyKind.P256);

      assertThat(judge(sealed, Expectations.issuedBy(agency(KeyKind.P256))).findings())
          .as(source.getKey())
          .isEmpty();
      assertThat(judge(attachment, Expectations.sealedBy(agency(KeyKind.P256))).findings())
          .as(source.getKey())
          .isEmpty();
    }
  }

  @Test
  void aCopyIsValidAndPassesForNothingElse() throws Exception {
    var desk = new Desk(folder);
    for (var source : Samples.sources().entrySet()) {
      var copy =
          desk.sealedCopy(
              desk.preparedCopy(source.getValue()), CopyForm.EXTRACT, Desk.CITY, KeyKind.P256);

      var report = judge(copy, Expectations.none());
      assertThat(report.findings()).as(source.getKey()).isEmpty();
      assertThat(report.signatures().get(0).role()).isEqualTo(Role.COPY_SEAL);
      assertThat(judge(copy, Expectations.sealedBy(agency(KeyKind.P256))).valid()).isFalse();
    }
  }

  @Test
  void aSignatureThatSomebodyAddsToACopyIsAgainstIt() throws Exception {
    var desk = new Desk(folder);
    var copy =
        desk.sealedCopy(
            desk.preparedCopy(Sources.letter()), CopyForm.FULL, Desk.CITY, KeyKind.P256);
    var signed = OtherSigner.sign(copy, Desk.leaderKey(KeyKind.P256), OtherSigner.Habit.STRICT);

    assertThat(judge(signed, Expectations.none()).findings().get(0).code())
        .isEqualTo("VERIFY.SIGNATURE_ADDED");
  }

  @Test
  void whatIsPreparedIsNotSigned() throws Exception {
    var prepared = new Desk(folder).prepared(Sources.letter());

    assertThat(judge(prepared, Expectations.none()).headline().code())
        .isEqualTo("VERIFY.NOT_SIGNED");
  }

  @Test
  void aFlippedBitAnywhereUnderTheSealIsSeen() throws Exception {
    var desk = new Desk(folder);
    var sealed =
        desk.sealed(desk.signed(desk.prepared(Sources.letter()), KeyKind.P256), KeyKind.P256);
    var text = new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1);
    var gap = text.lastIndexOf("/Contents <");
    var gapEnd = text.indexOf('>', gap);
    var random = new Random(20261122L);
    for (var i = 0; i < 500; i++) {
      var position = random.nextInt(sealed.length);
      if (position < gap || position > gapEnd) {
        var damaged = sealed.clone();
        damaged[position] ^= (byte) (1 << random.nextInt(8));

        assertThat(judge(damaged, Expectations.issuedBy(agency(KeyKind.P256))).valid())
            .as("byte %d", position)
            .isFalse();
      }
    }
  }

  @Test
  void aFileCutOffBeforeItsSealIsOnlyTheLeadersAgain() throws Exception {
    var desk = new Desk(folder);
    var signed = desk.signed(desk.prepared(Sources.letter()), KeyKind.P256);

    assertThat(
            List.of(judge(signed, Expectations.issuedBy(agency(KeyKind.P256))).headline().code()))
        .containsExactly("VERIFY.NOT_ISSUED");
  }
}
