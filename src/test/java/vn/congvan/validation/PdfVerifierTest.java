package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.Judging.judge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.lab.Certificates;

class PdfVerifierTest {
  @TempDir Path folder;

  @Test
  void aLeadersSignatureHoldsAndTheHeadlineNamesWhoAndWhen() throws Exception {
    var file = Letter.signed();
    var report = judge(file, Expectations.signedByLeader());

    assertThat(report.findings()).isEmpty();
    assertThat(report.valid()).isTrue();
    assertThat(report.integrity()).isEqualTo(Integrity.INTACT);
    assertThat(report.headline().code()).isEqualTo("VERIFY.VALID");
    assertThat(report.headline().vi())
        .isEqualTo(
            "HỢP LỆ. Tệp không bị sửa sau khi ký. Nguyễn Văn An, Ủy ban nhân dân phường Hương Trà,"
                + " ký 22/11/2026 09:30:00.");
    assertThat(report.number()).isNull();
    assertThat(report.sha256())
        .isEqualTo(ContentHash.of(MessageDigest.getInstance("SHA-256").digest(file)));
    var signature = report.signature(Role.LEADER).orElseThrow();
    assertThat(signature.claimedTime()).isEqualTo(Certificates.NOW);
    assertThat(signature.signedLength()).isEqualTo(file.length);
    assertThat(signer(report, Role.LEADER).certificate()).isEqualTo(People.LEADER.certificate());
    assertThat(signer(report, Role.LEADER).agency()).isNull();
  }

  @Test
  void anIssuedDocumentShowsItsNumberAndTheAgencyOfItsSeal() {
    var report = judge(Letter.issued(), Expectations.issuedBy(People.AGENCY));

    assertThat(report.findings()).isEmpty();
    assertThat(report.valid()).isTrue();
    assertThat(report.number()).isEqualTo(Letter.NUMBER_TEXT);
    assertThat(report.date()).isEqualTo(Letter.DATE_TEXT);
    assertThat(report.signatures())
        .extracting(SignatureReport::role)
        .containsExactly(Role.LEADER, Role.SEAL);
    assertThat(signer(report, Role.SEAL).agency()).isEqualTo(People.AGENCY);
    assertThat(report.headline().vi())
        .endsWith(" Cơ quan: Ủy ban nhân dân phường Hương Trà, 22/11/2026 09:30:00.");
  }

  @Test
  void aSealedAttachmentHoldsForItsAgencyAlone() {
    assertThat(judge(Letter.attachment(), Expectations.sealedBy(People.AGENCY)).valid()).isTrue();
    assertThat(judge(Letter.attachment(), Expectations.sealedBy(People.NEIGHBOUR)))
        .satisfies(r -> failed(r, "VERIFY.OTHER_AGENCY"));
    assertThat(judge(Letter.issued(), Expectations.sealedBy(People.AGENCY)))
        .satisfies(r -> failed(r, "VERIFY.NOT_SEALED"));
  }

  @Test
  void aSealOfAnotherAgencyIsNotTheSendersSeal() {
    var report =
        judge(Letter.sealedBy(People.NEIGHBOURS_SEAL), Expectations.issuedBy(People.AGENCY));

    failed(report, "VERIFY.OTHER_AGENCY");
    assertThat(report.headline().vi())
        .startsWith("KHÔNG HỢP LỆ. Chữ ký không do cơ quan đã ghi thực hiện.");
    assertThat(report.integrity()).isEqualTo(Integrity.INTACT);
  }

  @Test
  void aLeaderMustBeOneOfThoseExpected() {
    var fingerprint = signer(judge(Letter.signed()), Role.LEADER).fingerprint();
    var other = new ContentHash("00".repeat(32));

    assertThat(
            judge(
                    Letter.signed(),
                    Expectations.signedByLeader().withLeaderCertificates(Set.of(fingerprint)))
                .valid())
        .isTrue();
    failed(
        judge(Letter.signed(), Expectations.signedByLeader().withLeaderCertificates(Set.of(other))),
        "VERIFY.OTHER_SIGNER");
    failed(
        judge(
            Letter.issued(),
            Expectations.issuedBy(People.AGENCY).withLeaderCertificates(Set.of(other))),
        "VERIFY.OTHER_SIGNER");
  }

