package vn.congvan.trust.lab;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.congvan.testing.HandClock;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.SignatureCheck;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.outside.AddressRule;
import vn.congvan.trust.outside.OutsideCalls;
import vn.congvan.trust.revocation.MissingIssuers;
import vn.congvan.trust.revocation.RevocationProofs;
import vn.congvan.trust.revocation.RevocationSettings;
import vn.congvan.trust.revocation.ValidationDataSource;
import vn.congvan.trust.stamp.AnswerCheck;
import vn.congvan.trust.stamp.Pace;
import vn.congvan.trust.stamp.TimeStampServer;
import vn.congvan.trust.stamp.TimeStamps;

/** The lab's servers and those who ask them, on one clock. */
public final class LabCircle implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  public final HandClock clock = new HandClock(NOW);
  public final LabServices services;
  public final CertificatePaths paths;
  public final SignatureCheck signatures = new SignatureCheck(CryptoProviders.best());
  public final OutsideCalls calls = new OutsideCalls(AddressRule.everywhere());

  public LabCircle(Path folder) {
    services = LabServices.start(folder, clock, CryptoProviders.best());
    paths =
        new CertificatePaths(
            TrustAnchors.read(services.pki().anchorsFolder()), CryptoProviders.best());
  }

  public TimeStampServer server(int questions, Duration within, Duration deadline) {
    return new TimeStampServer(
        services.tsa(),
        new Pace(questions, within, clock),
        Optional.of(LabServices.POLICY),
        deadline,
        calls,
        new AnswerCheck(paths, signatures, clock),
        clock);
  }

  public TimeStamps stamps() {
    return new TimeStamps(List.of(server(1000, Duration.ofMinutes(1), DEADLINE)));
  }

  public RevocationProofs proofs(RevocationSettings settings) {
    return new RevocationProofs(calls, signatures, settings, clock);
  }

  public ValidationDataSource validationData() {
    return new ValidationDataSource(
        new MissingIssuers(paths, calls, DEADLINE, clock),
        proofs(RevocationSettings.usual()),
        signatures,
        clock);
  }

  public Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    services.close();
  }
}
