package vn.congvan.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static vn.congvan.trust.lab.Certificates.NOW;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.congvan.trust.PathDoesNotHold.Cause;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

class CertificatePathsTest {
  private static final KeyPair RSA = Certificates.rsa(2048);
  private static final KeyPair OTHER_RSA = Certificates.rsa(2048);
  private static final Instant LATER = NOW.plus(Duration.ofDays(365 * 9));

  private final Made root = Certificates.ca().from(NOW, 20).selfSigned("C=VN,CN=Gốc");
  private final Made issuing = Certificates.ca(0).from(NOW, 15).issuedBy(root, "C=VN,CN=Công vụ");
  private final Made leader = Certificates.signer().issuedBy(issuing, "C=VN,CN=Lê Thị Bình");
  private final CertificatePaths paths = trusting(root);

  @Test
  void aPathLeadsFromTheSignerToTheAnchor() throws Exception {
    assertThat(paths.check(leader.certificate(), leader.chain(), NOW))
        .containsExactly(leader.certificate(), issuing.certificate(), root.certificate());
  }

  @Test
  void theOrderAndNoiseAmongTheOthersDoNotMatter() throws Exception {
    var stranger = Certificates.ca().selfSigned("C=VN,CN=Người lạ");
    var namesake = Certificates.ca(0).issuedBy(root, "C=VN,CN=Công vụ");
    var others =
        List.of(
            stranger.certificate(),
            root.certificate(),
            namesake.certificate(),
            issuing.certificate(),
            leader.certificate());

    assertThat(paths.check(leader.certificate(), others, NOW)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, SHA256withRSA",
    "RSA, SHA3-384withRSA",
    "RSA, SHA512withRSAandMGF1",
    "RSA, SHA3-256withRSAandMGF1",
    "secp256r1, SHA256withECDSA",
    "secp384r1, SHA384withECDSA",
    "secp384r1, SHA3-384withECDSA",
    "secp521r1, SHA512withECDSA",
    "Ed25519, Ed25519",
    "ML-DSA-65, ML-DSA-65"
  })
  void everyKindOfKeyCanBeInAPath(String kind, String signature) throws Exception {
    var anchor =
        Certificates.ca().withKey(pair(kind)).signedWith(signature).selfSigned("CN=Gốc " + kind);
    var ca =
        Certificates.ca(0)
            .withKey(pair(kind))
            .signedWith(signature)
            .issuedBy(anchor, "CN=Công vụ " + kind);
    var signer =
        Certificates.signer()
            .withKey(pair(kind))
            .signedWith(signature)
            .issuedBy(ca, "CN=Người ký " + kind);
    var forged =
        Certificates.signer()
            .withKey(pair(kind))
            .signedWith(signature)
            .issuedBy(new Made(other(kind).getPrivate(), ca.chain(), kind), "CN=Người ký " + kind);

    var trusted = trusting(anchor);
    assertThat(trusted.check(signer.certificate(), signer.chain(), NOW)).hasSize(3);
    assertThat(why(trusted, forged, NOW)).isEqualTo(Cause.BAD_SIGNATURE);
    assertThat(why(trusted, signer, LATER)).isEqualTo(Cause.EXPIRED);
  }

  @Test
  void whatAPostQuantumAuthorityMayIssueIsLimitedAsForOthers() throws Exception {
    var anchor = mlDsa(Certificates.ca(0)).selfSigned("CN=Gốc");
    var middle = mlDsa(Certificates.ca(0)).issuedBy(anchor, "CN=Giữa");
    var low = mlDsa(Certificates.signer()).issuedBy(middle, "CN=Thấp");
    var child =
        mlDsa(Certificates.signer())
            .issuedBy(mlDsa(Certificates.signer()).issuedBy(anchor, "CN=Cha"), "CN=Con");

    assertThat(why(trusting(anchor), low, NOW)).isEqualTo(Cause.CONSTRAINT);
    assertThat(why(trusting(anchor), child, NOW)).isIn(Cause.NOT_A_CA, Cause.CONSTRAINT);
  }