  @Test
  void whatIsOnlySignedIsNotIssuedAndWhatIsIssuedIsNotOnlySigned() {
    failed(judge(Letter.signed(), Expectations.issuedBy(People.AGENCY)), "VERIFY.NOT_ISSUED");
    failed(judge(Letter.issued(), Expectations.signedByLeader()), "VERIFY.NOT_LEADERS");
    failed(judge(Letter.attachment(), Expectations.signedByLeader()), "VERIFY.NOT_LEADERS");
  }

  @Test
  void aNumberThatWasThereBeforeTheLeaderSignedIsNotTheSealsNumber() {
    var shownEarly = new TreeMap<>(Letter.prepared());
    shownEarly.put(Letter.NUMBER, Letter.text("number", "[60 700 220 720]", "/AP << /N 12 0 R >>"));
    shownEarly.put(12, Letter.showing("Số: 99"));
    var heldEarly = new TreeMap<>(Letter.prepared());
    heldEarly.put(Letter.DATE, Letter.text("date", "[60 700 220 720]", Letter.held("hôm qua")));
    for (var base : List.of(shownEarly, heldEarly)) {
      var file =
          PdfDraft.sign(
              PdfDraft.append(PdfDraft.original(base, Letter.TRAILER), Letter.leadersUpdate()),
              Cms.by(People.LEADER));

      failed(judge(file, Expectations.signedByLeader()), "VERIFY.FILLED_TOO_EARLY");
    }
  }

  @Test
  void aLeaderMaySignNumberAndDateAsTheyAreShownAndTheSealChangesNeither() {
    var numbered = signedWith(Letter.NUMBER_TEXT);
    var report = judge(numbered, Expectations.signedByLeader());
    assertThat(report.findings()).isEmpty();
    assertThat(report.number()).isEqualTo(Letter.NUMBER_TEXT);
    failed(
        judge(signedWith("Số: 99/UBND-VX"), Expectations.signedByLeader()),
        "VERIFY.NUMBER_SHOWN_DIFFERS");

    var again = PdfDraft.sign(PdfDraft.append(numbered, Letter.sealsUpdate()), Cms.by(People.SEAL));
    assertThat(judge(again, Expectations.issuedBy(People.AGENCY)).valid()).isFalse();
  }

  /** A leader's file whose fields hold number and date, and whose page shows that number. */
  private static byte[] signedWith(String shown) {
    var base = new TreeMap<>(Letter.prepared());
    for (var field : List.of(Letter.NUMBER, Letter.DATE)) {
      base.put(field, Letter.sealsUpdate().get(field));
    }
    base.put(Letter.NUMBER_LOOK, Letter.showing(shown));
    base.put(Letter.DATE_LOOK, Letter.showing(Letter.DATE_TEXT));
    return PdfDraft.sign(
        PdfDraft.append(PdfDraft.original(base, Letter.TRAILER), Letter.leadersUpdate()),
        Cms.by(People.LEADER));
  }

  @Test
  void anIssuedDocumentHasANumberAndADate() {
    for (var field : List.of(Letter.NUMBER, Letter.DATE)) {
      var update = new LinkedHashMap<>(Letter.sealsUpdate());
      update.remove(field);
      update.remove(field == Letter.NUMBER ? Letter.NUMBER_LOOK : Letter.DATE_LOOK);
      var file = PdfDraft.sign(PdfDraft.append(Letter.signed(), update), Cms.by(People.SEAL));

      failed(judge(file, Expectations.issuedBy(People.AGENCY)), "VERIFY.NO_NUMBER");
    }
  }

  @Test
  void theNumberShownMustBeTheNumberHeld() {
    failed(judge(issuedWithLook(Letter.showing("Số: 06/UBND-VX"))), "VERIFY.NUMBER_SHOWN_DIFFERS");
    failed(
        judge(issuedWithLook(Letter.look("")), Expectations.issuedBy(People.AGENCY)),
        "VERIFY.NUMBER_SHOWN_DIFFERS");
    var unknown = judge(issuedWithLook(Letter.look("/X Do")));
    assertThat(unknown.indication()).isEqualTo(Indication.INDETERMINATE);
    assertThat(unknown.headline().code()).isEqualTo("VERIFY.NUMBER_SHOWN_UNKNOWN");
    assertThat(unknown.headline().vi()).startsWith("CHƯA ĐỦ CƠ SỞ KẾT LUẬN. ");
  }

  private static byte[] issuedWithLook(String look) {
    var update = new LinkedHashMap<>(Letter.sealsUpdate());
    update.put(Letter.NUMBER_LOOK, look);
    return PdfDraft.sign(PdfDraft.append(Letter.signed(), update), Cms.by(People.SEAL));
  }

