package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.congvan.document.Reason;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.SignatureCheck;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.trust.lab.Proofs;
import vn.congvan.trust.revocation.ProofsAtHand;
import vn.congvan.validation.pdf.PdfBytes;
import vn.congvan.validation.policy.PolicyFile;
import vn.congvan.validation.time.StatusServers;

/** What time-stamps prove, and what revocation takes back: a file for each answer there is. */
class TrustInTimeTest {
  private static final Instant SIGNED = Certificates.NOW;
  private static final Instant STAMPED = SIGNED.plus(Duration.ofHours(1));
  private static final Instant SOON = SIGNED.plus(Duration.ofHours(2));

  /** When the signer's certificate has ended. */
  private static final Instant YEARS_LATER = SIGNED.plus(Duration.ofDays(365 * 6));

  private static final int KEY_COMPROMISE = 1;

  private static final Made CA =
      Certificates.ca(0)
          .withKey(Certificates.p256())
          .from(SIGNED, 15)
          .issuedBy(People.ROOT, "C=VN,CN=Trung gian");
  private static final Made SHORT_CA =
      Certificates.ca(0)
          .withKey(Certificates.p256())
          .from(SIGNED, 1)
          .issuedBy(People.ROOT, "C=VN,CN=Ngắn hạn");
  private static final Made LEADER = leader(CA, 5);
  private static final Made STAMPER = stamper("CN=Dấu thời gian", SIGNED, 19);
  private static final Made OLD_STAMPER = stamper("CN=Dấu thời gian cũ", SIGNED, 3);

  private static Made leader(Made issuer, int years) {
    return Certificates.signer()
        .withKey(Certificates.p256())
        .from(SIGNED, years)
        .issuedBy(issuer, "C=VN,O=UBND phường Hương Trà,CN=Nguyễn Văn An,serialNumber=p-1");
  }

  private static Made stamper(String name, Instant from, int years) {
    return Certificates.timeStamper()
        .withKey(Certificates.p256())
        .from(from, years)
        .issuedBy(People.ROOT, "C=VN," + name);
  }

  private static byte[] plain() {
    return Letter.signedBy(Cms.by(LEADER));
  }

  private static byte[] stamped() {
    return Letter.signedBy(Cms.by(LEADER).stampedBy(STAMPER, STAMPED));
  }

  /** Lists of all issuers on which nobody stands. */
  private static byte[][] listsAsOf(Instant at) {
    return new byte[][] {list(People.ROOT, at), list(CA, at)};
  }

  private static byte[] list(Made issuer, Instant at) {
    return Proofs.of(issuer, at, at.plus(Duration.ofDays(1))).crl();
  }

  private static byte[] listWith(Made issuer, Made revoked, Instant since, Instant at) {
    return Proofs.of(issuer, at, at.plus(Duration.ofDays(1)))
        .revoked(revoked.certificate(), since, KEY_COMPROMISE)
        .crl();
  }

  private static byte[] archived() {
    return new Aged(Letter.signedBy(Cms.by(LEADER).stampedBy(OLD_STAMPER, STAMPED)))
        .withLists(listsAsOf(SOON))
        .stampedBy(STAMPER, SOON.plusSeconds(60))
        .file();
  }

  @Test
  void aProvedTimeOutlivesTheSignersCertificate() {
    var report = judge(stamped(), YEARS_LATER);

    passes(report);
    var standing = signature(report).standing();
    assertThat(standing.provedTime()).isEqualTo(STAMPED);
    assertThat(standing.provedBy()).isEqualTo(Standing.ProvedBy.SIGNATURE_TIME_STAMP);
    assertThat(standing.level()).hasToString("B-T");
    assertThat(standing.timeStamps()).singleElement().matches(TimeStampReport::holds);
    assertThat(signature(report).signedAt()).isEqualTo(STAMPED);
    assertThat(codes(report)).contains("VERIFY.STATUS_UNKNOWN");
    doubt(judge(plain(), YEARS_LATER), "VERIFY.EXPIRED", SubIndication.OUT_OF_BOUNDS_NO_POE);
  }

  @Test
  void aTimeStampOverTheDocumentProvesATimeAsWell() {
    var report = judge(new Aged(plain()).stampedBy(STAMPER, STAMPED).file(), YEARS_LATER);

    passes(report);
    assertThat(signature(report).standing().provedBy())
        .isEqualTo(Standing.ProvedBy.DOCUMENT_TIME_STAMP);
    assertThat(signature(report).standing().provedTime()).isEqualTo(STAMPED);
  }

