package vn.congvan.trust.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static vn.congvan.trust.lab.Certificates.NOW;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.congvan.testing.HandClock;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.Demands;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.StoreName;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.trust.outside.AddressRule;
import vn.congvan.trust.outside.OutsideCalls;

/** Issuers' certificates that lie where certificates say, and those that do not, over real HTTP. */
class MissingIssuersTest {
  private static final KeyPair KEY = Certificates.p256();
  private static final Made ROOT = Certificates.ca().withKey(KEY).selfSigned("CN=Gốc");

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> called = new CopyOnWriteArrayList<>();
  private final HandClock clock = new HandClock(NOW);
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var path = exchange.getRequestURI().getPath();
            called.add(path);
            var file = files.get(path);
            if (file == null) {
              exchange.sendResponseHeaders(503, -1);
            } else {
              exchange.sendResponseHeaders(200, file.length);
              exchange.getResponseBody().write(file);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aMissingIssuerIsFetchedOnceAndNobodyIsCalledWhenItCameAlong() throws Exception {
    var issuing = ca("CN=CA", ROOT);
    files.put("/ca.crt", issuing.certificate().getEncoded());
    var leader = signer("CN=A", issuing, "/ca.crt");
    var issuers = issuers();

    assertThat(issuers.path(leader.certificate(), leader.chain(), NOW)).hasSize(3);
    assertThat(called).isEmpty();
    var other = signer("CN=B", issuing, "/ca.crt");
    var path = issuers.path(other.certificate(), List.of(), NOW, Demands.NONE);
    assertThat(path.certificates()).containsExactlyElementsOf(other.chain());
    assertThat(path.store()).isEqualTo(StoreName.NONE);
    var third = signer("CN=C", issuing, "/ca.crt");
    assertThat(issuers.path(third.certificate(), List.of(), NOW)).hasSize(3);
    assertThat(called).containsExactly("/ca.crt");
  }

  @Test
  void anIssuerIsFetchedWhenANamesakeIsThereInItsPlace() throws Exception {
    var issuing = ca("CN=CA", ROOT);
    var namesake = ca("CN=CA", ROOT);
    files.put("/ca.crt", issuing.certificate().getEncoded());
    var leader = signer("CN=A", issuing, "/ca.crt");

    assertThat(issuers().path(leader.certificate(), List.of(namesake.certificate()), NOW))
        .containsExactlyElementsOf(leader.chain());
  }

  @Test
  void aLadderWithoutEndIsLeftAfterAFewSteps() throws Exception {
    var upper = Certificates.ca().withKey(KEY).selfSigned("CN=Bậc 30");
    for (var step = 29; step >= 0; step--) {
      files.put("/%d.crt".formatted(step), upper.certificate().getEncoded());
      upper =
          Certificates.ca()
              .withKey(KEY)
              .issuedAt(at("/%d.crt".formatted(step)))
              .issuedBy(upper, "CN=Bậc " + step);
    }
    var lost = upper.certificate();

    assertThat(why(issuers(), lost)).isEqualTo(PathDoesNotHold.Cause.UNKNOWN_ISSUER);
    assertThat(called).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void whatLiesThereIsNotTrustedForThat() throws Exception {
    var stranger = Certificates.ca().withKey(Certificates.p256()).selfSigned("CN=Gốc");
    files.put("/ca.crt", stranger.certificate().getEncoded());
    var forged = signer("CN=A", stranger, "/ca.crt");

    assertThat(why(issuers(), forged.certificate()))
        .isEqualTo(PathDoesNotHold.Cause.UNKNOWN_ISSUER);
  }

  @Test
  void aServerThatDoesNotAnswerIsNotAskedForEveryCertificate() {
    var issuing = ca("CN=CA", ROOT);
    var issuers = issuers();
    for (var name : List.of("CN=A", "CN=B", "CN=C")) {
      assertThat(why(issuers, signer(name, issuing, "/gone.crt").certificate()))
          .isEqualTo(PathDoesNotHold.Cause.UNKNOWN_ISSUER);
    }
    assertThat(called).hasSize(1);
    clock.forward(Duration.ofMinutes(1));
    why(issuers, signer("CN=D", issuing, "/gone.crt").certificate());
    assertThat(called).hasSize(2);
  }

  @Test
  void nonsenseAtTheAddressIsAsIfNothingLayThere() {
    var issuing = ca("CN=CA", ROOT);
    for (var nonsense : List.of(new byte[3], new byte[1 << 17])) {
      files.put("/ca.crt", nonsense);
      assertThat(why(issuers(), signer("CN=A", issuing, "/ca.crt").certificate()))
          .isEqualTo(PathDoesNotHold.Cause.UNKNOWN_ISSUER);
    }
  }

  private static PathDoesNotHold.Cause why(MissingIssuers issuers, X509Certificate certificate) {
    return catchThrowableOfType(
            PathDoesNotHold.class, () -> issuers.path(certificate, List.of(), NOW))
        .why();
  }

  private MissingIssuers issuers() {
    return new MissingIssuers(
        new CertificatePaths(new TrustAnchors(List.of(ROOT.certificate())), CryptoProviders.best()),
        new OutsideCalls(AddressRule.everywhere()),
        Duration.ofSeconds(20),
        clock);
  }

  private static Made ca(String name, Made issuer) {
    return Certificates.ca().withKey(Certificates.p256()).issuedBy(issuer, name);
  }

  private Made signer(String name, Made issuer, String file) {
    return Certificates.signer().withKey(KEY).issuedAt(at(file)).issuedBy(issuer, name);
  }

  private String at(String file) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), file);
  }
}
