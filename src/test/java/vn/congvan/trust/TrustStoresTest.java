package vn.congvan.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static vn.congvan.trust.PathCase.key;
import static vn.congvan.trust.lab.Certificates.NOW;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.congvan.document.Language;
import vn.congvan.testing.Spoilt;
import vn.congvan.trust.PathDoesNotHold.Cause;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

class TrustStoresTest {
  private static final StoreName OWN = new StoreName("tinh-x");
  private static final Demands PUBLIC_DUTY = Demands.stores(StoreName.PUBLIC_DUTY);

  private final Made vgca = Certificates.ca().withKey(key("root")).selfSigned("CN=Ban Cơ yếu");
  private final Made neac = Certificates.ca().withKey(key("other")).selfSigned("CN=NEAC");
  private final Made own = Certificates.ca().withKey(key("left")).selfSigned("CN=Tỉnh X");
  private final Made leader = issued(vgca);
  private final Made company = issued(neac);
  private final CertificatePaths paths =
      new CertificatePaths(
          new TrustAnchors(
              new TreeMap<>(
                  Map.of(
                      StoreName.PUBLIC_DUTY,
                      List.of(vgca.certificate()),
                      StoreName.PUBLIC,
                      List.of(neac.certificate()),
                      OWN,
                      List.of(own.certificate())))),
          CryptoProviders.best());

  private static Made issued(Made root) {
    var ca = PathCase.ca().issuedBy(root, "CN=CA");
    return PathCase.signer().issuedBy(ca, "CN=A");
  }

  @Test
  void aPathSaysInWhichStoreItsAnchorIs() throws Exception {
    assertThat(path(leader, Demands.NONE).store()).isEqualTo(StoreName.PUBLIC_DUTY);
    assertThat(path(company, Demands.NONE).store()).isEqualTo(StoreName.PUBLIC);
    assertThat(path(issued(own), Demands.NONE).store()).isEqualTo(OWN);
    assertThat(StoreName.PUBLIC_DUTY.in(Language.VI)).isEqualTo("chuyên dùng công vụ");
    assertThat(OWN.in(Language.VI)).isEqualTo("tinh-x");
  }

  @Test
  void whoAsksForAStoreGetsNoPathIntoAnother() throws Exception {
    assertThat(path(leader, PUBLIC_DUTY).certificates()).hasSize(3);
    assertThat(why(company, PUBLIC_DUTY)).isEqualTo(Cause.UNKNOWN_ISSUER);
    path(company, Demands.NONE);
    assertThat(why(company, PUBLIC_DUTY))
        .as("a path into another store is remembered")
        .isEqualTo(Cause.UNKNOWN_ISSUER);
    assertThat(path(company, Demands.stores(OWN, StoreName.PUBLIC)).store())
        .isEqualTo(StoreName.PUBLIC);
    assertThat(why(leader, Demands.stores(new StoreName("khong-co"))))
        .isEqualTo(Cause.UNKNOWN_ISSUER);
  }

  @Test
  void aRootOfAnotherStoreCanBeCrossedInto() throws Exception {
    var crossed = Certificates.ca().withKey(key("other")).issuedBy(vgca, "CN=NEAC");
    var others = new ArrayList<>(company.chain());
    others.add(crossed.certificate());

    var found = paths.path(company.certificate(), others, NOW, PUBLIC_DUTY);

    assertThat(found.anchor()).isEqualTo(vgca.certificate());
    assertThat(found.certificates()).contains(crossed.certificate());
    assertThat(paths.path(company.certificate(), others, NOW, Demands.NONE).store())
        .isEqualTo(StoreName.PUBLIC);
  }

  @Test
  void aRememberedPathWithoutAPolicyIsNoneForWhoAsksForOne() throws Exception {
    path(leader, Demands.NONE);
    var asked = new Demands(Set.of(), Set.of("2.999.1"));

    assertThat(why(leader, asked)).isEqualTo(Cause.CONSTRAINT);
  }

  @Test
  void whatCannotBeAskedForIsRefusedAtOnce() {
    for (var no : List.of("", "1", "3.1", "1.2.x", "1.02", "1..2")) {
      assertThatThrownBy(() -> new Demands(Set.of(), Set.of(no)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new StoreName("Công vụ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noSpoiltCertificateHasAPathOrBreaksTheSearch() throws Exception {
    var random = new Random(20261124);
    var issuing = leader.chain().get(1);
    for (var i = 0; i < 300; i++) {
      var spoilt = decoded(Spoilt.of(leader.certificate().getEncoded(), random));
      if (spoilt != null && !spoilt.equals(leader.certificate())) {
        assertThat(why(spoilt, List.of(issuing))).isNotNull();
      }
      var between = decoded(Spoilt.of(issuing.getEncoded(), random));
      if (between != null && !between.equals(issuing)) {
        assertThat(why(leader.certificate(), List.of(between))).isNotNull();
      }
    }
  }

  private static @Nullable X509Certificate decoded(byte[] bytes) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (CertificateException e) {
      return null;
    }
  }

  private TrustPath path(Made made, Demands demands) throws PathDoesNotHold {
    return paths.path(made.certificate(), made.chain(), NOW, demands);
  }

  private Cause why(Made made, Demands demands) {
    return catchThrowableOfType(PathDoesNotHold.class, () -> path(made, demands)).why();
  }

  private Cause why(X509Certificate certificate, List<X509Certificate> others) {
    return catchThrowableOfType(PathDoesNotHold.class, () -> paths.check(certificate, others, NOW))
        .why();
  }
}