  @Test
  void aCertificateKnownToBeGoodUntilItsEndIsSaidToBeSo() {
    var end = LEADER.certificate().getNotAfter().toInstant().minusSeconds(3600);
    doubt(
        judge(new Aged(plain()).withLists(listsAsOf(end)).file(), YEARS_LATER),
        "VERIFY.EXPIRED",
        SubIndication.OUT_OF_BOUNDS_NOT_REVOKED);
  }

  @Test
  void whoeverWasRevokedAfterTheProvedTimeHadSignedInTime() {
    var lists =
        new byte[][] {list(People.ROOT, SOON), listWith(CA, LEADER, STAMPED.plusSeconds(60), SOON)};
    var report = judge(new Aged(stamped()).withLists(lists).file(), SOON);

    passes(report);
    assertThat(signature(report).standing().statuses().get(0).revokedAt())
        .contains(STAMPED.plusSeconds(60));
    doubt(
        judge(new Aged(plain()).withLists(lists).file(), SOON),
        "VERIFY.REVOKED",
        SubIndication.REVOKED_NO_POE);
  }

  @Test
  void whoeverWasRevokedBeforeTheProvedTimeMayHaveSignedBeforeOrAfter() {
    var list = listWith(CA, LEADER, STAMPED.minusSeconds(60), SOON);

    doubt(
        judge(new Aged(stamped()).withLists(list(People.ROOT, SOON), list).file(), SOON),
        "VERIFY.REVOKED",
        SubIndication.REVOKED_NO_POE);
  }

  @Test
  void aServersAnswerCountsAsOneInTheFileDoes() {
    var revoked = listWith(CA, LEADER, SIGNED.minusSeconds(60), SOON);
    var report = judge(plain(), SOON, "lenient", answering(revoked, list(People.ROOT, SOON)));

    doubt(report, "VERIFY.REVOKED", SubIndication.REVOKED_NO_POE);
  }

  /** The leader's time-stamp lies under the seal, so that the seal is younger. */
  @Test
  void aSealOverATimeStampIsYoungerThanThat() {
    var seal = leader(CA, 5);
    var file = sealed(seal);
    var list = listWith(CA, seal, STAMPED.minus(Duration.ofMinutes(10)), SOON);
    var report = judge(new Aged(file).withLists(list(People.ROOT, SOON), list).file(), SOON);

    failed(report, 1, "VERIFY.REVOKED_BEFORE", SubIndication.REVOKED);
    assertThat(report.integrity()).isEqualTo(Integrity.INTACT);
    var expired =
        Certificates.signer()
            .withKey(Certificates.p256())
            .from(SIGNED.minus(Duration.ofDays(400)), 1)
            .issuedBy(People.ROOT, "C=VN,CN=Con dấu cũ");
    failed(judge(sealed(expired), SOON), 1, "VERIFY.SIGNED_AFTER_EXPIRY", SubIndication.EXPIRED);
  }

  private static byte[] sealed(Made seal) {
    return PdfDraft.sign(PdfDraft.append(stamped(), Letter.sealsUpdate()), Cms.by(seal));
  }

  @Test
  void aSignatureIsNotOlderThanItsCertificate() {
    var early = SIGNED.minus(Duration.ofDays(3));
    var stamper = stamper("CN=Dấu xưa", early, 15);

    failed(
        judge(Letter.signedBy(Cms.by(LEADER).stampedBy(stamper, early)), SOON),
        0,
        "VERIFY.SIGNED_BEFORE_CERTIFICATE",
        SubIndication.NOT_YET_VALID);
  }

  @Test
  void aRevokedAuthorityTakesBackWhatIsNotProvedToBeOlder() {
    var before = listWith(People.ROOT, CA, STAMPED.minusSeconds(60), SOON);
    var after = listWith(People.ROOT, CA, SOON.plus(Duration.ofHours(1)), SOON);

    doubt(
        judge(new Aged(stamped()).withLists(before, list(CA, SOON)).file(), SOON),
        "VERIFY.REVOKED_CA",
        SubIndication.REVOKED_CA_NO_POE);
    var archive =
        new Aged(stamped())
            .withLists(after, list(CA, SOON))
            .stampedBy(STAMPER, SOON.plusSeconds(60))
            .file();
    passes(judge(archive, SOON.plus(Duration.ofDays(30)), "annex-ii", StatusServers.none()));
  }

