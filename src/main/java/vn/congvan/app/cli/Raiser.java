package vn.congvan.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.congvan.app.Proving;
import vn.congvan.app.Settings;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.signing.PdfRaiser;
import vn.congvan.trust.TrustAnchors;

/** What the commands that append to a signed PDF have in common. */
final class Raiser {
  @Mixin final DataOption data;
  @Mixin final SettingOption settings = new SettingOption();

  @Option(names = "--anchors", paramLabel = "DIR", descriptionKey = "anchors", order = 2)
  private @Nullable Path anchors;

  @Option(names = "--tsa", paramLabel = "URL", descriptionKey = "tsa", order = 3)
  private List<URI> servers = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "raise-out", order = 4)
  private @Nullable Path out;

  @Parameters(paramLabel = "FILE", arity = "1", descriptionKey = "raise-file")
  private Path file = Path.of("");

  private final Terminal terminal;

  Raiser(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  /** Appends, and puts the result in the file's place whole or not at all. */
  int append(Function<PdfRaiser, Function<Path, PdfRaiser.Raised>> how) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      terminal.complain(
          new Reason(
              "RAISE.NO_FILE",
              "không đọc được tệp %s. Kiểm tra đường dẫn và quyền".formatted(file),
              "cannot read the file %s; check its path and rights".formatted(file)));
      return ExitCode.CANNOT_RUN;
    }
    var raiser = raiser();
    try {
      var before = raiser.level(file);
      var raised = how.apply(raiser).apply(file);
      var added = raised.pdf().size() - Files.size(file);
      WholeFile.write(target(), raised.pdf());
      terminal.say(
          "%s: mức chữ ký %s → %s, thêm %d byte.".formatted(file, before, raised.level(), added),
          "%s: level %s → %s, %d bytes added.".formatted(file, before, raised.level(), added));
      if (raised.heldUpBy().isPresent()) {
        terminal.complain(raised.heldUpBy().get().reason());
        return ExitCode.DOES_NOT_HOLD;
      }
      return ExitCode.OK;
    } catch (SetAside refused) {
      terminal.complain(refused.reason());
      return ExitCode.DOES_NOT_HOLD;
    } catch (RetryLater away) {
      terminal.complain(away.reason());
      return ExitCode.CANNOT_RUN;
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "RAISE.NOT_WRITTEN",
              "không ghi được %s (%s). Tệp cũ còn nguyên".formatted(target(), e.getMessage()),
              "cannot write %s (%s); the old file is as it was"
                  .formatted(target(), e.getMessage())),
          e);
    }
  }

  private PdfRaiser raiser() {
    var overrides = new LinkedHashMap<>(settings.overrides());
    if (!servers.isEmpty()) {
      overrides.put(
          "timestamp.servers", String.join(",", servers.stream().map(URI::toString).toList()));
    }
    var roots = anchors == null ? data.folder().resolve("trust") : anchors;
    return Proving.raiser(
        Settings.load(data.folder(), overrides), TrustAnchors.read(roots), terminal.clock());
  }

  private Path target() {
    return out == null ? file : out;
  }
}
