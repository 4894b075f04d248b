package vn.congvan.trust.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.trust.lab.Certificates.NOW;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.testing.HandClock;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.SignatureCheck;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.trust.lab.Proofs;

/**
 * What revocation lists and OCSP responses prove, numbered as in NIST's Public Key Interoperability
 * Test Suite where it has a section for it (4.4, 4.14, 4.15).
 */
class ProofTableTest {
  private static final SignatureCheck SIGNATURES = new SignatureCheck(CryptoProviders.best());
  private static final String GOOD = "GOOD";
  private static final Instant SINCE = NOW.minus(Duration.ofHours(5));
  private static final Instant NEXT = NOW.plus(Duration.ofHours(5));
  private static final String PLACE = "http://ca.gov.vn/1.crl";
  private static final String OTHER_PLACE = "http://ca.gov.vn/2.crl";
  private static final int KEY_COMPROMISE = 1;
  private static final int HOLD = 6;

  private static final KeyPair KEY = Certificates.p256();
  private static final KeyPair CA_KEY = Certificates.p256();
  private static final Made ROOT = ca(KEY).selfSigned("CN=Gốc");
  private static final Made CA = ca(CA_KEY).issuedBy(ROOT, "CN=CA");
  private static final Made STRANGER = ca(KEY).selfSigned("CN=CA");
  private static final Made MUTE =
      Certificates.withoutPurpose()
          .withKey(CA_KEY)
          .with(Extension.basicConstraints, true, new BasicConstraints(true))
          .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
          .issuedBy(ROOT, "CN=CA");
  private static final Made LEADER = signer().issuedBy(CA, "CN=A");
  private static final Made OTHER = signer().issuedBy(CA, "CN=B");
  private static final Made LISTED = signer().listedAt(PLACE).issuedBy(CA, "CN=C");
  private static final Made RESPONDER =
      Certificates.responder().withKey(KEY).issuedBy(CA, "CN=OCSP");

  /**
   * @param expected GOOD, the reason of a revocation, or why it proves nothing
   */
  private record Row(
      String name,
      RevocationProof.Kind kind,
      byte[] encoded,
      Made subject,
      Made issuer,
      String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return Stream.of(lists(), parts(), responses()).flatMap(List::stream).toList();
  }

