package vn.congvan.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/** The roots we believe. Trusted: whoever can add one decides whose signatures hold. */
public record TrustAnchors(List<X509Certificate> certificates) {
  private static final long MAX_FILE_BYTES = 1L << 20;

  public TrustAnchors {
    certificates = List.copyOf(certificates);
  }

  /**
   * Every {@code *.pem}, {@code *.crt}, {@code *.cer} of a folder, PEM or DER, one certificate or
   * several. One bad file spoils the whole: believing fewer roots than the operator meant would
   * refuse documents for a reason nobody sees.
   *
   * @throws Halt when unreadable or empty
   */
  public static TrustAnchors read(Path folder) {
    var found = new LinkedHashSet<X509Certificate>();
    try (var entries = Files.list(folder)) {
      for (var file : entries.filter(TrustAnchors::isCertificate).sorted().toList()) {
        found.addAll(readFile(file));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new Halt(
          new Reason(
              "TRUST.NO_FOLDER",
              "Không có thư mục chứng thư gốc %s. Ghi đúng thư mục dữ liệu (--data) hoặc thư mục chứng thư (--anchors; với nút là trust.directory)."
                  .formatted(folder),
              "there is no folder %s of root certificates; name the data folder (--data) or the folder itself (--anchors; for a node trust.directory)"
                  .formatted(folder)),
          e);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    if (found.isEmpty()) {
      throw new Halt(
          new Reason(
              "TRUST.NO_ANCHORS",
              "Thư mục %s không có chứng thư gốc nào. Đặt chứng thư của CA gốc (.pem, .crt, .cer) vào đó rồi chạy lại."
                  .formatted(folder),
              "the folder %s holds no root certificate; put those of the root CAs there (.pem, .crt, .cer) and start again"
                  .formatted(folder)));
    }
    return new TrustAnchors(List.copyOf(found));
  }

  private static boolean isCertificate(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".pem") || name.endsWith(".crt") || name.endsWith(".cer");
  }

  private static List<X509Certificate> readFile(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw unreadable(file, null);
      }
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (certificates.isEmpty()) {
        throw unreadable(file, null);
      }
      return certificates.stream().map(X509Certificate.class::cast).toList();
    } catch (IOException | CertificateException | ClassCastException e) {
      throw unreadable(file, e);
    }
  }

  private static Halt unreadable(Path what, @Nullable Exception cause) {
    var reason =
        new Reason(
            "TRUST.UNREADABLE",
            "Không đọc được chứng thư gốc ở %s. Thay bằng tệp chứng thư X.509 (PEM hoặc DER) dưới 1 MB."
                .formatted(what),
            "cannot read root certificates from %s (%s); put an X.509 certificate there, PEM or DER, below 1 MB"
                .formatted(what, cause == null ? "none in it" : Shown.of(String.valueOf(cause))));
    return cause == null ? new Halt(reason) : new Halt(reason, cause);
  }
}
