package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.Judging.judge;

import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.cms.Attribute;
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
}