  @Test
  void everyAlgorithmWeRelyOnHolds() {
    record Scheme(String key, String algorithm, String digest) {}
    for (var scheme :
        List.of(
            new Scheme("RSA", "SHA256withRSA", "SHA-256"),
            new Scheme("RSA", "SHA384withRSA", "SHA-384"),
            new Scheme("RSA", "SHA512withRSA", "SHA-512"),
            new Scheme("RSA", "RSASSA-PSS", "SHA-256"),
            new Scheme("RSA", "RSASSA-PSS", "SHA-512"),
            new Scheme("secp256r1", "SHA256withECDSA", "SHA-256"),
            new Scheme("secp384r1", "SHA384withECDSA", "SHA-384"),
            new Scheme("secp521r1", "SHA512withECDSA", "SHA-512"),
            new Scheme("RSA", "SHA3-256withRSA", "SHA3-256"),
            new Scheme("RSA", "SHA3-512withRSA", "SHA3-512"),
            new Scheme("RSA", "RSASSA-PSS", "SHA3-256"),
            new Scheme("RSA", "RSASSA-PSS", "SHA3-384"),
            new Scheme("RSA", "RSASSA-PSS", "SHA3-512"),
            new Scheme("secp256r1", "SHA3-256withECDSA", "SHA3-256"),
            new Scheme("secp521r1", "SHA3-512withECDSA", "SHA3-512"),
            new Scheme("Ed25519", "Ed25519", "SHA-512"),
            new Scheme("ML-DSA-65", "ML-DSA-65", "SHA-512"),
            new Scheme("ML-DSA-65", "ML-DSA-65", "SHA3-512"))) {
      var leader =
          scheme.key().equals("RSA") ? People.LEADER : People.leader(People.curve(scheme.key()));
      var file = Letter.signedBy(new Cms(leader, scheme.algorithm(), scheme.digest()));

      assertThat(judge(file, Expectations.signedByLeader()).findings()).as("%s", scheme).isEmpty();
      var damaged = file.clone();
      damaged[100] ^= 1;
      assertThat(judge(damaged).valid()).as("%s", scheme).isFalse();
    }
  }

  @Test
  void oneReadingServesSignaturesOfDifferentDigests() {
    var leaders = Letter.signedBy(new Cms(People.LEADER, "SHA512withRSA", "SHA-512"));
    var file =
        PdfDraft.sign(
            PdfDraft.append(leaders, Letter.sealsUpdate()),
            new Cms(People.SEAL, "SHA384withECDSA", "SHA-384"));

    assertThat(judge(file, Expectations.issuedBy(People.AGENCY)).findings()).isEmpty();
  }

  @Test
  void aLargeFileIsJudgedInPiecesWithTheSameVerdict() throws Exception {
    var objects = new TreeMap<>(Letter.prepared());
    var picture = new StringBuilder();
    while (picture.length() < 6 << 20) {
      picture.append("0123456789abcdef");
    }
    objects.put(12, PdfDraft.stream("/Type /XObject", picture.toString()));
    var file =
        PdfDraft.sign(
            PdfDraft.append(PdfDraft.original(objects, Letter.TRAILER), Letter.leadersUpdate()),
            Cms.by(People.LEADER));
    var path = Files.write(folder.resolve("large.pdf"), file);

    var report = People.VERIFIER.verify(path, Judging.NOW, Expectations.signedByLeader());

    assertThat(report.findings()).isEmpty();
    assertThat(report.sha256())
        .isEqualTo(ContentHash.of(MessageDigest.getInstance("SHA-256").digest(file)));
    file[5 << 20] ^= 1;
    Files.write(path, file);
    failed(
        People.VERIFIER.verify(path, Judging.NOW, Expectations.signedByLeader()),
        "VERIFY.DIGEST_DIFFERS");
  }

  @Test
  void anUnsignedFileIsSaidToBeUnsigned() {
    var report = judge(Letter.unsigned(), Expectations.signedByLeader());

    assertThat(report.valid()).isFalse();
    assertThat(report.integrity()).isEqualTo(Integrity.UNSIGNED);
    assertThat(report.headline().code()).isEqualTo("VERIFY.NOT_SIGNED");
    assertThat(report.headline().vi()).startsWith("TỆP CHƯA KÝ SỐ");
    assertThat(report.signatures()).isEmpty();
  }

