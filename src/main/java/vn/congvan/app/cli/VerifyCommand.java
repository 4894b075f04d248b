package vn.congvan.app.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.congvan.app.Proving;
import vn.congvan.app.Settings;
import vn.congvan.app.verdict.Judging;
import vn.congvan.app.verdict.VerdictCsv;
import vn.congvan.app.verdict.VerdictJson;
import vn.congvan.app.words.Verdict;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.WrittenText;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.validation.Indication;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.validation.VerificationReport;
import vn.congvan.validation.policy.PolicyFile;
import vn.congvan.validation.policy.ValidationPolicy;
import vn.congvan.validation.time.StatusServers;

/**
 * Judges PDFs; needs no node, only the roots to believe, and asks whom certificates name if they
 * were revoked. Ends with 1 when a file is invalid, with 2 when none is and one is in doubt, and
 * with 3 when something that was named was not judged, or was not understood: 2 always means doubt
 * here.
 */
@Command(name = "verify", exitCodeOnInvalidInput = ExitCode.CANNOT_RUN)
final class VerifyCommand implements Callable<Integer> {
  private static final int IN_DOUBT = 2;

  /** A person at a terminal wonders whether it goes on when there are more. */
  private static final int MANY = 20;

  @Mixin private final DataOption data;

  @Option(names = "--anchors", paramLabel = "DIR", descriptionKey = "anchors", order = 2)
  private @Nullable Path anchors;

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "verify-format", order = 3)
  private Format format = Format.text;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = AsTime.class,
      descriptionKey = "verify-at",
      order = 4)
  private @Nullable Instant at;

  @Option(names = "--csv", paramLabel = "OUT", descriptionKey = "verify-csv", order = 5)
  private @Nullable Path csv;

  @Option(
      names = "--policy",
      paramLabel = "annex-ii|strict|lenient|FILE",
      descriptionKey = "verify-policy",
      order = 6)
  private @Nullable String policy;

  @Option(names = "--offline", descriptionKey = "verify-offline", order = 7)
  private boolean offline;

  @Mixin private final SettingOption settings = new SettingOption();

  @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "verify.files")
  private List<Path> named = new ArrayList<>();

  private final Terminal terminal;
  private int valid;
  private int invalid;
  private int inDoubt;
  private boolean incomplete;

  /** As it is typed. */
  enum Format {
    text,
    json
  }

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    var providers = CryptoProviders.best();
    var paths = new CertificatePaths(roots(), providers);
    var asking = asking(paths);
    var verifier = new PdfVerifier(asking.paths(), providers, policy(), asking.servers());
    var found = PdfFiles.of(named);
    found.notFound().forEach(this::notJudged);
    var time = at == null ? terminal.clock().instant() : at;
    var judging = new Judging(verifier, time, Runtime.getRuntime().availableProcessors());
    if (csv == null) {
      judge(judging, found.files(), time, null);
    } else {
      try (var table = VerdictCsv.open(csv, terminal.language())) {
        judge(judging, found.files(), time, table);
        table.finish();
      }
    }
    if (format == Format.text && (csv != null || found.files().size() > 1)) {
      summary();
    }
    return incomplete
        ? ExitCode.CANNOT_RUN
        : invalid > 0 ? ExitCode.DOES_NOT_HOLD : inDoubt > 0 ? IN_DOUBT : ExitCode.OK;
  }

  /** A program that reads JSON gets what can be said without roots, of integrity above all. */
  private TrustAnchors roots() {
    try {
      return TrustAnchors.read(anchors == null ? data.folder().resolve("trust") : anchors);
    } catch (Halt none) {
      if (format == Format.text) {
        throw none;
      }
      notJudged(none.reason());
      return new TrustAnchors(List.of());
    }
  }

  private ValidationPolicy policy() {
    return policy == null
        ? Proving.policy(Settings.load(data.folder(), settings.overrides()))
        : PolicyFile.named(policy);
  }

  private Proving.Verifying asking(CertificatePaths paths) {
    return offline
        ? new Proving.Verifying(paths, StatusServers.none())
        : Proving.verifying(
            Settings.load(data.folder(), settings.overrides()), paths, terminal.clock());
  }

  private void notJudged(Reason why) {
    terminal.complain(why);
    incomplete = true;
  }

  private void judge(Judging judging, List<Path> files, Instant time, @Nullable VerdictCsv table) {
    var done = new int[1];
    var watched = files.size() > MANY && System.console() != null;
    var name = terminal.in("Kiểm tra", "Verifying");
    try (var progress = new ProgressBar(terminal, watched, name, files.size())) {
      judging.run(
          files,
          (file, report) -> {
            progress.clear();
            count(file, report);
            if (table != null) {
              table.add(file, report);
            }
            if (format == Format.json) {
              terminal.out().println(VerdictJson.line(file, time, report));
            } else if (table == null && report.wasRead()) {
              terminal.out().println(WrittenText.visible(file.toString()));
              for (var line : Verdict.lines(report, terminal.language())) {
                terminal.out().println("  " + line);
              }
            }
            progress.accept(++done[0]);
          });
    }
  }

  private void count(Path file, VerificationReport report) {
    if (!report.wasRead()) {
      notJudged(
          new Reason(
              VerificationReport.NO_FILE,
              "không đọc được tệp %s. Kiểm tra đường dẫn và quyền".formatted(file),
              "cannot read the file %s; check its path and rights".formatted(file)));
    } else if (report.valid()) {
      valid++;
    } else if (report.indication() == Indication.TOTAL_FAILED) {
      invalid++;
    } else {
      inDoubt++;
    }
  }

  private void summary() {
    terminal.say(
        "%d tệp: %d hợp lệ, %d không hợp lệ, %d chưa đủ cơ sở kết luận"
            .formatted(valid + invalid + inDoubt, valid, invalid, inDoubt),
        "%d files: %d valid, %d invalid, %d indeterminate"
            .formatted(valid + invalid + inDoubt, valid, invalid, inDoubt));
  }
}