  private static List<Row> lists() {
    var unknown = new ASN1ObjectIdentifier("2.999.1");
    return List.of(
        list("4.4.1 nobody is on the list", now(CA), LEADER, CA, GOOD),
        list(
            "4.4.2 a CA is on the list",
            now(ROOT).revoked(CA.certificate(), SINCE, 2),
            CA,
            ROOT,
            "CA_COMPROMISE"),
        list(
            "4.4.3 the signer is on the list",
            now(CA).revoked(LEADER.certificate(), SINCE, KEY_COMPROMISE),
            LEADER,
            CA,
            "KEY_COMPROMISE"),
        list(
            "4.4.3 another is on the list",
            now(CA).revoked(OTHER.certificate(), SINCE, KEY_COMPROMISE),
            LEADER,
            CA,
            GOOD),
        list(
            "4.4.4 signed with a stranger's key", now(CA).signedBy(STRANGER), LEADER, CA, "SIGNER"),
        list("4.4.5 of another issuer", now(ROOT), LEADER, CA, "OF_ANOTHER"),
        list("4.4.6 of a namesake", now(STRANGER), LEADER, CA, "SIGNER"),
        list(
            "4.4.9 with a critical extension nobody knows",
            now(CA).with(unknown, true, new ASN1Integer(1)),
            LEADER,
            CA,
            "OF_ANOTHER"),
        list(
            "4.4.10 with another extension nobody knows",
            now(CA).with(unknown, false, new ASN1Integer(1)),
            LEADER,
            CA,
            GOOD),
        list(
            "4.4.11 its next update is past",
            Proofs.of(CA, NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1))),
            LEADER,
            CA,
            "STALE"),
        list(
            "4.4.12 its next update was in the last century",
            Proofs.of(
                CA, Instant.parse("1998-01-01T00:00:00Z"), Instant.parse("1999-01-01T00:00:00Z")),
            LEADER,
            CA,
            "STALE"),
        list(
            "4.4.13 its next update is beyond 2050",
            Proofs.of(CA, SINCE, Instant.parse("2051-01-01T00:00:00Z")),
            LEADER,
            CA,
            GOOD),
        list(
            "4.4.14 it is of the future",
            Proofs.of(CA, NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(2))),
            LEADER,
            CA,
            "STALE"),
        list(
            "4.4.15 it names no next update and is a day old",
            Proofs.of(CA, NOW.minus(Duration.ofDays(1)), null),
            LEADER,
            CA,
            "STALE"),
        list("4.7.4 the CA's key may not sign lists", now(MUTE), LEADER, MUTE, "SIGNER"),
        list(
            "4.4.16 suspended",
            now(CA).revoked(LEADER.certificate(), SINCE, HOLD),
            LEADER,
            CA,
            "CERTIFICATE_HOLD"));
  }

  private static List<Row> parts() {
    return List.of(
        list("4.14.1 of the place the signer names", now(CA).liesAt(PLACE), LISTED, CA, GOOD),
        list(
            "4.14.2 of this place, and on it",
            now(CA).liesAt(PLACE).revoked(LISTED.certificate(), SINCE, KEY_COMPROMISE),
            LISTED,
            CA,
            "KEY_COMPROMISE"),
        list("4.14.3 of another place", now(CA).liesAt(OTHER_PLACE), LISTED, CA, "OF_ANOTHER"),
        list("4.14.4 the signer names no place", now(CA).liesAt(PLACE), LEADER, CA, "OF_ANOTHER"),
        list("4.14.10 of signers only", now(CA).scope(true, false, false), LEADER, CA, GOOD),
        list("4.14.11 of CAs only", now(CA).scope(false, true, false), LEADER, CA, "OF_ANOTHER"),
        list("4.14.12 of CAs only, a CA", now(ROOT).scope(false, true, false), CA, ROOT, GOOD),
        list(
            "4.14.13 of signers only, a CA",
            now(ROOT).scope(true, false, false),
            CA,
            ROOT,
            "OF_ANOTHER"),
        list(
            "4.14.22 of several issuers",
            now(CA).scope(false, false, true),
            LEADER,
            CA,
            "OF_ANOTHER"),
        list(
            "4.15.1 of what has changed only",
            now(CA).with(Extension.deltaCRLIndicator, true, new ASN1Integer(1)),
            LEADER,
            CA,
            "OF_ANOTHER"));
  }

  private static List<Row> responses() {
    var impostor = Certificates.responder().withKey(KEY).issuedBy(STRANGER, "CN=OCSP");
    var early =
        Certificates.responder()
            .withKey(KEY)
            .from(NOW.minus(Duration.ofDays(800)), 1)
            .issuedBy(CA, "CN=OCSP");
    return List.of(
        response("good, by the CA", now(CA).good(LEADER.certificate()), GOOD),
        response(
            "good, by the CA named by its key",
            now(CA).namedByKey().good(LEADER.certificate()),
            GOOD),
        response(
            "good, by whom the CA gave the task",
            now(CA).signedBy(RESPONDER).good(LEADER.certificate()),
            GOOD),
        response(
            "revoked",
            now(CA).signedBy(RESPONDER).revoked(LEADER.certificate(), SINCE, KEY_COMPROMISE),
            "KEY_COMPROMISE"),
        response("of another number", now(CA).good(OTHER.certificate()), "OF_ANOTHER"),
        response("of the number of another CA", now(ROOT).good(LEADER.certificate()), "OF_ANOTHER"),
        response("by a stranger", now(CA).signedBy(STRANGER).good(LEADER.certificate()), "SIGNER"),
        response(
            "by a signer without the task",
            now(CA).signedBy(OTHER).good(LEADER.certificate()),
            "SIGNER"),
        response(
            "by whom another CA gave the task",
            now(CA).signedBy(impostor).good(LEADER.certificate()),
            "SIGNER"),
        response(
            "by one whose time had passed",
            now(CA).signedBy(early).good(LEADER.certificate()),
            "SIGNER"),
        response(
            "past its use",
            Proofs.of(CA, NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
                .good(LEADER.certificate()),
            "STALE"),
        response(
            "of the future",
            Proofs.of(CA, NOW.plus(Duration.ofDays(1)), null).good(LEADER.certificate()),
            "STALE"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aProofProvesWhatTheTableSays(Row row) {
    assertThat(checked(row)).isEqualTo(row.expected);
  }

  /** Proofs at hand are judged alike, but for the time: that is for who asks to judge. */
  @ParameterizedTest
  @MethodSource("rows")
  void aProofAtHandSaysTheSameAtAnyTime(Row row) {
    var asOcsp = row.kind == RevocationProof.Kind.OCSP;
    var atHand =
        new ProofsAtHand(
            asOcsp ? List.of(row.encoded) : List.of(),
            asOcsp ? List.of() : List.of(row.encoded),
            SIGNATURES);
    var found = atHand.about(row.subject.certificate(), row.issuer.certificate());

    var expected = row.expected.equals("STALE") ? GOOD : row.expected;
    if (Stream.of(ProofRefused.Cause.values()).anyMatch(cause -> cause.name().equals(expected))) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).extracting(ProofTableTest::said).containsExactly(expected);
    }
  }

  private static String checked(Row row) {
    var clock = new HandClock(NOW);
    var subject = row.subject.certificate();
    var issuer = row.issuer.certificate();
    try {
      return said(
          row.kind == RevocationProof.Kind.OCSP
              ? new OcspCheck(SIGNATURES, clock)
                  .check(row.encoded, subject, issuer, Optional.empty())
              : new CrlCheck(SIGNATURES, clock).check(row.encoded, issuer).about(subject));
    } catch (ProofRefused e) {
      return e.why().name();
    }
  }

  private static String said(RevocationProof proof) {
    return proof.revocation().map(revoked -> revoked.reason().name()).orElse(GOOD);
  }

  private static Row list(String name, Proofs proofs, Made subject, Made issuer, String expected) {
    return new Row(name, RevocationProof.Kind.CRL, proofs.crl(), subject, issuer, expected);
  }

  private static Row response(String name, Proofs proofs, String expected) {
    return new Row("OCSP: " + name, RevocationProof.Kind.OCSP, proofs.ocsp(), LEADER, CA, expected);
  }

  private static Proofs now(Made issuer) {
    return Proofs.of(issuer, SINCE, NEXT);
  }

  private static Certificates ca(KeyPair key) {
    return Certificates.ca().withKey(key);
  }

  private static Certificates signer() {
    return Certificates.signer().withKey(KEY);
  }
}