  @Test
  void whatIsNoPdfOrNoFileAtAllIsReportedAndNotThrown() throws Exception {
    var notPdf = Files.writeString(folder.resolve("a.pdf"), "not a PDF");
    var empty = Files.createFile(folder.resolve("b.pdf"));

    assertThat(verify(notPdf).headline().code()).isEqualTo("VERIFY.UNREADABLE");
    assertThat(verify(empty).headline().code()).isEqualTo("VERIFY.UNREADABLE");
    assertThat(verify(folder.resolve("none.pdf")).headline().code()).isEqualTo("VERIFY.NO_FILE");
    assertThat(verify(folder).valid()).isFalse();
  }

  private VerificationReport verify(Path file) {
    return People.VERIFIER.verify(file, Judging.NOW, Expectations.none());
  }

  @Test
  void anEncryptedFileIsNotJudged() {
    var file =
        PdfDraft.original(Letter.prepared(), Letter.TRAILER + " /Encrypt << /Filter /Standard >>");

    assertThat(judge(file).headline().code()).isEqualTo("VERIFY.ENCRYPTED");
  }

  @Test
  void timeDecidesWhetherACertificateCounts() {
    var file = Letter.signed();

    assertThat(judge(file, Expectations.none(), Instant.parse("2040-01-01T00:00:00Z")))
        .satisfies(r -> unsure(r, "VERIFY.EXPIRED", SubIndication.OUT_OF_BOUNDS_NO_POE));
    assertThat(judge(file, Expectations.none(), Instant.parse("2020-01-01T00:00:00Z")))
        .satisfies(r -> unsure(r, "VERIFY.NOT_YET_VALID", SubIndication.OUT_OF_BOUNDS_NO_POE));
  }

  @Test
  void aTimeClaimedOutsideTheCertificatesLifeIsNotBelieved() {
    var update = new LinkedHashMap<>(Letter.leadersUpdate());
    update.computeIfPresent(Letter.LEADERS_SIGNATURE, (n, s) -> s.replace("D:2026", "D:2016"));
    var early = PdfDraft.sign(PdfDraft.append(Letter.unsigned(), update), Cms.by(People.LEADER));
    update.computeIfPresent(Letter.LEADERS_SIGNATURE, (n, s) -> s.replaceAll("/M \\([^)]*\\)", ""));
    var timeless = PdfDraft.sign(PdfDraft.append(Letter.unsigned(), update), Cms.by(People.LEADER));

    unsure(judge(early), "VERIFY.TIME_OUTSIDE", SubIndication.OUT_OF_BOUNDS_NO_POE);
    unsure(judge(timeless), "VERIFY.NO_TIME", SubIndication.SIG_CONSTRAINTS_FAILURE);
  }

  @Test
  void aCertificateThatLeadsNowhereOrIsNotForSigningLeavesDoubt() {
    var stranger =
        Certificates.signer()
            .withKey(People.curve("secp256r1"))
            .signedWith("SHA256withECDSA")
            .selfSigned("CN=Người lạ,O=Nơi khác");
    unsure(
        judge(Letter.signedBy(Cms.by(stranger))),
        "VERIFY.UNKNOWN_ISSUER",
        SubIndication.NO_CERTIFICATE_CHAIN_FOUND);
    for (var unfit :
        List.of(
            People.STAMPER,
            People.issued(
                Certificates.withoutPurpose().withKey(People.curve("secp256r1")), "CN=Không rõ"),
            People.issued(Certificates.ca(0).withKey(People.curve("secp256r1")), "CN=Một CA"))) {
      unsure(
          judge(Letter.signedBy(Cms.by(unfit))),
          "VERIFY.KEY_USAGE",
          SubIndication.CHAIN_CONSTRAINTS_FAILURE);
    }
  }

  @Test
  void validationDataAndTimeStampsMayFollowTheSeal() {
    var file = Letter.issued();
    file = PdfDraft.append(file, validationData());
    file = timeStamped(file);

    var report = judge(file, Expectations.issuedBy(People.AGENCY));

    assertThat(report.findings()).isEmpty();
    assertThat(report.signatures())
        .extracting(SignatureReport::role)
        .containsExactly(Role.LEADER, Role.SEAL, Role.OTHER);
  }

  static Map<Integer, String> validationData() {
    var dss = new LinkedHashMap<Integer, String>();
    dss.put(
        Letter.CATALOG,
        "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Perms << /DocMDP 20 0 R >> /DSS 40 0 R >>");
    dss.put(40, "<< /Certs [41 0 R] /CRLs 42 0 R /VRI << /AB << /Cert [41 0 R] >> >> >>");
    dss.put(41, PdfDraft.stream("", "a certificate"));
    dss.put(42, "[43 0 R]");
    dss.put(43, PdfDraft.stream("", "a list"));
    return dss;
  }