  @Test
  void aTimeStampOverSomethingElseIsSaidAndProvesNothing() {
    var copied = Cms.by(LEADER);
    copied.tokens.add(
        signature -> {
          var token = Cms.by(STAMPER);
          token.stampedAt = STAMPED;
          return token.stampOver(token.digest(new byte[] {1}));
        });
    var file = Letter.signedBy(copied);
    var report = judge(file, SOON);

    passes(report);
    assertThat(codes(report)).contains("VERIFY.TIME_STAMP_OTHER");
    assertThat(signature(report).standing().provedTime()).isNull();
    assertThat(signature(report).standing().level()).hasToString("B-B");
    doubt(judge(file, YEARS_LATER), "VERIFY.EXPIRED", SubIndication.OUT_OF_BOUNDS_NO_POE);
    doubt(
        judge(file, SOON, "strict", StatusServers.none()),
        "VERIFY.TIME_STAMP_OTHER",
        SubIndication.SIG_CONSTRAINTS_FAILURE);
  }

  @Test
  void aTimeStampWhoseSignatureOrMakerIsWrongProvesNothing() {
    var stranger =
        Certificates.timeStamper().withKey(Certificates.p256()).selfSigned("CN=Người lạ");
    for (var wrong :
        List.of(
            Cms.by(LEADER).stampedBy(stranger, STAMPED),
            Cms.by(LEADER).stampedBy(LEADER, STAMPED),
            unreadable(),
            forged())) {
      var report = judge(Letter.signedBy(wrong), SOON);
      passes(report);
      assertThat(signature(report).standing().provedTime()).isNull();
      assertThat(codes(report)).anyMatch(code -> code.startsWith("VERIFY.TIME_STAMP_"));
      doubt(
          judge(Letter.signedBy(wrong), YEARS_LATER),
          "VERIFY.EXPIRED",
          SubIndication.OUT_OF_BOUNDS_NO_POE);
    }
  }

  private static Cms unreadable() {
    var cms = Cms.by(LEADER);
    cms.tokens.add(signature -> new byte[] {0x30, 3, 2, 1, 1});
    return cms;
  }

  /** Somebody else's key under the stamper's name. */
  private static Cms forged() {
    var cms = Cms.by(LEADER);
    cms.tokens.add(
        signature -> {
          var forger =
              new Made(Certificates.p256().getPrivate(), STAMPER.chain(), STAMPER.keyAlgorithm());
          var token = Cms.by(forger);
          token.stampedAt = STAMPED;
          return token.stampOver(token.digest(signature));
        });
    return cms;
  }

  @Test
  void timeStampsThatContradictEachOtherLeaveDoubt() {
    var file = Letter.signedBy(Cms.by(LEADER).stampedBy(STAMPER, STAMPED));
    var older = new Aged(file).stampedBy(STAMPER, STAMPED.minus(Duration.ofMinutes(30))).file();
    var two =
        new Aged(plain())
            .stampedBy(STAMPER, STAMPED)
            .stampedBy(STAMPER, STAMPED.minus(Duration.ofMinutes(30)))
            .file();

    assertThat(judge(older, SOON).subIndication()).isEqualTo(SubIndication.TIMESTAMP_ORDER_FAILURE);
    assertThat(judge(two, SOON).subIndication()).isEqualTo(SubIndication.TIMESTAMP_ORDER_FAILURE);
  }

  @Test
  void whatIsArchivedIsGoodAfterItsSignersAndItsFirstTimeStampersEnd() {
    var report =
        judge(archived(), YEARS_LATER, "strict", answering(list(People.ROOT, YEARS_LATER)));

    passes(report);
    passes(judge(archived(), YEARS_LATER));
    assertThat(signature(report).standing().level()).hasToString("B-LTA");
    assertThat(signature(report).standing().provedTime()).isEqualTo(STAMPED);
    assertThat(codes(report)).isEmpty();
  }

