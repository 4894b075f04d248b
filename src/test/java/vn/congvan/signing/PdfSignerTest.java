package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.pdfbox.Loader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.congvan.document.SetAside;
import vn.congvan.trust.lab.KeyKind;

class PdfSignerTest {
  @TempDir Path folder;

  private Desk desk;
  private byte[] prepared;

  @BeforeEach
  void aPreparedLetter() throws IOException {
    desk = new Desk(folder);
    prepared = desk.prepared(Sources.letter());
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aSignatureIsCmsAsTheBaselineWantsItAndCoversAllButItself(KeyKind kind) throws Exception {
    var signed = desk.signed(prepared, kind);
    var update = new Appended(signed, prepared.length);

    assertThat(Arrays.copyOf(signed, prepared.length)).isEqualTo(prepared);
    var range = update.byteRange();
    assertThat(range[0]).isZero();
    assertThat(range[2] + range[3]).isEqualTo(signed.length);
    assertThat(signed[(int) range[1]]).isEqualTo((byte) '<');
    assertThat(signed[(int) range[2] - 1]).isEqualTo((byte) '>');

    var cms = update.signature();
    assertThat(cms.getSignedContentTypeOID()).isEqualTo("1.2.840.113549.1.7.1");
    assertThat(cms.isDetachedSignature()).isTrue();
    assertThat(cms.getEncoded("DER"))
        .as("DER")
        .isEqualTo(Arrays.copyOf(update.contents(), update.derLength()));
    assertThat(cms.getSignerInfos()).hasSize(1);
    var signer = cms.getSignerInfos().iterator().next();
    assertThat(
            signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(Desk.leaderKey(kind).certificate())))
        .isTrue();
    var attributes = signer.getSignedAttributes();
    assertThat(attributes.toHashtable().keySet())
        .isEqualTo(
            java.util.Set.of(
                CMSAttributes.contentType,
                CMSAttributes.messageDigest,
                PKCSObjectIdentifiers.id_aa_signingCertificateV2));
    assertThat(signer.getUnsignedAttributes()).isNull();
    assertThat(essHash(attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2)))
        .isEqualTo(
            MessageDigest.getInstance("SHA-256")
                .digest(Desk.leaderKey(kind).certificate().getEncoded()));
    assertThat(cms.getCertificates().getMatches(null))
        .extracting(X509CertificateHolder::getEncoded)
        .as("the chain without its root")
        .containsExactlyInAnyOrder(
            Desk.leaderKey(kind).certificate().getEncoded(), Desk.pki().issuingCa().getEncoded());
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aSignatureLeavesNoRoomUnused(KeyKind kind) throws IOException {
    var update = new Appended(desk.signed(prepared, kind), prepared.length);
    var unused = update.contents().length - update.derLength();

    // Two integers of ECDSA may each lack their leading octets.
    assertThat(unused).isBetween(0, kind.name().startsWith("P") ? 8 : 0);
    assertThat(Arrays.copyOfRange(update.contents(), update.derLength(), update.contents().length))
        .containsOnly(new byte[unused]);
  }

  @Test
  void aLeadersUpdateWritesOnlyWhatChanges() throws IOException {
    var update = new Appended(desk.signed(prepared, KeyKind.RSA2048), prepared.length);
    update.assertTiled(0);
    var before = new Appended(prepared, 0);
    var catalog = before.find("/Type /Catalog");
    var form = before.find("/Fields [");
    var field = before.find("/T (leader)");
    var size = before.objects.lastKey() + 1;

    assertThat(update.objects.keySet())
        .as("catalog, form, field; picture, look, signature")
        .containsExactly(catalog, form, field, size, size + 1, size + 2);
    assertThat(update.trailer)
        .contains("/Size %d".formatted(size + 3))
        .contains("/Prev %d".formatted(before.xref))
        .contains("/Root %d 0 R".formatted(catalog));
    assertThat(update.object(field))
        .isEqualTo(
            before
                .object(field)
                .replace(
                    ">>\nendobj",
                    "/V %d 0 R/AP <</N %d 0 R>>>>\nendobj".formatted(size + 2, size + 1)));
    assertThat(update.object(catalog)).contains("/Perms <</DocMDP %d 0 R>>".formatted(size + 2));
    assertThat(update.object(form)).contains("/SigFlags 3");
    assertThat(update.object(size + 2))
        .contains("/Type /Sig", "/Filter /Adobe.PPKLite", "/SubFilter /ETSI.CAdES.detached")
        .contains("/M (D:20261120091530+07'00')")
        .contains("/TransformMethod /DocMDP", "/P 2/V /1.2")
        .doesNotContain("/Cert", "/Reason");
  }