  private static Certificates mlDsa(Certificates made) throws Exception {
    return made.withKey(pair("ML-DSA-65")).signedWith("ML-DSA-65");
  }

  @Test
  void aSignerWhoseIssuersLeadNowhereIsUnknown() {
    var elsewhere = Certificates.ca().selfSigned("C=VN,CN=Gốc khác");
    var stranger = Certificates.signer().issuedBy(elsewhere, "CN=Người lạ");

    assertThat(why(paths, stranger, NOW)).isEqualTo(Cause.UNKNOWN_ISSUER);
    assertThat(
            catchThrowableOfType(
                    PathDoesNotHold.class, () -> paths.check(leader.certificate(), List.of(), NOW))
                .why())
        .as("the CA between is missing")
        .isEqualTo(Cause.UNKNOWN_ISSUER);
  }

  @Test
  void aPathHoldsOnlyWhileEveryCertificateInItIsValid() throws Exception {
    assertThat(why(paths, leader, NOW.minus(Duration.ofDays(2)))).isEqualTo(Cause.NOT_YET_VALID);
    assertThat(why(paths, leader, LATER)).isEqualTo(Cause.EXPIRED);
    paths.check(leader.certificate(), leader.chain(), NOW);
    assertThat(why(paths, leader, LATER))
        .as("remembered, yet looked at again")
        .isEqualTo(Cause.EXPIRED);
    assertThat(why(paths, leader, NOW.minus(Duration.ofDays(2))))
        .as("remembered, yet looked at again")
        .isEqualTo(Cause.NOT_YET_VALID);
  }

  @Test
  void anExpiredAnchorHoldsNothing() {
    var old = Certificates.ca().from(NOW.minus(Duration.ofDays(800)), 1).selfSigned("CN=Gốc cũ");
    var signer = Certificates.signer().issuedBy(old, "CN=Người ký");

    assertThat(why(trusting(old), signer, NOW)).isEqualTo(Cause.EXPIRED);
  }

  @Test
  void aPathThatHeldIsKnownAgainWithoutTheCertificatesBetween() throws Exception {
    paths.check(leader.certificate(), leader.chain(), NOW);

    assertThat(paths.check(leader.certificate(), List.of(), NOW)).hasSize(3);
  }

  @Test
  void anImpostorWithTheNameOfOurCaIsFoundOut() {
    var impostor = Certificates.ca().selfSigned("C=VN,CN=Gốc");
    var forged = Certificates.signer().issuedBy(impostor, "CN=Người ký");

    assertThat(why(paths, forged, NOW)).isEqualTo(Cause.UNKNOWN_ISSUER);
  }

