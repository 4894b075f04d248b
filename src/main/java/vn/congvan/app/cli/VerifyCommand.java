package vn.congvan.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.congvan.app.words.Verdict;
import vn.congvan.document.Reason;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;

/** Judges PDFs; needs no node, only the roots to believe. */
@Command(name = "verify")
final class VerifyCommand implements Callable<Integer> {
  @Mixin private final DataOption data;

  @Option(names = "--anchors", paramLabel = "DIR", descriptionKey = "anchors", order = 2)
  private @Nullable Path anchors;

  @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "verify.files")
  private List<Path> files = new ArrayList<>();

  private final Terminal terminal;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    var roots = anchors == null ? data.folder().resolve("trust") : anchors;
    var providers = CryptoProviders.best();
    var verifier =
        new PdfVerifier(new CertificatePaths(TrustAnchors.read(roots), providers), providers);
    var all = true;
    for (var file : files) {
      all &= judge(verifier, file);
    }
    return all ? ExitCode.OK : ExitCode.DOES_NOT_HOLD;
  }

  private boolean judge(PdfVerifier verifier, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      terminal.complain(
          new Reason(
              "VERIFY.NO_FILE",
              "không đọc được tệp %s. Kiểm tra đường dẫn và quyền".formatted(file),
              "cannot read the file %s; check its path and rights".formatted(file)));
      return false;
    }
    var report = verifier.verify(file, terminal.clock().instant(), Expectations.none());
    terminal.out().println(file);
    for (var line : Verdict.lines(report, terminal.language())) {
      terminal.out().println("  " + line);
    }
    return report.valid();
  }
}
