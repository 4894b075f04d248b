package vn.congvan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.util.Date;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.trust.lab.KeyKind;

/** Whoever asks the lab about its certificates finds its lists where they say. */
class LabListsTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path lab;

  @Test
  void certificatesNameListsThatAreThereInThisRunAndInTheNext() throws Exception {
    URI address;
    try (var lists = LabLists.open(lab, CLOCK)) {
      address = lists.address();
      var holder = lists.pki().issuePerson("ld-1", "Lê Thị Bình", "UBND", KeyKind.P256);
      assertThat(new String(holder.certificate().getEncoded(), "ISO-8859-1"))
          .contains(address + "issuing.crl", address + "issuing.crt")
          .doesNotContain(address + "ocsp");
      var list = list(address.resolve("issuing.crl"));
      list.verify(lists.pki().issuingCa().getPublicKey());
      assertThat(list.isRevoked(holder.certificate())).isFalse();
      assertThat(list.getNextUpdate()).isAfter(new Date());
      list(address.resolve("root.crl")).verify(lists.pki().rootCa().getPublicKey());
      assertThat(get(address.resolve("issuing.crt")).body())
          .isEqualTo(lists.pki().issuingCa().getEncoded());
      assertThat(lists.asked()).isEqualTo(3);
    }
    try (var again = LabLists.open(lab, CLOCK)) {
      assertThat(again.address()).isEqualTo(address);
      assertThat(again.areServed()).isTrue();
      list(address.resolve("issuing.crl"));
    }
  }

  @Test
  void aPortThatIsTakenStopsNobody() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(lab.resolve("revocation-lists.port"), taken.getLocalPort() + "\n");
      try (var lists = LabLists.open(lab, CLOCK)) {
        assertThat(lists.areNamed()).isTrue();
        assertThat(lists.areServed()).isFalse();
      }
    }
  }

  @Test
  void aFolderOfBeforeKeepsCertificatesThatNameNobody() throws IOException {
    LabOnce.copyInto(lab);
    try (var lists = LabLists.open(lab.resolve("lab"), CLOCK)) {
      assertThat(lists.areNamed()).isFalse();
      assertThat(lists.areServed()).isFalse();
      assertThat(
              lists
                  .pki()
                  .issuePerson("ld-2", "Lê Thị Bình", "UBND", KeyKind.P256)
                  .certificate()
                  .getExtensionValue(Extension.cRLDistributionPoints.getId()))
          .isNull();
    }
  }

  @Test
  void aFileThatHoldsNoPortIsSaid() throws IOException {
    Files.writeString(lab.resolve("revocation-lists.port"), "cổng");
    assertThatThrownBy(() -> LabLists.open(lab, CLOCK))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not hold a port");
  }

  private static X509CRL list(URI address) throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509")
            .generateCRL(new java.io.ByteArrayInputStream(get(address).body()));
  }

  private static HttpResponse<byte[]> get(URI address) throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }
}
