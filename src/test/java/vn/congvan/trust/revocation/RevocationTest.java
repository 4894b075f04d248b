package vn.congvan.trust.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.congvan.testing.Spoilt;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabCircle;
import vn.congvan.trust.lab.LabServices.Answering;
import vn.congvan.trust.lab.LabServices.Listing;
import vn.congvan.trust.outside.AddressRule;
import vn.congvan.trust.outside.CallFailed;
import vn.congvan.trust.outside.OutsideCalls;
import vn.congvan.trust.revocation.RevocationProof.Kind;

/** OCSP responders and revocation lists that work, and those that do not, over real HTTP. */
class RevocationTest {
  private static final RevocationSettings WITH_NONCE =
      new RevocationSettings(Duration.ofSeconds(20), Duration.ofHours(1), 1 << 20, true);
  private static final RevocationSettings IMPATIENT =
      new RevocationSettings(Duration.ofMillis(300), Duration.ofHours(1), 1 << 20, false);

  private static LabCircle lab;
  private static X509Certificate leader;
  private static X509Certificate issuer;

  @BeforeAll
  static void open() throws IOException {
    lab = new LabCircle(Files.createTempDirectory("revocation"));
    leader = person("ld-1");
    issuer = lab.services.pki().issuingCa();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @BeforeEach
  void right() {
    lab.services.answering = Answering.RIGHT;
    lab.services.listing = Listing.RIGHT;
  }

  @Test
  void aResponderSaysThatACertificateIsGood() throws Exception {
    var proof = lab.proofs(WITH_NONCE).about(leader, issuer);

    assertThat(proof.kind()).isEqualTo(Kind.OCSP);
    assertThat(proof.revokedAt()).isEmpty();
    assertThat(proof.responder()).first().isEqualTo(lab.services.pki().ocspSigner().certificate());
  }

  @Test
  void aRevokedCertificateIsFoundOutByEither() throws Exception {
    var revoked = person("ld-revoked");
    var at = lab.clock.instant().minusSeconds(600);
    lab.services.revoke(revoked, at);

    assertThat(lab.proofs(WITH_NONCE).about(revoked, issuer).revokedAt()).contains(at);
    lab.services.answering = Answering.DOWN;
    var listed = lab.proofs(WITH_NONCE).about(revoked, issuer);
    assertThat(listed.kind()).isEqualTo(Kind.CRL);
    assertThat(listed.revokedAt()).contains(at);
  }

  @Test
  void theListIsAskedWhateverIsWrongWithTheResponder() throws Exception {
    for (var mode : Answering.values()) {
      lab.services.answering = mode;
      var settings = mode == Answering.SILENT ? IMPATIENT : WITH_NONCE;
      var proof = lab.proofs(settings).about(leader, issuer);

      assertThat(proof.kind())
          .as(mode.name())
          .isEqualTo(
              mode == Answering.RIGHT || mode == Answering.BY_THE_ISSUER ? Kind.OCSP : Kind.CRL);
    }
  }

  @Test
  void aListThatCannotBeReliedOnIsNoProof() {
    lab.services.answering = Answering.DOWN;
    for (var mode : Listing.values()) {
      if (mode != Listing.RIGHT) {
        lab.services.listing = mode;
        var none =
            catchThrowableOfType(NoProof.class, () -> lab.proofs(WITH_NONCE).about(leader, issuer));
        assertThat(none).as(mode.name()).isNotNull();
        assertThat(none.forGood()).isFalse();
      }
    }
  }

  @Test
  void aCertificateThatNamesNobodyIsSaidToDoSo() {
    var made = Certificates.signer().issuedBy(Certificates.ca().selfSigned("CN=CA"), "CN=A");
    var none =
        catchThrowableOfType(
            NoProof.class,
            () -> lab.proofs(WITH_NONCE).about(made.certificate(), made.chain().get(1)));

    assertThat(none.forGood()).isTrue();
  }

  @Test
  void aProofIsUsedAgainUntilItIsOldAndAskedForOnceByManyAtOnce() throws Exception {
    var proofs = lab.proofs(WITH_NONCE);
    var before = lab.services.calls("/ocsp");
    var threads = Executors.newFixedThreadPool(8);
    try {
      Callable<RevocationProof> ask = () -> proofs.about(leader, issuer);
      for (var answer : threads.invokeAll(java.util.Collections.nCopies(32, ask))) {
        assertThat(answer.get().revokedAt()).isEmpty();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(lab.services.calls("/ocsp") - before).isEqualTo(1);

    lab.clock.forward(Duration.ofMinutes(59));
    proofs.about(leader, issuer);
    assertThat(lab.services.calls("/ocsp") - before).isEqualTo(1);
    lab.clock.forward(Duration.ofMinutes(2));
    proofs.about(leader, issuer);
    assertThat(lab.services.calls("/ocsp") - before).isEqualTo(2);
  }

  @Test
  void aResponderThatIsDownIsNotAskedForEveryCertificate() throws Exception {
    lab.services.answering = Answering.DOWN;
    var proofs = lab.proofs(WITH_NONCE);
    var before = lab.services.calls("/ocsp");
    proofs.about(leader, issuer);
    proofs.about(person("ld-2"), issuer);
    proofs.about(person("ld-3"), issuer);

    assertThat(lab.services.calls("/ocsp") - before).isEqualTo(1);
  }

  @Test
  void answersAreKeptByWeightAndTheEldestGoesFirst() throws Exception {
    var answers = new SharedAnswers<Integer, Integer>(100, lab.clock);
    var until = lab.clock.instant().plusSeconds(60);
    for (var i = 0; i < 10; i++) {
      var value = i;
      answers.get(i, () -> new SharedAnswers.Kept<>(value, until, 30));
    }

    assertThat(answers.weight()).isEqualTo(90);
    assertThat(answers.get(9, () -> new SharedAnswers.Kept<>(-1, until, 30))).isEqualTo(9);
    assertThat(answers.get(0, () -> new SharedAnswers.Kept<>(-1, until, 30))).isEqualTo(-1);
    answers.get(77, () -> new SharedAnswers.Kept<>(-1, until, 1000));
    assertThat(answers.weight()).as("what is too heavy is not kept").isLessThanOrEqualTo(100);
  }

  @Test
  void aCertificateCannotMakeTheNodeCallItself() {
    var calls = new OutsideCalls(AddressRule.openInternet());
    var proofs = new RevocationProofs(calls, lab.signatures, WITH_NONCE, lab.clock);
    var before = lab.services.calls("/ocsp") + lab.services.calls("/issuing.crl");

    assertThatThrownBy(() -> proofs.about(leader, issuer))
        .isInstanceOf(NoProof.class)
        .hasMessageContaining("open internet");
    assertThat(lab.services.calls("/ocsp") + lab.services.calls("/issuing.crl")).isEqualTo(before);
  }

  @Test
  void theDataOfASignerAreWholeAndThoseOfTheResponderWithThem() throws Exception {
    var data =
        lab.validationData()
            .of(
                List.of(
                    new ValidationDataSource.Signer(leader, List.of(issuer), lab.clock.instant())));

    assertThat(data.certificates())
        .containsExactlyInAnyOrder(leader, issuer, lab.services.pki().ocspSigner().certificate());
    // Of the leader and of the CA; the responder's certificate says that it is never revoked.
    assertThat(data.ocsps()).hasSize(2);
    assertThat(data.crls()).isEmpty();
    assertThat(data.revoked()).isEmpty();
  }

  @Test
  void anIssuerThatDidNotComeAlongIsFetched() throws Exception {
    var data =
        lab.validationData()
            .of(List.of(new ValidationDataSource.Signer(leader, List.of(), lab.clock.instant())));

    assertThat(data.certificates()).contains(issuer);
  }

  @Test
  void noNonsenseMakesTheChecksDoAnythingButRefuse() throws Exception {
    var random = new Random(20261120);
    var ocsp = lab.proofs(WITH_NONCE).about(leader, issuer).encoded();
    lab.services.answering = Answering.DOWN;
    var list = lab.proofs(WITH_NONCE).about(leader, issuer).encoded();
    var ocspCheck = new OcspCheck(lab.signatures, lab.clock);
    var listCheck = new CrlCheck(lab.signatures, lab.clock);
    for (var i = 0; i < 3000; i++) {
      var spoiltOcsp = Spoilt.of(ocsp, random);
      // What follows the end of the signature, and its unsigned wrapping, may be spoilt unnoticed.
      refusesOrSaysTheSame(
          () -> ocspCheck.check(spoiltOcsp, leader, issuer, Optional.empty()).revokedAt());
      var spoiltList = Spoilt.of(list, random);
      refusesOrSaysTheSame(() -> listCheck.check(spoiltList, issuer).about(leader).revokedAt());
      try {
        MissingIssuers.certificates(Spoilt.of(issuer.getEncoded(), random));
      } catch (NoProof e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static <T> void refusesOrSaysTheSame(Callable<Optional<T>> check) throws Exception {
    try {
      assertThat(check.call()).isEmpty();
    } catch (ProofRefused e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void onlyOpenAddressesOfWebServersAreCalled() {
    var rule = AddressRule.openInternet();
    for (var address :
        List.of(
            "ftp://ca.gov.vn/a.crl",
            "file:///etc/passwd",
            "ldap://ca.gov.vn/cn=a",
            "http://user:word@ca.gov.vn/",
            "http://127.0.0.1/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[2002:7f00:1::]/",
            "http://[64:ff9b::7f00:1]/",
            "http://224.0.0.1/",
            "http://255.255.255.255/")) {
      var calls = new OutsideCalls(rule);
      var failed =
          catchThrowableOfType(
              CallFailed.class,
              () ->
                  calls.get(
                      java.net.URI.create(address),
                      new OutsideCalls.Limit(10, Duration.ofSeconds(20))));
      assertThat(failed.why()).as(address).isEqualTo(CallFailed.Cause.FORBIDDEN);
    }
  }

  @Test
  void theAdministratorSaysWhichHostsMayBeCalled() throws Exception {
    var issuers = lab.services.base().resolve("issuing.crt");
    var limit = new OutsideCalls.Limit(1 << 16, Duration.ofSeconds(20));
    var host = issuers.getHost();

    assertThat(
            new OutsideCalls(new AddressRule(true, List.of(host), List.of())).get(issuers, limit))
        .isEqualTo(issuer.getEncoded());
    for (var refused :
        List.of(
            new AddressRule(true, List.of(".gov.vn"), List.of()),
            new AddressRule(true, List.of(), List.of(host)))) {
      assertThatThrownBy(() -> new OutsideCalls(refused).get(issuers, limit))
          .isInstanceOf(CallFailed.class)
          .hasMessageContaining("may not be called");
    }
  }

  private static X509Certificate person(String ref) {
    return lab.services.pki().issuePerson(ref, "Lê Thị Bình", "UBND", KeyKind.P256).certificate();
  }
}
