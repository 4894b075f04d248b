package vn.congvan.validation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;

/**
 * Prints what the verifier says of each file as one line of JSON; for collections of attack files
 * kept outside the project. No certificate is trusted: what counts is {@code integrity}.
 */
public final class PrintVerdict {
  private PrintVerdict() {}

  public static void main(String[] files) {
    var providers = CryptoProviders.best();
    var verifier =
        new PdfVerifier(new CertificatePaths(new TrustAnchors(List.of()), providers), providers);
    for (var file : files) {
      var report =
          verifier.verify(
              Path.of(file), Instant.parse("2026-11-20T00:00:00Z"), Expectations.none());
      System.out.printf(
          "{\"integrity\": \"%s\", \"indication\": \"%s\", \"code\": \"%s\", \"why\": \"%s\"}%n",
          report.integrity(),
          report.indication(),
          report.headline().code(),
          report.headline().en().replace('"', '\''));
    }
  }
}
