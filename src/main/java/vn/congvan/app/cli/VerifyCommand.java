package vn.congvan.app.cli;

import java.io.PrintStream;
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
import vn.congvan.app.report.Judged;
import vn.congvan.app.report.ReportFolder;
import vn.congvan.app.report.ReportFormat;
import vn.congvan.app.report.Results;
import vn.congvan.app.report.SignedFolder;
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

  @Option(
      names = "--format",
      paramLabel = "text|json|xml|pdf|html",
      descriptionKey = "verify-format",
      order = 3)
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
      order = 8)
  private @Nullable String policy;

  @Option(names = "--offline", descriptionKey = "verify-offline", order = 9)
  private boolean offline;

  @Mixin private final SettingOption settings = new SettingOption();

  @Option(names = "--report", paramLabel = "DIR", descriptionKey = "verify-report", order = 6)
  private @Nullable Path reports;

  @Option(names = "--signed", paramLabel = "DIR", descriptionKey = "verify-signed", order = 7)
  private @Nullable Path signed;

  @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "verify.files")
  private List<Path> named = new ArrayList<>();

  private final Terminal terminal;
  private int valid;
  private int invalid;
  private int inDoubt;
  private boolean incomplete;

  /** As it is typed. */
  enum Format {
    text(null),
    json(null),
    xml(ReportFormat.XML),
    pdf(ReportFormat.PDF),
    html(ReportFormat.HTML);

    /** Null for what is no report of one file. */
    private final @Nullable ReportFormat report;

    Format(@Nullable ReportFormat report) {
      this.report = report;
    }

    /** A program gets what can be said without roots, of integrity above all. */
    boolean isForPrograms() {
      return this == json || this == xml;
    }
  }

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    var found = PdfFiles.of(named);
    check(found.files().size());
    var providers = CryptoProviders.best();
    var paths = new CertificatePaths(roots(), providers);
    var asking = asking(paths);
    var verifier = new PdfVerifier(asking.paths(), providers, policy(), asking.servers());
    found.notFound().forEach(this::notJudged);
    var time = at == null ? terminal.clock().instant() : at;
    var judging = new Judging(verifier, time, Runtime.getRuntime().availableProcessors());
    var results = new ArrayList<Results>();
    try {
      open(results, providers);
      judge(judging, found.files(), time, results);
      for (var result : results) {
        result.finish().forEach(speech()::println);
      }
    } finally {
      results.forEach(Results::close);
    }
    if (format == Format.text && (csv != null || found.files().size() > 1) || reports != null) {
      summary();
    }
    return incomplete
        ? ExitCode.CANNOT_RUN
        : invalid > 0 ? ExitCode.DOES_NOT_HOLD : inDoubt > 0 ? IN_DOUBT : ExitCode.OK;
  }

  /** Before anything is judged: what cannot be written need not be made. */
  private void check(int files) {
    if (reports != null && format.report == null) {
      throw new Halt(
          new Reason(
              "VERIFY.REPORT_FORMAT",
              "--report cần --format xml, pdf hoặc html",
              "--report needs --format xml, pdf or html"));
    }
    if (reports != null || format.report == null) {
      return;
    }
    if (files > 1) {
      throw new Halt(
          new Reason(
              "VERIFY.ONE_REPORT",
              "có %d tệp, mà mỗi tệp một báo cáo. Thêm --report DIR".formatted(files),
              "there are %d files, and a report is about one; add --report DIR".formatted(files)));
    }
    if (format == Format.pdf && terminal.screen()) {
      throw new Halt(
          new Reason(
              "VERIFY.PDF_ON_SCREEN",
              "không in PDF ra màn hình. Thêm > bao-cao.pdf, hoặc --report DIR",
              "a PDF is not printed on a screen; add > report.pdf, or --report DIR"));
    }
  }

  /** Each in the list as soon as it is open, so that it is closed whatever becomes of the next. */
  private void open(List<Results> results, CryptoProviders providers) {
    if (csv != null) {
      results.add(VerdictCsv.open(csv, terminal.language()));
    }
    if (reports != null && format.report != null) {
      results.add(ReportFolder.open(reports, format.report, terminal.language()));
    }
    if (signed != null) {
      results.add(SignedFolder.open(signed, providers, terminal::warn));
    }
  }

  /** Where people are told something while programs read what goes out. */
  private PrintStream speech() {
    return format == Format.text || reports != null ? terminal.out() : terminal.err();
  }

  private TrustAnchors roots() {
    try {
      return TrustAnchors.read(anchors == null ? data.folder().resolve("trust") : anchors);
    } catch (Halt none) {
      if (!format.isForPrograms()) {
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

  private void judge(Judging judging, List<Path> files, Instant time, List<Results> results) {
    var done = new int[1];
    var watched = files.size() > MANY && System.console() != null;
    var name = terminal.in("Kiểm tra", "Verifying");
    var program = new Version().getVersion()[0];
    try (var progress = new ProgressBar(terminal, watched, name, files.size())) {
      judging.run(
          files,
          (file, report) -> {
            progress.clear();
            count(file, report);
            var judged = new Judged(file, time, report, program);
            results.forEach(result -> result.add(judged));
            show(judged);
            progress.accept(++done[0]);
          });
    }
  }

  /** What goes out of each file, unless it goes elsewhere. */
  private void show(Judged judged) {
    if (format == Format.json) {
      terminal.out().println(VerdictJson.line(judged.file(), judged.at(), judged.report()));
    } else if (format.report != null) {
      if (reports == null) {
        print(format.report.write(judged, terminal.language()));
      }
    } else if (csv == null && judged.report().wasRead()) {
      terminal.out().println(WrittenText.visible(judged.file().toString()));
      for (var line : Verdict.lines(judged.report(), terminal.language())) {
        terminal.out().println("  " + line);
      }
    }
  }

  private void print(byte[] report) {
    terminal.out().write(report, 0, report.length);
    if (terminal.out().checkError()) {
      throw new Halt(
          new Reason(
              "VERIFY.REPORT_NOT_WRITTEN",
              "không ghi hết được báo cáo. Kiểm tra ổ đĩa và chương trình nhận",
              "the report could not be written whole; check the disk and whoever reads it"));
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
