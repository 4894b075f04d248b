package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.Judging.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

/** Tricks inside the signature itself (RFC 5652), each signed by the right key. */
class CmsAttacksTest {
  private static byte[] with(Consumer<Cms> change) {
    var cms = Cms.by(People.LEADER);
    change.accept(cms);
    return Letter.signedBy(cms);
  }

  private static byte[] afterwards(UnaryOperator<byte[]> change) {
    var cms = Cms.by(People.LEADER);
    return PdfDraft.sign(
        PdfDraft.append(Letter.unsigned(), Letter.leadersUpdate()),
        cms,
        digest -> change.apply(cms.over(digest)));
  }

  @Test
  void oneSignerIsOneSigner() {
    rejected(with(cms -> cms.signers = List::clear), "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(cms -> cms.signers = infos -> infos.add(infos.get(0))), "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(
            cms ->
                cms.signers =
                    infos -> {
                      try {
                        infos.add(Cms.by(People.SEAL).signerInfo(new byte[32]));
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    }),
        "VERIFY.SIGNATURE_FORMAT");
  }

  @Test
  void contentBelongsInTheFileNotInTheSignature() {
    rejected(with(cms -> cms.content = new byte[] {1, 2, 3}), "VERIFY.SIGNATURE_FORMAT");
    rejected(with(cms -> cms.content = new byte[0]), "VERIFY.SIGNATURE_FORMAT");
    rejected(with(cms -> cms.contentType = "1.2.840.113549.1.7.5"), "VERIFY.SIGNATURE_FORMAT");
  }

  @Test
  void nothingButZerosFollowsTheSignature() {
    rejected(
        afterwards(bytes -> PdfDraft.concat(bytes, new byte[] {0, 5})), "VERIFY.SIGNATURE_FORMAT");
    rejected(
        afterwards(bytes -> PdfDraft.concat(bytes, new byte[] {0x30, 0})),
        "VERIFY.SIGNATURE_FORMAT");
  }

  @Test
  void anEncodingThatIsNotDerIsRejected() {
    rejected(afterwards(CmsAttacksTest::indefinite), "VERIFY.SIGNATURE_FORMAT");
    rejected(afterwards(CmsAttacksTest::longLength), "VERIFY.SIGNATURE_FORMAT");
    rejected(afterwards(CmsAttacksTest::unsorted), "VERIFY.SIGNATURE_FORMAT");
    rejected(afterwards(bytes -> new byte[] {0x30, 0}), "VERIFY.SIGNATURE_FORMAT");
    rejected(
        afterwards(bytes -> new byte[] {0x30, (byte) 0x84, 127, -1, -1, -1}),
        "VERIFY.SIGNATURE_FORMAT");
    rejected(afterwards(bytes -> nested(200)), "VERIFY.SIGNATURE_FORMAT");
  }

  /** Content type and message digest change places; a signature is over them sorted. */
  private static byte[] unsorted(byte[] bytes) {
    var text = PdfDraft.text(bytes);
    var type = text.indexOf(PdfDraft.text(new byte[] {0x30, 0x18, 6, 9, 0x2a}));
    var digest = text.indexOf(PdfDraft.text(new byte[] {0x30, 0x2f, 6, 9, 0x2a}));
    assertThat(digest).isEqualTo(type + 0x1a);
    return PdfDraft.bytes(
        text.substring(0, type)
            + text.substring(digest, digest + 0x31)
            + text.substring(type, digest)
            + text.substring(digest + 0x31));
  }

  private static byte[] indefinite(byte[] bytes) {
    var changed = bytes.clone();
    changed[1] = (byte) 0x80;
    return PdfDraft.concat(changed, new byte[] {0, 0});
  }

  private static byte[] longLength(byte[] bytes) {
    var rest = Arrays.copyOfRange(bytes, 4, bytes.length);
    return PdfDraft.concat(new byte[] {0x30, (byte) 0x83, 0, bytes[2], bytes[3]}, rest);
  }

  /** SEQUENCEs in each other, nothing in the innermost. */
  private static byte[] nested(int depth) {
    var bytes = new byte[0];
    for (var i = 0; i < depth; i++) {
      var length = bytes.length;
      var head =
          length < 128
              ? new byte[] {0x30, (byte) length}
              : length < 256
                  ? new byte[] {0x30, (byte) 0x81, (byte) length}
                  : new byte[] {0x30, (byte) 0x82, (byte) (length >> 8), (byte) length};
      bytes = PdfDraft.concat(head, bytes);
    }
    return bytes;
  }

  @Test
  void whatIsSignedMustSayWhatItIs() {
    for (var type : List.of(Cms.CONTENT_TYPE, Cms.MESSAGE_DIGEST)) {
      rejected(
          with(cms -> cms.attributes = list -> Cms.drop(list, type)), "VERIFY.SIGNATURE_FORMAT");
      rejected(
          with(cms -> cms.attributes = list -> list.add(attribute(list, type))),
          "VERIFY.SIGNATURE_FORMAT");
    }
    rejected(with(cms -> cms.attributes = List::clear), "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(
            cms ->
                cms.attributes =
                    list -> {
                      Cms.drop(list, Cms.CONTENT_TYPE);
                      list.add(
                          Cms.attribute(Cms.CONTENT_TYPE, new ASN1ObjectIdentifier(Cms.TST_INFO)));
                    }),
        "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(
            cms ->
                cms.attributes =
                    list -> {
                      var digest = attribute(list, Cms.MESSAGE_DIGEST);
                      Cms.drop(list, Cms.MESSAGE_DIGEST);
                      list.add(
                          new Attribute(
                              digest.getAttrType(),
                              new DERSet(
                                  new org.bouncycastle.asn1.ASN1Encodable[] {
                                    digest.getAttrValues().getObjectAt(0),
                                    new DEROctetString(new byte[32])
                                  })));
                    }),
        "VERIFY.SIGNATURE_FORMAT");
  }

  private static Attribute attribute(List<Attribute> list, String type) {
    return list.stream()
        .filter(a -> a.getAttrType().getId().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDigestOtherThanThatOfTheAlgorithmIsRejected() {
    rejected(
        with(cms -> cms.declaredDigest = Cms.digestIdentifier("SHA-512")),
        "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(cms -> cms.declaredSignature = Cms.signatureIdentifier("SHA512withRSA", "SHA-512")),
        "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(cms -> cms.declaredSignature = Cms.signatureIdentifier("RSASSA-PSS", "SHA-512")),
        "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(cms -> cms.declaredSignature = Cms.signatureIdentifier("SHA256withECDSA", "SHA-256")),
        "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(cms -> cms.declaredDigest = Cms.digestIdentifier("SHA3-256")),
        "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(
            cms -> {
              cms.declaredDigest = Cms.digestIdentifier("SHA-512");
              cms.declaredSignature = Cms.signatureIdentifier("ML-DSA-65", "SHA-512");
            }),
        "VERIFY.SIGNATURE_FORMAT");
    var pss = new Cms(People.LEADER, "RSASSA-PSS", "SHA-256");
    pss.declaredSignature = Cms.signatureIdentifier("SHA256withRSA", "SHA-256");
    rejected(Letter.signedBy(pss), "VERIFY.SIGNATURE_WRONG");
  }

  @Test
  void algorithmsOtherThanThoseProtectedAreRejected() {
    var protectedOnes =
        new CMSAlgorithmProtection(
            Cms.digestIdentifier("SHA-512"),
            CMSAlgorithmProtection.SIGNATURE,
            Cms.signatureIdentifier("SHA256withRSA", "SHA-256"));

    rejected(
        with(
            cms ->
                cms.attributes =
                    list -> list.add(Cms.attribute("1.2.840.113549.1.9.52", protectedOnes))),
        "VERIFY.SIGNATURE_FORMAT");
  }

  @Test
  void brokenDigestsAndShortKeysAreNotReliedOn() {
    for (var weak :
        List.of(
            new Cms(People.LEADER, "SHA1withRSA", "SHA-1"),
            new Cms(People.LEADER, "MD5withRSA", "MD5"),
            Cms.by(People.leader(Certificates.rsa(1024))),
            new Cms(People.leader(People.curve("ML-DSA-65")), "ML-DSA-65", "SHA-256"))) {
      var report = judge(Letter.signedBy(weak));

      assertThat(report.findings()).extracting(r -> r.code()).contains("VERIFY.WEAK_ALGORITHM");
      assertThat(report.indication()).isEqualTo(Indication.INDETERMINATE);
      assertThat(report.integrity()).isEqualTo(Integrity.UNREADABLE);
    }
    var mixed = Cms.by(People.LEADER);
    mixed.declaredDigest = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.14.3.2.26"));
    assertThat(judge(Letter.signedBy(mixed)).valid()).isFalse();
  }

  @Test
  void anotherCertificateForTheSameKeyIsNotTheSigners() {
    var other = sameKey("C=VN,CN=Người khác");

    var swapped =
        judge(
            with(
                cms -> {
                  cms.certificates = List.of(other.certificate(), People.ROOT.certificate());
                  cms.identified = other.certificate();
                }));

    assertThat(swapped.valid()).isFalse();
    assertThat(swapped.headline().code()).isEqualTo("VERIFY.OTHER_CERTIFICATE");
    assertThat(swapped.integrity()).isEqualTo(Integrity.ALTERED);
    assertThat(
            judge(
                    with(
                        cms -> {
                          cms.certificates = List.of(other.certificate());
                          cms.identified = other.certificate();
                          cms.meant = other.certificate();
                        }))
                .valid())
        .as("the same certificate, meant and put there by the signer")
        .isTrue();
  }

  private static Made sameKey(String subject) {
    var pair =
        new java.security.KeyPair(People.LEADER.certificate().getPublicKey(), People.LEADER.key());
    return People.issued(Certificates.signer().withKey(pair), subject);
  }

  @Test
  void aSignerWhoseCertificateIsMissingOrThereTwiceIsRejected() {
    rejected(with(cms -> cms.certificates = List.of()), "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(cms -> cms.certificates = List.of(People.SEAL.certificate())),
        "VERIFY.SIGNATURE_FORMAT");
    rejected(
        with(
            cms -> {
              var certificates = new ArrayList<>(cms.certificates);
              certificates.add(cms.certificates.get(0));
              cms.certificates = certificates;
            }),
        "VERIFY.SIGNATURE_FORMAT");
  }

  @Test
  void aSignatureThatDoesNotNameItsCertificateLeavesDoubt() {
    for (var attack :
        List.<Consumer<List<Attribute>>>of(
            list -> Cms.drop(list, Cms.SIGNING_CERTIFICATE_V2),
            list -> {
              Cms.drop(list, Cms.SIGNING_CERTIFICATE_V2);
              list.add(
                  Cms.attribute(
                      Cms.SIGNING_CERTIFICATE_V2,
                      new SigningCertificateV2(
                          new ESSCertIDv2(
                              new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.14.3.2.26")),
                              new byte[20]))));
            })) {
      var report = judge(with(cms -> cms.attributes = attack));

      assertThat(report.indication()).isEqualTo(Indication.INDETERMINATE);
      assertThat(report.valid()).isFalse();
    }
  }

  @Test
  void aSigningTimeAttributeIsNotBaseline() {
    var report =
        judge(
            with(
                cms ->
                    cms.attributes =
                        list ->
                            list.add(
                                Cms.attribute(
                                    Cms.SIGNING_TIME,
                                    new DERUTCTime(java.util.Date.from(Certificates.NOW))))));

    assertThat(report.headline().code()).isEqualTo("VERIFY.NOT_BASELINE");
    assertThat(report.integrity()).isEqualTo(Integrity.INTACT);
  }

  @Test
  void aSignatureByAnotherKeyThanTheCertificatesIsWrong() {
    rejected(
        with(
            cms -> {
              var other = People.leader(Certificates.rsa(2048));
              cms.certificates = other.chain();
              cms.identified = other.certificate();
              cms.meant = other.certificate();
            }),
        "VERIFY.SIGNATURE_WRONG");
  }

  private static void rejected(byte[] file, String code) {
    var report = judge(file);
    assertThat(report.headline().code()).as(report.headline().en()).isEqualTo(code);
    assertThat(report.indication()).isEqualTo(Indication.TOTAL_FAILED);
    assertThat(report.integrity()).isEqualTo(Integrity.ALTERED);
  }
}
