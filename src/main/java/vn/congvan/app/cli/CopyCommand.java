package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import vn.congvan.app.Proving;
import vn.congvan.app.Settings;
import vn.congvan.app.SigningSettings;
import vn.congvan.directory.DirectoryFile;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.issuing.Copying;
import vn.congvan.signing.CopyForm;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PdfSigner;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;

/**
 * Makes an electronic copy with the keys, the directory and the settings of a data folder; no
 * database of it is opened, so a node may run on it meanwhile.
 */
@Command(name = "copy")
final class CopyCommand implements Callable<Integer> {
  private static final String COPIED = ".copy.pdf";

  @Mixin private final DataOption data;
  @Mixin private final SettingOption settings = new SettingOption();

  @Option(
      names = "--agency",
      paramLabel = "CODE",
      required = true,
      descriptionKey = "copy-agency",
      order = 2,
      converter = KeyCommand.AsAgency.class)
  private AgencyCode agency = new AgencyCode("A");

  @Option(
      names = "--form",
      paramLabel = "sao-y|sao-luc|trich-sao",
      descriptionKey = "copy-form",
      order = 3,
      converter = AsForm.class)
  private CopyForm form = CopyForm.FULL;

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "copy-out", order = 4)
  private @Nullable Path out;

  @Parameters(paramLabel = "FILE", arity = "1", descriptionKey = "copy-file")
  private Path file = Path.of("");

  private final Terminal terminal;

  CopyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      terminal.complain(
          new Reason(
              "COPY.NO_FILE",
              "không đọc được tệp %s. Kiểm tra đường dẫn và quyền".formatted(file),
              "cannot read the file %s; check its path and rights".formatted(file)));
      return ExitCode.CANNOT_RUN;
    }
    var target = (out == null ? WholeFile.beside(file, COPIED) : out).toAbsolutePath();
    if (Files.exists(target)) {
      terminal.complain(
          new Reason(
              "COPY.EXISTS",
              "tệp %s đã có; không ghi đè. Chọn tên khác bằng --out".formatted(target),
              "the file %s is there already and is left alone; choose another name with --out"
                  .formatted(target)));
      return ExitCode.DOES_NOT_HOLD;
    }
    try {
      copy(target);
      return ExitCode.OK;
    } catch (SetAside refused) {
      terminal.complain(refused.reason());
      return ExitCode.DOES_NOT_HOLD;
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "COPY.NOT_WRITTEN",
              "không ghi được %s (%s). Kiểm tra ổ đĩa và quyền ghi"
                  .formatted(target, e.getMessage()),
              "cannot write %s (%s); check the disk and its rights"
                  .formatted(target, e.getMessage())),
          e);
    }
  }

  private void copy(Path target) throws IOException {
    var copying = copying(Settings.load(data.folder(), settings.overrides()));
    var plain = Files.createTempFile(target.getParent(), ".congvan-", ".plain.pdf");
    try {
      var copy = copying.copy(agency, form, file, plain);
      WholeFile.write(target, copy.pdf());
      var name = copy.agency().name();
      terminal.say(
          "%s: %s, %s → %s".formatted(file, form.vietnamese(), name, target),
          "%s: %s, %s → %s".formatted(file, form.key(), name, target));
      copy.warning().ifPresent(terminal::warn);
    } finally {
      Files.deleteIfExists(plain);
    }
  }

  private Copying copying(Settings chosen) {
    var folder = data.folder();
    var directory =
        DirectoryFile.read(
            chosen
                .path("directory.file")
                .orElse(folder.resolve("config").resolve("agencies.yaml")));
    var anchors = TrustAnchors.read(chosen.path("trust.directory").orElse(folder.resolve("trust")));
    var providers = CryptoProviders.best();
    var clock = terminal.clock();
    var proving = Proving.of(chosen, new CertificatePaths(anchors, providers), providers, clock);
    return new Copying(
        directory,
        new KeyRing(SigningSettings.rules(chosen), clock),
        new PdfSigner(providers, proving.signingStamps()),
        proving.gate(chosen, clock),
        clock);
  }

  /** As it is typed: {@code sao-y}. */
  static final class AsForm implements ITypeConverter<CopyForm> {
    @Override
    public CopyForm convert(String value) {
      return CopyForm.of(value).orElseThrow(() -> new TypeConversionException(value));
    }
  }
}
