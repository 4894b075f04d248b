package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** The certificate by which a person's own device is known. */
final class DeviceCertificate {
  private static final int MAX_BYTES = 1 << 16;

  private DeviceCertificate() {}

  /**
   * @throws vn.congvan.document.SetAside when the file holds no certificate
   */
  static X509Certificate read(Path file) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MAX_BYTES);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new java.io.ByteArrayInputStream(bytes));
    } catch (IOException | CertificateException e) {
      throw SignFailure.keyUnusable(
          "không đọc được chứng thư của thiết bị (%s)".formatted(file.getFileName()),
          "the certificate of the device cannot be read (%s)".formatted(file.getFileName()),
          e);
    }
  }
}