  static byte[] timeStamped(byte[] file) {
    var stamp = new LinkedHashMap<Integer, String>();
    stamp.put(Letter.FORM, "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 50 0 R] /SigFlags 3 >>");
    stamp.put(
        50,
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (stamp) /F 132 /P 3 0 R /Rect [0 0 0 0] /V 51 0 R >>");
    stamp.put(
        51, PdfDraft.signature("/ETSI.RFC3161", "").replace("/Type /Sig ", "/Type /DocTimeStamp "));
    return PdfDraft.stamp(PdfDraft.append(file, stamp), Cms.by(People.STAMPER));
  }

  @Test
  void aTimeStampCopiedFromAnotherDocumentIsNone() {
    var stamped = timeStamped(issuedSaying("0001"));
    var other = issuedSaying("0002");
    var copied = PdfDraft.concat(other, Arrays.copyOfRange(stamped, other.length, stamped.length));

    assertThat(judge(stamped).valid()).isTrue();
    assertThat(judge(copied).signatures())
        .extracting(SignatureReport::subIndication)
        .containsExactly(null, null, SubIndication.HASH_FAILURE);
  }

  private static byte[] issuedSaying(String codes) {
    var base = new TreeMap<>(Letter.prepared());
    base.computeIfPresent(Letter.CONTENT, (n, s) -> s.replace("0001", codes));
    var signed =
        PdfDraft.sign(
            PdfDraft.append(PdfDraft.original(base, Letter.TRAILER), Letter.leadersUpdate()),
            Cms.by(People.LEADER));
    return PdfDraft.sign(PdfDraft.append(signed, Letter.sealsUpdate()), Cms.by(People.LEADER));
  }

  @Test
  void aSignatureThatCallsItselfATimeStampIsASignature() {
    var stranger =
        Certificates.signer()
            .withKey(People.curve("secp256r1"))
            .signedWith("SHA256withECDSA")
            .selfSigned("C=VN,CN=Người lạ");
    var update = new LinkedHashMap<Integer, String>();
    update.put(Letter.FORM, "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 50 0 R] /SigFlags 3 >>");
    update.put(50, "<< /FT /Sig /T (stamp) /V 51 0 R >>");
    update.put(51, PdfDraft.signature("").replace("/Type /Sig ", "/Type /DocTimeStamp "));
    var file = PdfDraft.sign(PdfDraft.append(Letter.issued(), update), Cms.by(stranger));

    failed(judge(file), "VERIFY.SIGNATURE_ADDED");
  }

  @Test
  void aTimeStampFromACertificateForSigningLeavesDoubt() {
    var file = Letter.issued();
    var stamp = new LinkedHashMap<Integer, String>();
    stamp.put(Letter.FORM, "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 50 0 R] /SigFlags 3 >>");
    stamp.put(50, "<< /FT /Sig /T (stamp) /V 51 0 R >>");
    stamp.put(51, PdfDraft.signature("/ETSI.RFC3161", ""));

    unsure(
        judge(PdfDraft.stamp(PdfDraft.append(file, stamp), Cms.by(People.LEADER))),
        "VERIFY.KEY_USAGE",
        SubIndication.CHAIN_CONSTRAINTS_FAILURE);
  }

  private static Signer signer(VerificationReport report, Role role) {
    return Objects.requireNonNull(report.signature(role).orElseThrow().signer());
  }

  private static void failed(VerificationReport report, String code) {
    assertThat(report.headline().code()).isEqualTo(code);
    assertThat(report.indication()).isEqualTo(Indication.TOTAL_FAILED);
    assertThat(report.headline().vi()).startsWith("KHÔNG HỢP LỆ. ");
    assertThat(report.findings().get(0).code()).isEqualTo(code);
    assertThat(report.subIndication()).isNotNull();
    assertThat(report.acts()).isIn(WhoActs.HOLDER, WhoActs.ISSUER);
  }

  private static void unsure(VerificationReport report, String code, SubIndication subIndication) {
    assertThat(report.findings()).extracting(r -> r.code()).contains(code);
    assertThat(report.indication()).isEqualTo(Indication.INDETERMINATE);
    assertThat(report.integrity()).isEqualTo(Integrity.INTACT);
    assertThat(report.signatures())
        .extracting(SignatureReport::subIndication)
        .contains(subIndication);
  }
}
