package vn.congvan.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Halt;
import vn.congvan.trust.lab.Certificates;

class TrustAnchorsTest {
  @TempDir Path folder;

  private final X509Certificate one = Certificates.ca().selfSigned("CN=Gốc một").certificate();
  private final X509Certificate two = Certificates.ca().selfSigned("CN=Gốc hai").certificate();

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

  private static String pem(X509Certificate certificate) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
