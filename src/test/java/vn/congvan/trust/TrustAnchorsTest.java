package vn.congvan.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Halt;
import vn.congvan.trust.lab.Certificates;

class TrustAnchorsTest {
  @TempDir Path folder;

  private final X509Certificate one = root("CN=Gốc một");
  private final X509Certificate two = root("CN=Gốc hai");
  private final X509Certificate three = root("CN=Gốc ba");

  private static X509Certificate root(String name) {
    return Certificates.ca().withKey(Certificates.p256()).selfSigned(name).certificate();
  }

  @Test
  void everyCertificateOfAFolderIsReadOnceWhateverItsForm() throws Exception {
    Files.write(folder.resolve("a.cer"), one.getEncoded());
    Files.writeString(folder.resolve("b.PEM"), "the roots of 2026\n" + pem(two) + pem(one));
    Files.writeString(folder.resolve("README"), "not a certificate");

    assertThat(TrustAnchors.read(folder).certificates()).containsExactlyInAnyOrder(one, two);
  }

  @Test
  void anEmptyFolderStopsTheNode() {
    assertThatThrownBy(() -> TrustAnchors.read(folder))
        .isInstanceOfSatisfying(
            Halt.class, e -> assertThat(e.reason().code()).isEqualTo("TRUST.NO_ANCHORS"));
  }

  @Test
  void aMissingFolderStopsTheNode() {
    assertThatThrownBy(() -> TrustAnchors.read(folder.resolve("nowhere")))
        .isInstanceOfSatisfying(
            Halt.class, e -> assertThat(e.reason().code()).isEqualTo("TRUST.NO_FOLDER"));
  }

  @Test
  void oneBadFileStopsTheNodeRatherThanBelievingFewerRoots() throws Exception {
    Files.write(folder.resolve("a.cer"), one.getEncoded());
    for (var bad : new String[] {"", "garbage", pem(two).replace('M', '#')}) {
      Files.writeString(folder.resolve("b.crt"), bad);
      assertThatThrownBy(() -> TrustAnchors.read(folder))
          .as("a file that holds '%s'", bad)
          .isInstanceOfSatisfying(
              Halt.class, e -> assertThat(e.reason().code()).isEqualTo("TRUST.UNREADABLE"));
    }
  }

  @Test
  void aSubFolderIsTheTrustStoreOfItsName() throws Exception {
    keep("cong-vu/vgca.cer", one);
    keep("neac.cer", two);
    keep(".git/old.cer", three);

    var anchors = TrustAnchors.read(folder);

    assertThat(anchors.stores())
        .containsExactly(
            Map.entry(StoreName.NONE, List.of(two)),
            Map.entry(StoreName.PUBLIC_DUTY, List.of(one)));
    assertThat(anchors.certificates()).containsExactlyInAnyOrder(one, two);
  }

  @Test
  void aRootThatLiesInANamedStoreAsWellIsOfThatStore() throws Exception {
    keep("cong-vu/vgca.cer", one);
    keep("vgca.cer", one);

    assertThat(TrustAnchors.read(folder).stores())
        .containsExactly(Map.entry(StoreName.PUBLIC_DUTY, List.of(one)));
  }

  @Test
  void aFolderThatCannotBeAStoreStopsTheNode() throws Exception {
    keep("cong-vu/vgca.cer", one);
    for (var bad : List.of("Công vụ", "CONG-CONG", "-a", "a b", "a".repeat(33))) {
      keep(bad + "/neac.cer", two);
      assertRefused("TRUST.STORE_NAME");
      Files.delete(folder.resolve(bad).resolve("neac.cer"));
      Files.delete(folder.resolve(bad));
    }
    Files.createDirectory(folder.resolve("cong-cong"));
    assertRefused("TRUST.NO_ANCHORS");
    keep("cong-cong/neac.cer", one);
    assertRefused("TRUST.IN_TWO_STORES");
  }

  private void assertRefused(String code) {
    assertThatThrownBy(() -> TrustAnchors.read(folder))
        .isInstanceOfSatisfying(Halt.class, e -> assertThat(e.reason().code()).isEqualTo(code));
  }

  private void keep(String file, X509Certificate certificate) throws Exception {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.write(folder.resolve(file), certificate.getEncoded());
  }

  private static String pem(X509Certificate certificate) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
