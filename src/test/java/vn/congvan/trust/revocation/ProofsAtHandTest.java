package vn.congvan.trust.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.trust.lab.Certificates.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import vn.congvan.testing.Spoilt;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.SignatureCheck;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.trust.lab.Proofs;

class ProofsAtHandTest {
  private static final SignatureCheck SIGNATURES = new SignatureCheck(CryptoProviders.best());
  private static final Instant NEXT = NOW.plus(Duration.ofDays(1));
  private static final Instant REVOKED = NOW.minus(Duration.ofHours(3));
  private static final int KEY_COMPROMISE = 1;

  private static final Made CA = Certificates.ca().withKey(Certificates.p256()).selfSigned("CN=CA");
  private static final Made OTHER_CA =
      Certificates.ca().withKey(Certificates.p256()).selfSigned("CN=CA");
  private static final Made LEADER = signer("CN=Lê Thị Bình");
  private static final Made OTHER = signer("CN=Trần Văn An");
  private static final Made RESPONDER =
      Certificates.responder().withKey(Certificates.p256()).issuedBy(CA, "CN=OCSP");

  private static Made signer(String name) {
    return Certificates.signer().withKey(Certificates.p256()).issuedBy(CA, name);
  }

  @Test
  void everyProofThatSpeaksOfTheCertificateIsFoundAndTheLatestComesFirst() {
    var old = list(NOW.minusSeconds(7200)).crl();
    var later = list(NOW).good(LEADER.certificate()).signedBy(RESPONDER).ocsp();
    var between = list(NOW.minusSeconds(60)).good(LEADER.certificate()).namedByKey().ocsp();
    var ofAnother = list(NOW).good(OTHER.certificate()).ocsp();

    var found = about(LEADER, List.of(between, ofAnother, later), List.of(old));

    assertThat(found).extracting(RevocationProof::encoded).containsExactly(later, between, old);
    assertThat(found.get(0).responder()).containsExactly(RESPONDER.certificate());
    assertThat(found.get(1).responder()).isEmpty();
    assertThat(found).allMatch(proof -> proof.revocation().isEmpty());
  }

  @Test
  void whenAndWhyItWasRevokedIsSaidByEither() {
    var response = list(NOW).revoked(LEADER.certificate(), REVOKED, KEY_COMPROMISE).ocsp();
    var list = list(NOW).revoked(LEADER.certificate(), REVOKED, KEY_COMPROMISE).crl();

    assertThat(about(LEADER, List.of(response), List.of(list)))
        .extracting(proof -> proof.revocation().orElseThrow())
        .containsExactlyElementsOf(
            Collections.nCopies(
                2, new RevocationProof.Revocation(REVOKED, RevocationReason.KEY_COMPROMISE)));
    assertThat(about(OTHER, List.of(), List.of(list)).get(0).revokedAt()).isEmpty();
  }

  @Test
  void noClockIsLookedAt() {
    var ancient = NOW.minus(Duration.ofDays(400));
    var future = NOW.plus(Duration.ofDays(30));
    assertThat(about(LEADER, List.of(), List.of(list(ancient).crl(), list(future).crl())))
        .hasSize(2);
  }

  @Test
  void whatIsSignedByWhoMayNotSayItIsNoProof() {
    var impostor =
        Certificates.responder().withKey(Certificates.p256()).issuedBy(OTHER_CA, "CN=OCSP");
    var expired =
        Certificates.responder()
            .withKey(Certificates.p256())
            .from(NOW.minus(Duration.ofDays(800)), 1)
            .issuedBy(CA, "CN=OCSP");
    var responses = new ArrayList<byte[]>();
    for (var unfit : List.of(OTHER_CA, OTHER, impostor, expired)) {
      responses.add(list(NOW).good(LEADER.certificate()).signedBy(unfit).ocsp());
    }
    var lists = List.of(list(NOW).signedBy(OTHER_CA).crl(), list(NOW).signedBy(RESPONDER).crl());

    assertThat(about(LEADER, responses, lists)).isEmpty();
  }

  @Test
  void aListThatIsNotTheWholeOfItsIssuersIsNoProof() {
    var partial = list(NOW).with(Extension.deltaCRLIndicator, true, new ASN1Integer(1)).crl();
    var unknown =
        list(NOW).with(new ASN1ObjectIdentifier("1.3.6.1.4.1.1"), true, new ASN1Integer(1)).crl();
    var indirect = list(NOW).scope(false, false, true).crl();
    var ofCas = list(NOW).scope(false, true, false).crl();
    var elsewhere = list(NOW).liesAt("http://ca.example/part-2.crl").crl();

    assertThat(about(LEADER, List.of(), List.of(partial, unknown, indirect, ofCas, elsewhere)))
        .isEmpty();
    assertThat(about(LEADER, List.of(), List.of(list(NOW).scope(true, false, false).crl())))
        .hasSize(1);
  }

