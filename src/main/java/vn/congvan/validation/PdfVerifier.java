package vn.congvan.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.validation.cms.Certificates;
import vn.congvan.validation.pdf.Limits;
import vn.congvan.validation.pdf.PdfBytes;

/**
 * Judges signed PDFs; shares no code with the signer. Fails closed: what cannot be read is not
 * valid. Thread-safe.
 *
 * <p>A file passes only if every signature in it holds, nothing was added to it that they do not
 * permit, each signer's certificate leads to an anchor, and it is what its reader expects. There is
 * no look at revocation and none at signature time-stamps yet: certificates must be valid at the
 * time of judging and at the time the signature claims.
 */
public final class PdfVerifier {
  private final CertificatePaths paths;
  private final CryptoProviders providers;
  private final Certificates certificates = new Certificates();
  private final Limits limits;
  private final RecentVerdicts recent;

  public PdfVerifier(CertificatePaths paths, CryptoProviders providers) {
    this(paths, providers, Limits.standard());
  }

  PdfVerifier(CertificatePaths paths, CryptoProviders providers, Limits limits) {
    this.paths = paths;
    this.providers = providers;
    this.limits = limits;
    this.recent = new RecentVerdicts(paths);
  }

  /**
   * Never throws for what a file holds, nor when there is none: the report says so.
   *
   * @param at the time of judging
   */
  public VerificationReport verify(Path pdf, Instant at, Expectations expectations) {
    if (!Files.isRegularFile(pdf)) {
      // A pipe would be waited for.
      return Reports.nothing(Findings.noFile("no regular file"), providers);
    }
    try (var bytes = PdfBytes.open(pdf)) {
      return verify(bytes, at, expectations);
    } catch (IOException e) {
      return Reports.nothing(Findings.noFile(e.getClass().getSimpleName()), providers);
    }
  }

  VerificationReport verify(PdfBytes bytes, Instant at, Expectations expectations)
      throws IOException {
    try {
      if (!bytes.isHeld()) {
        return judge(bytes, null, at, expectations);
      }
      var held = new HeldDigest(bytes, providers);
      return recent.of(held.hash(), at, expectations, () -> judge(bytes, held, at, expectations));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A defect of ours, found by a file; whatever it is, the file does not pass.
      return Reports.nothing(Findings.failed(e.toString()), providers);
    }
  }

  private VerificationReport judge(
      PdfBytes bytes, @Nullable HeldDigest held, Instant at, Expectations expectations)
      throws IOException {
    var judge =
        new FileJudge(paths, providers, certificates, limits, bytes, held, at, expectations);
    var report = judge.judge();
    recent.remember(report, judge.signed(), expectations);
    return report;
  }
}
