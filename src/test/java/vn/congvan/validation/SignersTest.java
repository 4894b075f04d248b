package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class SignersTest {
  /** Nobody signed this one; a file may bring it along all the same. */
  @Test
  void aNameWhoseBytesAreNoTextIsNone() throws Exception {
    var encoded = People.LEADER.certificate().getEncoded();
    var text = new String(encoded, StandardCharsets.ISO_8859_1);
    var name = new String("Nguyễn".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    encoded[text.lastIndexOf(name) + 4] = (byte) 0xFF;
    var spoilt =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));

    var signer = Signers.of(spoilt, People.PROVIDERS);

    assertThat(Signers.of(People.LEADER.certificate(), People.PROVIDERS).name())
        .isEqualTo("Nguyễn Văn An");
    assertThat(signer.name()).isEmpty();
    assertThat(signer.organization()).isEqualTo("Ủy ban nhân dân phường Hương Trà");
  }
}