  @Test
  void aCertificateChangedAfterwardsDoesNotHold() throws Exception {
    var encoded = leader.certificate().getEncoded();
    encoded[encoded.length - 1] ^= 1;
    var changed =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));

    assertThat(
            catchThrowableOfType(
                    PathDoesNotHold.class, () -> paths.check(changed, leader.chain(), NOW))
                .why())
        .isEqualTo(Cause.BAD_SIGNATURE);
  }

  @Test
  void aSignerMayNotIssue() {
    var child = Certificates.signer().issuedBy(leader, "CN=Con của người ký");

    assertThat(why(paths, child, NOW)).isEqualTo(Cause.NOT_A_CA);
  }

  @Test
  void aTrustedSignerIsItsOwnPathButMayNotIssueEither() throws Exception {
    var trusted = trusting(leader);
    var child = Certificates.signer().issuedBy(leader, "CN=Con của người ký");

    assertThat(trusted.check(leader.certificate(), List.of(), NOW))
        .containsExactly(leader.certificate());
    assertThat(why(trusted, child, NOW)).isEqualTo(Cause.NOT_A_CA);
  }

  @Test
  void weakKeysAndDigestsDoNotHold() throws Exception {
    var shortKey =
        Certificates.signer().withKey(Certificates.rsa(1024)).issuedBy(issuing, "CN=Khóa ngắn");
    var shortIssuer = Certificates.ca().withKey(Certificates.rsa(1024)).selfSigned("CN=Gốc ngắn");
    var below = Certificates.signer().issuedBy(shortIssuer, "CN=Dưới gốc ngắn");
    var sha1 = Certificates.signer().signedWith("SHA1withRSA").issuedBy(issuing, "CN=Băm yếu");

    assertThat(why(paths, shortKey, NOW)).isEqualTo(Cause.WEAK_KEY);
    assertThat(why(trusting(shortIssuer), below, NOW)).isEqualTo(Cause.WEAK_KEY);
    assertThat(why(paths, sha1, NOW)).isEqualTo(Cause.WEAK_KEY);
    var sha1Pss =
        Certificates.signer().signedWith("SHA1withRSAandMGF1").issuedBy(issuing, "CN=Băm yếu");
    assertThat(why(paths, sha1Pss, NOW)).isEqualTo(Cause.WEAK_KEY);
    var ed448 = Certificates.signer().withKey(pair("Ed448")).issuedBy(issuing, "CN=Loại khác");
    assertThat(why(paths, ed448, NOW)).isEqualTo(Cause.WEAK_KEY);
  }

  @Test
  void theLimitsIssuersSetAreKept() {
    var oneTooMany = Certificates.ca().issuedBy(issuing, "C=VN,CN=Một tầng nữa");
    var deep = Certificates.signer().issuedBy(oneTooMany, "C=VN,CN=Quá sâu");
    assertThat(why(paths, deep, NOW)).isEqualTo(Cause.CONSTRAINT);

    var flatRoot = Certificates.ca(0).selfSigned("CN=Gốc phẳng");
    var middle = Certificates.ca(0).issuedBy(flatRoot, "CN=Giữa");
    var low = Certificates.signer().issuedBy(middle, "CN=Thấp");
    assertThat(why(trusting(flatRoot), low, NOW)).isEqualTo(Cause.CONSTRAINT);

    var onlyVietnam = Certificates.ca().onlyFor("VN").selfSigned("C=VN,CN=Gốc Việt Nam");
    var foreigner = Certificates.signer().issuedBy(onlyVietnam, "C=FR,CN=Jean");
    assertThat(why(trusting(onlyVietnam), foreigner, NOW)).isEqualTo(Cause.CONSTRAINT);
  }

  @Test
  void aMazeOfNamesakesIsLeftAfterAFewSteps() {
    var maze = new ArrayList<X509Certificate>();
    var pair = Certificates.rsa(2048);
    for (var i = 0; i < 64; i++) {
      maze.add(Certificates.ca().withKey(pair).selfSigned("CN=Mê cung").certificate());
    }
    var lost = Certificates.ca().withKey(pair).selfSigned("CN=Mê cung");

    assertThat(
            catchThrowableOfType(
                    PathDoesNotHold.class, () -> paths.check(lost.certificate(), maze, NOW))
                .why())
        .isEqualTo(Cause.UNKNOWN_ISSUER);
  }

  private static CertificatePaths trusting(Made anchor) {
    return new CertificatePaths(
        new TrustAnchors(List.of(anchor.certificate())), CryptoProviders.best());
  }

  private static Cause why(CertificatePaths paths, Made signer, Instant at) {
    return catchThrowableOfType(
            PathDoesNotHold.class, () -> paths.check(signer.certificate(), signer.chain(), at))
        .why();
  }

  private static KeyPair other(String kind) throws Exception {
    return kind.equals("RSA") ? OTHER_RSA : pair(kind);
  }

  private static KeyPair pair(String kind) throws Exception {
    if (kind.equals("RSA")) {
      return RSA;
    }
    if (kind.equals("ML-DSA-65")) {
      return CryptoProviders.best().keyPairGenerator(kind).generateKeyPair();
    }
    var generator = KeyPairGenerator.getInstance(kind.startsWith("Ed") ? kind : "EC");
    if (!kind.startsWith("Ed")) {
      generator.initialize(new ECGenParameterSpec(kind));
    }
    return generator.generateKeyPair();
  }
}