  @Test
  void withoutTheArchiveTimeStampTheFirstOneEndsWithItsMaker() {
    var lasting =
        new Aged(Letter.signedBy(Cms.by(LEADER).stampedBy(OLD_STAMPER, STAMPED)))
            .withLists(listsAsOf(SOON))
            .file();

    var soon = judge(lasting, SOON.plusSeconds(60), "strict", StatusServers.none());
    passes(soon);
    assertThat(signature(soon).standing().level()).hasToString("B-LT");
    var later = judge(lasting, YEARS_LATER);
    assertThat(later.indication()).isEqualTo(Indication.INDETERMINATE);
    assertThat(signature(later).standing().timeStamps())
        .extracting(TimeStampReport::subIndication)
        .containsExactly(SubIndication.OUT_OF_BOUNDS_NO_POE);
  }

  @Test
  void proofsOutliveWhoMadeThemOnlyUnderATimeStamp() {
    var leader = leader(SHORT_CA, 1);
    var signed = Letter.signedBy(Cms.by(leader).stampedBy(STAMPER, STAMPED));
    var lists = new byte[][] {list(People.ROOT, SOON), list(SHORT_CA, SOON)};
    var later = SIGNED.plus(Duration.ofDays(500));

    doubt(
        judge(
            new Aged(signed).withLists(lists).file(),
            later,
            "strict",
            answering(list(People.ROOT, later))),
        "VERIFY.STATUS_OUTLIVED",
        SubIndication.REVOCATION_OUT_OF_BOUNDS_NO_POE);
    passes(
        judge(
            new Aged(signed).withLists(lists).stampedBy(STAMPER, SOON).file(),
            later,
            "strict",
            answering(list(People.ROOT, later))));
  }

  @Test
  void whoMustKnowTheStatusIsToldToTryLater() {
    var stale = listsAsOf(SIGNED.minus(Duration.ofDays(3)));

    doubt(
        judge(stamped(), SOON, "strict", StatusServers.none()),
        "VERIFY.STATUS_UNKNOWN",
        SubIndication.TRY_LATER);
    doubt(
        judge(new Aged(stamped()).withLists(stale).file(), SOON, "strict", StatusServers.none()),
        "VERIFY.STATUS_UNTIMELY",
        SubIndication.TRY_LATER);
    doubt(
        judge(plain(), SOON, "strict", answering(list(CA, SIGNED), list(People.ROOT, SIGNED))),
        "VERIFY.TIME_UNPROVEN",
        SubIndication.NO_POE);
  }

  /** Circular 15/2025 wants the latest list at the time of signing; strict wants one from after. */
  @Test
  void aListFromBeforeTheSignatureIsEnoughForSomePoliciesWhileItWasTheLatest() {
    var before = STAMPED.minus(Duration.ofHours(3));
    var file = new Aged(stamped()).withLists(listsAsOf(before)).file();
    var later = SIGNED.plus(Duration.ofDays(9));

    assertThat(signature(judge(file, later, "annex-ii", StatusServers.none())).notes()).isEmpty();
    doubt(
        judge(file, later, "strict", answering(list(People.ROOT, later))),
        "VERIFY.STATUS_UNTIMELY",
        SubIndication.TRY_LATER);
  }

  @Test
  void proofsInsideASignatureCountToo() {
    var archival = Cms.by(LEADER);
    archival.attributes =
        list ->
            list.add(Archival.of(List.of(), List.of(listsAsOf(SIGNED)[0], listsAsOf(SIGNED)[1])));

    var report = judge(Letter.signedBy(archival), SOON);

    passes(report);
    assertThat(codes(report)).doesNotContain("VERIFY.STATUS_UNKNOWN");
    assertThat(signature(report).standing().statuses())
        .extracting(vn.congvan.validation.time.CertificateStatus::source)
        .containsOnly(vn.congvan.validation.time.CertificateStatus.Source.FILE);
  }