  @Test
  void aListOfAPartSpeaksOfThoseThatNameItsPlace() {
    var address = "http://ca.example/part-2.crl";
    var member =
        Certificates.signer()
            .listedAt(address)
            .withKey(Certificates.p256())
            .issuedBy(CA, "CN=Phần 2");

    assertThat(about(member, List.of(), List.of(list(NOW).liesAt(address).crl()))).hasSize(1);
  }

  @Test
  void aResponseThatContradictsItselfSpeaksAgainstTheCertificate() {
    var twofold =
        list(NOW)
            .good(LEADER.certificate())
            .revoked(LEADER.certificate(), REVOKED, KEY_COMPROMISE)
            .good(LEADER.certificate())
            .ocsp();

    assertThat(about(LEADER, List.of(twofold), List.of()).get(0).revokedAt()).contains(REVOKED);
  }

  @Test
  void theSilenceOfAListOnAnExpiredCertificateMeansNothingUnlessItSaysThatItRemembers() {
    var after = LEADER.certificate().getNotAfter().toInstant().plusSeconds(1);
    var silent = list(after).crl();
    var remembering =
        list(after).with(new ASN1ObjectIdentifier("2.5.29.60"), false, time(NOW)).crl();

    assertThat(about(LEADER, List.of(), List.of(silent)).get(0).remembers(LEADER.certificate()))
        .isFalse();
    assertThat(
            about(LEADER, List.of(), List.of(remembering)).get(0).remembers(LEADER.certificate()))
        .isTrue();
    assertThat(about(LEADER, List.of(), List.of(list(NOW).crl())).get(0))
        .matches(proof -> proof.remembers(LEADER.certificate()));
  }

  private static ASN1GeneralizedTime time(Instant at) {
    return new ASN1GeneralizedTime(java.util.Date.from(at));
  }

  @Test
  void whatIsDamagedOrBeyondTheLimitsIsPassedOverAndTheRestStands() {
    var random = new Random(20261124);
    var response = list(NOW).good(LEADER.certificate()).signedBy(RESPONDER).ocsp();
    var list = list(NOW).revoked(OTHER.certificate(), REVOKED, KEY_COMPROMISE).crl();
    var responses = new ArrayList<byte[]>();
    var lists = new ArrayList<byte[]>();
    for (var i = 0; i < 700; i++) {
      responses.add(Spoilt.of(response, random));
    }
    for (var i = 0; i < 40; i++) {
      lists.add(Spoilt.of(list, random));
    }
    responses.addAll(
        List.of(nested(60_000), nestedInLengths(60_000), new byte[0], new byte[1 << 20], response));
    lists.addAll(List.of(nested(1 << 20), nestedInLengths(1 << 20), new byte[0], list));

    var found = about(LEADER, responses, lists);

    assertThat(found).extracting(RevocationProof::encoded).contains(response, list);
    assertThat(found).allMatch(proof -> proof.revocation().isEmpty());
    assertThat(about(LEADER, Collections.nCopies(5000, response), List.of())).hasSize(1024);
    assertThat(about(LEADER, List.of(), Collections.nCopies(500, list))).hasSize(64);
  }

  /** Sequences within sequences, each of indefinite length. */
  private static byte[] nested(int bytes) {
    var deep = new byte[bytes];
    Arrays.fill(deep, (byte) 0x80);
    for (var i = 0; i < bytes; i += 2) {
      deep[i] = 0x30;
    }
    return deep;
  }

  private static byte[] nestedInLengths(int bytes) {
    var deep = java.nio.ByteBuffer.allocate(bytes);
    while (deep.remaining() >= 5) {
      deep.put((byte) 0x30).put((byte) 0x83);
      var rest = deep.remaining() - 3;
      deep.put((byte) (rest >> 16)).put((byte) (rest >> 8)).put((byte) rest);
    }
    return deep.array();
  }

  private static Proofs list(Instant at) {
    return Proofs.of(CA, at, at.plus(Duration.between(NOW, NEXT)));
  }

  private static List<RevocationProof> about(
      Made subject, List<byte[]> responses, List<byte[]> lists) {
    return new ProofsAtHand(responses, lists, SIGNATURES)
        .about(subject.certificate(), CA.certificate());
  }
}
