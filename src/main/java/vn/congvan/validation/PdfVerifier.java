package vn.congvan.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.PathFinder;
import vn.congvan.validation.cms.Certificates;
import vn.congvan.validation.pdf.Limits;
import vn.congvan.validation.pdf.PdfBytes;
import vn.congvan.validation.policy.PolicyFile;
import vn.congvan.validation.policy.ValidationPolicy;
import vn.congvan.validation.time.StatusServers;

/**
 * Judges signed PDFs; shares no code with the signer. Fails closed: what cannot be read is not
 * valid. Thread-safe.
 *
 * <p>A file passes only if every signature in it holds, nothing was added to it that they do not
 * permit, each signer's certificate leads to an anchor and was valid and not revoked when the
 * signature is known to have existed, and it is what its reader expects. The policy says what it
 * means that something is not known.
 */
public final class PdfVerifier {
  private final PathFinder paths;
  private final CryptoProviders providers;
  private final Certificates certificates = new Certificates();
  private final Limits limits;
  private final ValidationPolicy policy;
  private final StatusServers servers;
  private final RecentVerdicts recent = new RecentVerdicts();

  /** By the usual policy, asking nobody. */
  public PdfVerifier(PathFinder paths, CryptoProviders providers) {
    this(paths, providers, PolicyFile.builtIn(PolicyFile.USUAL), StatusServers.none());
  }

  /**
   * @param servers asked about certificates when the file does not say enough
   */
  public PdfVerifier(
      PathFinder paths, CryptoProviders providers, ValidationPolicy policy, StatusServers servers) {
    this(paths, providers, policy, servers, Limits.standard());
  }

  PdfVerifier(PathFinder paths, CryptoProviders providers, Limits limits) {
    this(paths, providers, PolicyFile.builtIn(PolicyFile.USUAL), StatusServers.none(), limits);
  }

  private PdfVerifier(
      PathFinder paths,
      CryptoProviders providers,
      ValidationPolicy policy,
      StatusServers servers,
      Limits limits) {
    this.paths = paths;
    this.providers = providers;
    this.policy = policy;
    this.servers = servers;
    this.limits = limits;
  }

  /**
   * Never throws for what a file holds, nor when there is none: the report says so.
   *
   * @param at the time of judging
   */
  public VerificationReport verify(Path pdf, Instant at, Expectations expectations) {
    if (!Files.isRegularFile(pdf)) {
      // A pipe would be waited for.
      return Reports.nothing(Findings.noFile("no regular file"), providers, policy.name());
    }
    try (var bytes = PdfBytes.open(pdf)) {
      return verify(bytes, at, expectations);
    } catch (IOException e) {
      return Reports.nothing(
          Findings.noFile(e.getClass().getSimpleName()), providers, policy.name());
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
      return Reports.nothing(Findings.failed(e.toString()), providers, policy.name());
    }
  }

  private VerificationReport judge(
      PdfBytes bytes, @Nullable HeldDigest held, Instant at, Expectations expectations)
      throws IOException {
    var judge =
        new FileJudge(
            paths, providers, certificates, policy, servers, limits, bytes, held, at, expectations);
    var report = judge.judge();
    if (held != null) {
      judge.recheck().ifPresent(recheck -> recent.remember(report, recheck, expectations));
    }
    return report;
  }
}