  @Test
  void aSealsUpdateWritesOnlyWhatChanges() throws IOException {
    var signed = desk.signed(prepared, KeyKind.RSA2048);
    var sealed = desk.sealed(signed, KeyKind.RSA2048);
    var update = new Appended(sealed, signed.length);
    update.assertTiled(0);
    var before = new Appended(prepared, 0);
    var first = new Appended(signed, prepared.length).objects.lastKey() + 1;

    assertThat(Arrays.copyOf(sealed, signed.length)).isEqualTo(signed);
    assertThat(update.objects.keySet())
        .as("three fields; two lines of text; picture, look, signature")
        .containsExactly(
            before.find("/T (seal)"),
            before.find("/T (number)"),
            before.find("/T (date)"),
            first,
            first + 1,
            first + 2,
            first + 3,
            first + 4);
    assertThat(update.object(first + 4))
        .contains(
            "/TransformMethod /FieldMDP",
            "/Action /Include/Fields [(leader)(seal)(number)(date)]",
            "/Data 1 0 R")
        .doesNotContain("DocMDP");
    assertThat(update.object(before.find("/T (seal)")))
        .contains(
            "/Lock <</Type /SigFieldLock/Action /Include/Fields [(leader)(seal)(number)(date)]>>");
  }

  @Test
  void numberAndDateAreHeldAsTheyWereGivenInComposedLetters() throws IOException {
    var signed = desk.signed(prepared, KeyKind.P256);
    var request =
        new Seal(
            Desk.agencyKey(KeyKind.P256),
            Desk.STAMP,
            "Số: 15/QĐ-UBND",
            Normalizer.normalize("Đà Nẵng, ngày 05 tháng 01 năm 2026", Normalizer.Form.NFD),
            Desk.SEALED_AT,
            "UBND (thử nghiệm)");
    var sealed = Desk.bytes(desk.signer.seal(desk.write("s.pdf", signed), request)::writeTo);

    try (var pdf = Loader.loadPDF(sealed)) {
      var form = pdf.getDocumentCatalog().getAcroForm(null);
      assertThat(form.getField("number").getValueAsString()).isEqualTo("Số: 15/QĐ-UBND");
      assertThat(form.getField("date").getValueAsString())
          .isEqualTo("Đà Nẵng, ngày 05 tháng 01 năm 2026");
      assertThat(pdf.getSignatureDictionaries())
          .extracting(signature -> signature.getName())
          .containsExactly("Lê Thị Bình", "UBND (thử nghiệm)");
    }
  }

  @Test
  void theSameRequestGivesTheSameBytesWithASchemeWithoutChance() throws IOException {
    var signed = desk.signed(prepared, KeyKind.ED25519);

    assertThat(desk.signed(prepared, KeyKind.ED25519)).isEqualTo(signed);
    assertThat(desk.sealed(signed, KeyKind.ED25519))
        .isEqualTo(desk.sealed(signed, KeyKind.ED25519));
  }

