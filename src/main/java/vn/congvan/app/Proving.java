package vn.congvan.app;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.VietnamTime;
import vn.congvan.signing.CertificateGate;
import vn.congvan.signing.PadesLevel;
import vn.congvan.signing.PdfRaiser;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.PathFinder;
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
import vn.congvan.validation.policy.PolicyFile;
import vn.congvan.validation.policy.ValidationPolicy;
import vn.congvan.validation.time.AskedServers;
import vn.congvan.validation.time.StatusServers;

/**
 * The servers that prove time and revocation, and what is made of their answers.
 *
 * @param signingStamps asked while somebody signs; none when signatures are B-B
 * @param stamps asked when documents are raised
 * @param verifying whom a verifier asks
 * @param data of revocation, and who asks it shares its answers
 * @param target to which issued documents are raised; empty when they are not
 */
public record Proving(
    TimeStamps signingStamps,
    TimeStamps stamps,
    Verifying verifying,
    ValidationDataSource data,
    PdfRaiser raiser,
    Optional<PadesLevel> target) {

  /** One server: its address, and how many questions it allows in how long. */
  static final Pattern SERVER =
      Pattern.compile("(https?://[^\\s,]+)(?:\\s+(\\d{1,6})/(\\d{1,6}(?:s|m|h|d)))?");

  private static final int UNLIMITED = 1_000;

  public static Proving of(
      Settings settings, CertificatePaths paths, CryptoProviders providers, Clock clock) {
    var target = PadesLevel.of(settings.text("raise.level"));
    var signs = PadesLevel.of(settings.text("signing.level")).orElse(PadesLevel.B_B);
    var stamps = stamps(settings, paths, providers, clock);
    if (stamps.isNone() && (target.isPresent() || signs == PadesLevel.B_T)) {
      throw new Halt(
          new Reason(
              "SETTINGS.NO_TIME_STAMPS",
              "Chưa khai báo máy chủ dấu thời gian mà signing.level hoặc raise.level cần. Ghi timestamp.servers rồi chạy lại.",
              "signing.level or raise.level needs a time-stamp server and none is set; set timestamp.servers and start again"));
    }
    var outside = new Outside(settings, providers, clock);
    var data = outside.data(paths);
    return new Proving(
        signs == PadesLevel.B_T ? stamps : TimeStamps.none(),
        stamps,
        outside.verifying(paths),
        data,
        new PdfRaiser(providers, stamps, data, clock),
        target);
  }

  /** What asks about a certificate before its key signs, as the installation has chosen. */
  public CertificateGate gate(Settings settings, Clock clock) {
    return switch (settings.text("issue.revocation")) {
      case "off" -> CertificateGate.ofDays(clock);
      case "refuse" -> CertificateGate.asking(data, CertificateGate.Policy.REFUSE, clock);
      default -> CertificateGate.asking(data, CertificateGate.Policy.WARN, clock);
    };
  }

  /** From when on time-stamps made before are renewed for their algorithms' sake. */
  static Optional<Instant> olderAreDue(Settings settings) {
    var until = settings.text("raise.algorithms-until");
    return until.isEmpty()
        ? Optional.empty()
        : Optional.of(
            LocalDate.parse(until)
                .atStartOfDay(VietnamTime.ZONE)
                .toInstant()
                .minus(settings.duration("raise.renew-before")));
  }

  /** For a command that raises files by itself, with the servers of its settings. */
  public static PdfRaiser raiser(Settings settings, TrustAnchors anchors, Clock clock) {
    var providers = CryptoProviders.best();
    var paths = new CertificatePaths(anchors, providers);
    return new PdfRaiser(
        providers,
        stamps(settings, paths, providers, clock),
        new Outside(settings, providers, clock).data(paths),
        clock);
  }

  /**
   * Whom a verifier asks when a file does not say enough: for issuers that did not come along, and
   * whether certificates were revoked.
   */
  public record Verifying(PathFinder paths, StatusServers servers) {}

  /** For a command that verifies by itself, with the servers of its settings. */
  public static Verifying verifying(Settings settings, CertificatePaths paths, Clock clock) {
    return new Outside(settings, CryptoProviders.best(), clock).verifying(paths);
  }

  /**
   * The policy that signatures are judged by.
   *
   * @throws Halt when it is no policy
   */
  public static ValidationPolicy policy(Settings settings) {
    var named = settings.text("verify.policy");
    return PolicyFile.BUILT_IN.contains(named)
        ? PolicyFile.builtIn(named)
        : PolicyFile.read(settings.data().resolve(named));
  }

  /** For a command that signs by itself, with the servers of its settings. */
  public static TimeStamps stamps(Settings settings, TrustAnchors anchors, Clock clock) {
    var providers = CryptoProviders.best();
    return stamps(settings, new CertificatePaths(anchors, providers), providers, clock);
  }

  private static TimeStamps stamps(
      Settings settings, CertificatePaths paths, CryptoProviders providers, Clock clock) {
    var servers = settings.text("timestamp.servers").strip();
    // Written by the administrator, so they may lie anywhere.
    var calls = new OutsideCalls(AddressRule.everywhere());
    var check = new AnswerCheck(paths, new SignatureCheck(providers), clock);
    var policy = Optional.of(settings.text("timestamp.policy")).filter(oid -> !oid.isEmpty());
    var deadline = settings.duration("timestamp.deadline");
    var found = new ArrayList<TimeStampServer>();
    for (var server :
        servers.isEmpty() ? List.<String>of() : List.of(servers.split("\\s*,\\s*", -1))) {
      var parts = SERVER.matcher(server);
      if (!parts.matches()) {
        throw new IllegalArgumentException("a setting is checked when it is read");
      }
      found.add(
          new TimeStampServer(
              URI.create(parts.group(1)),
              pace(parts.group(2), parts.group(3), clock),
              policy,
              deadline,
              calls,
              check,
              clock));
    }
    return new TimeStamps(found);
  }

  /** Whom certificates name: asked at addresses that anybody may have written. */
  private static final class Outside {
    private final OutsideCalls calls;
    private final Duration deadline;
    private final SignatureCheck signatures;
    private final RevocationProofs proofs;
    private final boolean ask;
    private final Clock clock;

    Outside(Settings settings, CryptoProviders providers, Clock clock) {
      this.clock = clock;
      this.ask = settings.text("verify.servers").equals("ask");
      calls =
          new OutsideCalls(
              new AddressRule(
                  settings.text("outside.private-addresses").equals("yes"),
                  hosts(settings.text("outside.allowed-hosts")),
                  hosts(settings.text("outside.denied-hosts"))));
      deadline = settings.duration("revocation.deadline");
      signatures = new SignatureCheck(providers);
      proofs =
          new RevocationProofs(
              calls,
              signatures,
              new RevocationSettings(
                  deadline,
                  settings.duration("revocation.keep"),
                  (int) settings.number("revocation.max-list") << 20,
                  settings.text("revocation.nonce").equals("yes")),
              clock);
    }

    ValidationDataSource data(CertificatePaths paths) {
      return new ValidationDataSource(
          new MissingIssuers(paths, calls, deadline, clock), proofs, signatures, clock);
    }

    Verifying verifying(CertificatePaths paths) {
      return ask
          ? new Verifying(
              new MissingIssuers(paths, calls, deadline, clock), new AskedServers(proofs, clock))
          : new Verifying(paths, StatusServers.none());
    }
  }

  private static Pace pace(@Nullable String questions, @Nullable String within, Clock clock) {
    return questions == null || within == null
        ? new Pace(UNLIMITED, Duration.ofMinutes(1), clock)
        : new Pace(Integer.parseInt(questions), SettingForm.Span.parse(within), clock);
  }

  private static List<String> hosts(String value) {
    return Arrays.stream(value.split("[,\\s]+", -1)).filter(host -> !host.isEmpty()).toList();
  }
}