  @Test
  void policiesDifferInThis() {
    var rsa = People.issued(Certificates.signer().withKey(Certificates.rsa(2048)), "C=VN,CN=RSA");
    var unnamed = Cms.by(LEADER);
    unnamed.attributes = list -> Cms.drop(list, Cms.SIGNING_CERTIFICATE_V2);
    var sha1 = new Cms(rsa, "SHA1withRSA", "SHA-1");
    var bad = Cms.by(LEADER);
    bad.tokens.add(signature -> new byte[] {0x30, 3, 2, 1, 1});
    var files = new LinkedHashMap<String, byte[]>();
    files.put("archived", archived());
    files.put("no time, no status", plain());
    files.put("a time, no status", stamped());
    files.put("PKCS#1 v1.5", Letter.signedBy(Cms.by(rsa)));
    files.put("SHA-1", Letter.signedBy(sha1));
    files.put("certificate not named", Letter.signedBy(unnamed));
    files.put("a bad time-stamp", Letter.signedBy(bad));

    var said = new LinkedHashMap<String, List<Boolean>>();
    files.forEach(
        (name, file) ->
            said.put(
                name,
                Stream.of("annex-ii", "strict", "lenient")
                    .map(policy -> judge(file, SOON.plusSeconds(90), policy, StatusServers.none()))
                    .map(
                        report -> {
                          assertThat(report.indication())
                              .as(name + " is never called invalid for what is not known")
                              .isNotEqualTo(Indication.TOTAL_FAILED);
                          return report.valid();
                        })
                    .toList()));

    assertThat(said)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "archived", List.of(true, true, true),
                "no time, no status", List.of(true, false, true),
                "a time, no status", List.of(true, false, true),
                "PKCS#1 v1.5", List.of(true, false, true),
                "SHA-1", List.of(false, false, true),
                "certificate not named", List.of(false, false, true),
                "a bad time-stamp", List.of(true, false, true)));
  }

  @Test
  void whatPassedOnceIsLookedAtAgainWhenAServerSaysOtherwise() throws IOException {
    var list = new byte[][] {list(CA, SOON)};
    StatusServers servers =
        (subject, issuer) -> ofLists(list[0], list(People.ROOT, SOON)).about(subject, issuer);
    var verifier = verifier("annex-ii", servers);
    var file = plain();

    assertThat(verifier.verify(PdfBytes.of(file), SOON, Expectations.none()).valid()).isTrue();
    list[0] = listWith(CA, LEADER, SIGNED.minusSeconds(60), SOON);
    assertThat(verifier.verify(PdfBytes.of(file), SOON, Expectations.none()).headline().code())
        .isEqualTo("VERIFY.REVOKED");
  }

  /** Servers that have these lists. */
  private static StatusServers answering(byte[]... lists) {
    return ofLists(lists);
  }

  private static StatusServers ofLists(byte[]... lists) {
    var proofs = new ProofsAtHand(List.of(), List.of(lists), new SignatureCheck(People.PROVIDERS));
    return (subject, issuer) ->
        new StatusServers.Answer(proofs.about(subject, issuer).stream().findFirst(), "");
  }

  private static PdfVerifier verifier(String policy, StatusServers servers) {
    return new PdfVerifier(
        new CertificatePaths(
            new TrustAnchors(List.of(People.ROOT.certificate())), People.PROVIDERS),
        People.PROVIDERS,
        PolicyFile.builtIn(policy),
        servers);
  }

  private static VerificationReport judge(byte[] file, Instant at) {
    return judge(file, at, "annex-ii", StatusServers.none());
  }

  private static VerificationReport judge(
      byte[] file, Instant at, String policy, StatusServers servers) {
    try {
      return verifier(policy, servers).verify(PdfBytes.of(file), at, Expectations.none());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SignatureReport signature(VerificationReport report) {
    return report.signatures().get(0);
  }

  /** Of all notes on the leader's signature and its time-stamps. */
  private static List<String> codes(VerificationReport report) {
    return Stream.concat(
            signature(report).notes().stream(),
            signature(report).standing().timeStamps().stream()
                .flatMap(stamp -> stamp.notes().stream()))
        .map(Reason::code)
        .toList();
  }

  private static void passes(VerificationReport report) {
    assertThat(report.findings()).isEmpty();
    assertThat(report.valid()).isTrue();
  }

  private static void doubt(VerificationReport report, String code, SubIndication subIndication) {
    assertThat(report.indication()).isEqualTo(Indication.INDETERMINATE);
    assertThat(signature(report).findings()).extracting(Reason::code).contains(code);
    assertThat(signature(report).subIndication()).isEqualTo(subIndication);
    assertThat(report.integrity()).isEqualTo(Integrity.INTACT);
  }

  private static void failed(
      VerificationReport report, int signature, String code, SubIndication subIndication) {
    assertThat(report.headline().code()).isEqualTo(code);
    assertThat(report.indication()).isEqualTo(Indication.TOTAL_FAILED);
    assertThat(report.signatures().get(signature).subIndication()).isEqualTo(subIndication);
  }
}