  @Test
  void theBasesHashAndTheSizeAreToldBeforeAnythingIsWritten() throws Exception {
    var signed = desk.sign(prepared, KeyKind.P384);

    assertThat(signed.baseHash().bytes())
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(prepared));
    assertThat(signed.size()).isEqualTo(Desk.bytes(signed::writeTo).length);
    assertThat(Desk.bytes(signed::writeTo)).isEqualTo(Desk.bytes(signed::writeTo));
  }

  @Test
  void aReasonStandsInTheSignatureAndItsSpecialLettersAreEscaped() throws IOException {
    var request =
        new LeaderSignature(
            Desk.leaderKey(KeyKind.P256), Desk.HAND, Desk.SIGNED_AT, "A (B) \\ C", "Ký thay");
    var signed =
        Desk.bytes(desk.signer.signAsLeader(desk.write("p.pdf", prepared), request)::writeTo);

    try (var pdf = Loader.loadPDF(signed)) {
      var signature = pdf.getSignatureDictionaries().get(0);
      assertThat(signature.getName()).isEqualTo("A (B) \\ C");
      assertThat(signature.getReason()).isEqualTo("Ký thay");
    }
  }

  @Test
  void anAttachmentSaysWhatItBelongsToAndWhenItWasSealed() throws IOException {
    var attachment = desk.preparedAttachment(Sources.scan(2));
    var sealed = desk.sealedAttachment(attachment, KeyKind.RSA2048);
    var update = new Appended(sealed, attachment.length);
    update.assertTiled(0);

    assertThat(Arrays.copyOf(sealed, attachment.length)).isEqualTo(attachment);
    var before = new Appended(attachment, 0);
    var first = before.objects.lastKey() + 1;
    assertThat(update.objects.keySet())
        .as("form, field; look, signature")
        .containsExactly(before.find("/Fields ["), before.find("/T (seal)"), first, first + 1);
    var shown = "05/UBND-VX; 20/11/2026 10:05:00 +07:00";
    assertThat(update.object(first))
        .contains("/Serif1 10 Tf 0 g")
        .contains("<%s> Tj".formatted(utf16(shown)));
  }

  @Test
  void manyPeopleSignAtOnceAndEachGetsTheirOwn() throws Exception {
    var base = desk.write("many.pdf", prepared);
    var expected = desk.signed(prepared, KeyKind.ED25519);
    var pool = Executors.newFixedThreadPool(8);
    try {
      Callable<byte[]> signing =
          () -> Desk.bytes(desk.signer.signAsLeader(base, Desk.byLeader(KeyKind.ED25519))::writeTo);
      for (var result : pool.invokeAll(java.util.Collections.nCopies(64, signing))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aFieldIsSignedOnceOnly() throws IOException {
    var signed = desk.signed(prepared, KeyKind.P256);
    var sealed = desk.sealed(signed, KeyKind.P256);

    setAside("SIGN.ALREADY_SIGNED", () -> desk.signed(signed, KeyKind.P256));
    setAside("SIGN.ALREADY_SIGNED", () -> desk.sealed(sealed, KeyKind.P256));
    setAside("SIGN.ALREADY_SIGNED", () -> desk.signed(sealed, KeyKind.P256));
  }

  @Test
  void aSealNeedsTheLeaderFirst() {
    setAside("SIGN.NO_LEADER", () -> desk.sealed(prepared, KeyKind.P256));
  }

  @Test
  void whatWasNotPreparedHereIsNotSigned() throws IOException {
    var letter = Sources.letter();
    var attachment = desk.preparedAttachment(letter);
    for (var other : List.of(letter, Sources.packed(), Sources.hybrid(), new byte[0], attachment)) {
      setAside("SIGN.NOT_PREPARED", () -> desk.signed(other, KeyKind.P256));
    }
    setAside("SIGN.NOT_PREPARED", () -> desk.sealed(attachment, KeyKind.P256));
    setAside("SIGN.NOT_PREPARED", () -> desk.sealedAttachment(prepared, KeyKind.P256));
    setAside("SIGN.NOT_PREPARED", () -> desk.sealedAttachment(letter, KeyKind.P256));
    for (var other : List.of(letter, prepared, attachment)) {
      setAside(
          "SIGN.NOT_PREPARED",
          () -> desk.sealedCopy(other, CopyForm.FULL, Desk.CITY, KeyKind.P256));
    }
    setAside(
        "SIGN.NOT_PREPARED", () -> desk.sealedAttachment(desk.preparedCopy(letter), KeyKind.P256));
    var longer = Arrays.copyOf(prepared, prepared.length + 1);
    setAside("SIGN.NOT_PREPARED", () -> desk.signed(longer, KeyKind.P256));
  }

  @Test
  void aFileThatIsGoneIsSetAside() {
    setAside(
        "CONTENT.MISSING",
        () -> desk.signer.signAsLeader(folder.resolve("gone"), Desk.byLeader(KeyKind.P256)));
  }

  @Test
  void aLetterTheFontLacksIsNotLeftOut() throws IOException {
    var signed = desk.write("s.pdf", desk.signed(prepared, KeyKind.P256));

    setAside("SIGN.NO_LETTER", () -> desk.signer.seal(signed, seal("Số: 05/漢")));
    setAside("SIGN.NO_LETTER", () -> desk.signer.seal(signed, seal("Số: 05\n06")));
  }

  @Test
  void aLongNumberIsWrittenSmallerAndATooLongOneNotAtAll() throws IOException {
    var signed = desk.signed(prepared, KeyKind.P256);
    var file = desk.write("s.pdf", signed);
    var text = "Số: 1234/BC-ĐKTLNPCTT&TKCN-VPTT";
    var sealed = Desk.bytes(desk.signer.seal(file, seal(text))::writeTo);

    var update = new Appended(sealed, signed.length);
    var look = update.object(update.find("<" + utf16(text) + "> Tj"));
    var size = Double.parseDouble(look.replaceAll("(?s).*/Serif1 ([0-9.]+) Tf.*", "$1"));
    assertThat(size).isBetween(13 * 0.6, 12.9);
    assertThat(FieldFont.UPRIGHT.width(text) * size / 1000).isLessThanOrEqualTo(193 - 2);
    setAside("SIGN.NO_ROOM", () -> desk.signer.seal(file, seal(text + text)));
  }

  private static Seal seal(String number) {
    return new Seal(
        Desk.agencyKey(KeyKind.P256), Desk.STAMP, number, Desk.DATE, Desk.SEALED_AT, "UBND");
  }

  @Test
  void aKeyWhoseSchemeIsNotForItsCertificateIsNotTried() {
    var odd =
        new SigningKey() {
          @Override
          public java.security.cert.X509Certificate certificate() {
            return Desk.leaderKey(KeyKind.RSA2048).certificate();
          }

          @Override
          public List<java.security.cert.X509Certificate> chain() {
            return List.of(certificate());
          }

          @Override
          public SignatureScheme scheme() {
            return SignatureScheme.ECDSA_SHA256;
          }

          @Override
          public byte[] sign(byte[] data) {
            throw new AssertionError("it must not be asked");
          }
        };
    setAside(
        "SIGN.KEY_UNUSABLE",
        () ->
            desk.signer.signAsLeader(
                desk.write("p.pdf", prepared),
                new LeaderSignature(odd, Desk.HAND, Desk.SIGNED_AT, "Ai", null)));
  }

  private static byte[] essHash(Attribute attribute) {
    return SigningCertificateV2.getInstance(attribute.getAttrValues().getObjectAt(0))
        .getCerts()[0]
        .getCertHash();
  }

  private static String utf16(String text) {
    return java.util.HexFormat.of()
        .withUpperCase()
        .formatHex(text.getBytes(StandardCharsets.UTF_16BE));
  }

  private static void setAside(String code, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(SetAside.class, e -> assertThat(e.reason().code()).isEqualTo(code));
  }
}
