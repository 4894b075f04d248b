package vn.congvan.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import vn.congvan.app.Proving;
import vn.congvan.app.Settings;
import vn.congvan.app.SigningSettings;
import vn.congvan.document.Failure;
import vn.congvan.document.Halt;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.inspection.FileWarnings;
import vn.congvan.signing.Box;
import vn.congvan.signing.FieldLayout;
import vn.congvan.signing.FreeSignature;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PadesLevel;
import vn.congvan.signing.PdfRaiser;
import vn.congvan.signing.PdfSigner;
import vn.congvan.signing.SignatureImage;
import vn.congvan.signing.SignedPdf;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;

/** Signs anybody's PDFs with a key of one's own, by appending. */
@Command(name = "sign")
final class SignCommand implements Callable<Integer> {
  private static final String SIGNED = ".signed.pdf";

  /** Writing more bytes takes long enough to wonder. */
  private static final long LONG = 64L << 20;

  /** No page is larger. */
  private static final double MOST_MM = 5_000;

  @Mixin private final DataOption data;
  @Mixin private final SettingOption settings = new SettingOption();

  @Option(
      names = "--key",
      paramLabel = "FILE.p12",
      required = true,
      descriptionKey = "sign-key",
      order = 2)
  private Path key = Path.of("");

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      required = true,
      descriptionKey = "password-file",
      order = 3)
  private Path passwordFile = Path.of("");

  @Option(
      names = "--level",
      paramLabel = "B-B|B-T|B-LT|B-LTA",
      converter = AsLevel.class,
      descriptionKey = "sign-level",
      order = 4)
  private PadesLevel level = PadesLevel.B_B;

  @Option(names = "--tsa", paramLabel = "URL", descriptionKey = "tsa", order = 5)
  private List<URI> servers = new ArrayList<>();

  @Option(names = "--anchors", paramLabel = "DIR", descriptionKey = "anchors", order = 6)
  private @Nullable Path anchors;

  @Option(names = "--visible", paramLabel = "PNG", descriptionKey = "visible", order = 7)
  private @Nullable Path visible;

  @Option(names = "--page", paramLabel = "N", descriptionKey = "page", order = 8)
  private int page = -1;

  @Option(names = "--at", paramLabel = "X,Y", split = ",", descriptionKey = "at", order = 9)
  private double[] at = {115, 65};

  @Option(names = "--width", paramLabel = "MM", descriptionKey = "width", order = 10)
  private double width = 46;

  @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "reason", order = 11)
  private @Nullable String reason;

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "sign-out", order = 12)
  private @Nullable Path out;

  @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "sign-file")
  private List<Path> files = new ArrayList<>();

  @Spec private CommandSpec command = CommandSpec.create();

  private final Terminal terminal;

  SignCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    require(out == null || files.size() == 1, "--out", String.valueOf(out));
    require(
        at.length == 2 && Arrays.stream(at).allMatch(mm -> Math.abs(mm) <= MOST_MM),
        "--at",
        Arrays.stream(at).mapToObj(Double::toString).collect(Collectors.joining(",")));
    require(width > 0 && width <= MOST_MM, "--width", Double.toString(width));
    require(page != 0, "--page", "0");
    var overrides = new LinkedHashMap<>(settings.overrides());
    if (!servers.isEmpty()) {
      overrides.put(
          "timestamp.servers", String.join(",", servers.stream().map(URI::toString).toList()));
    }
    var chosen = Settings.load(data.folder(), overrides);
    var ring = new KeyRing(SigningSettings.rules(chosen), terminal.clock());
    var tools = tools(chosen);
    var worst = ExitCode.OK;
    for (var i = 0; i < files.size(); i++) {
      worst = Math.max(worst, sign(files.get(i), ring, tools, i + 1));
    }
    return worst;
  }

  private void require(boolean holds, String option, String value) {
    if (!holds) {
      throw new ParameterException(
          command.commandLine(), "cannot be used", command.findOption(option), value);
    }
  }

  /**
   * What signs, and what raises afterwards.
   *
   * @param raiser null for level B-B
   */
  private record Tools(PdfSigner signer, @Nullable PdfRaiser raiser) {}

  private Tools tools(Settings chosen) {
    if (level == PadesLevel.B_B) {
      return new Tools(new PdfSigner(CryptoProviders.best()), null);
    }
    var roots = TrustAnchors.read(anchors == null ? data.folder().resolve("trust") : anchors);
    var stamps = Proving.stamps(chosen, roots, terminal.clock());
    if (stamps.isNone()) {
      throw new Halt(
          new Reason(
              "SIGN.NO_TSA",
              "mức %s cần máy chủ dấu thời gian. Thêm --tsa URL hoặc đặt timestamp.servers"
                  .formatted(level),
              "level %s needs a time-stamp server; give --tsa URL or set timestamp.servers"
                  .formatted(level)));
    }
    return new Tools(
        new PdfSigner(CryptoProviders.best(), stamps),
        Proving.raiser(chosen, roots, terminal.clock()));
  }

  private int sign(Path file, KeyRing ring, Tools tools, int number) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      terminal.complain(
          new Reason(
              "SIGN.NO_FILE",
              "không đọc được tệp %s. Kiểm tra đường dẫn và quyền".formatted(file),
              "cannot read the file %s; check its path and rights".formatted(file)));
      return ExitCode.CANNOT_RUN;
    }
    var target = out == null ? WholeFile.beside(file, SIGNED) : out;
    if (Files.exists(target)) {
      terminal.complain(
          new Reason(
              "SIGN.EXISTS",
              "tệp %s đã có; không ghi đè. Chọn tên khác bằng --out".formatted(target),
              "the file %s is there already and is left alone; choose another name with --out"
                  .formatted(target)));
      return ExitCode.DOES_NOT_HOLD;
    }
    warn(file);
    try {
      var signing = ring.key(new KeyPlace.File(key, passwordFile));
      var image = visible == null ? null : ring.image(visible);
      var request =
          new FreeSignature(
              signing,
              terminal.clock().instant(),
              commonName(signing.certificate().getSubjectX500Principal().getName()),
              reason,
              image == null ? null : place(image),
              image);
      var signed = write(tools.signer, file, request, target, number);
      terminal.say(
          "%s: đã ký (%s), thêm %d byte → %s"
              .formatted(file, request.name(), signed.size() - Files.size(file), target),
          "%s: signed (%s), %d bytes added → %s"
              .formatted(file, request.name(), signed.size() - Files.size(file), target));
      return tools.raiser == null ? ExitCode.OK : raised(target, tools.raiser);
    } catch (SetAside refused) {
      return complain(file, refused, ExitCode.DOES_NOT_HOLD);
    } catch (RetryLater away) {
      return complain(file, away, ExitCode.CANNOT_RUN);
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "SIGN.NOT_WRITTEN",
              "không ghi được %s (%s). Kiểm tra ổ đĩa và quyền ghi"
                  .formatted(target, e.getMessage()),
              "cannot write %s (%s); check the disk and its rights"
                  .formatted(target, e.getMessage())),
          e);
    }
  }

  private SignedPdf write(
      PdfSigner signer, Path file, FreeSignature request, Path target, int number)
      throws IOException {
    var size = Files.size(file);
    var watched = System.console() != null && size > LONG;
    var name = "%d. %s".formatted(number, file.getFileName());
    try (var progress = new ProgressBar(terminal, watched, name, size)) {
      return WholeFile.write(target, fresh -> signer.sign(file, request, fresh, progress));
    }
  }

  /** A signature stands whatever comes of this; only its level may be lower than asked for. */
  private int raised(Path target, PdfRaiser raiser) throws IOException {
    var raised = raiser.raise(target, level);
    WholeFile.write(target, raised.pdf());
    terminal.say(
        "%s: mức chữ ký %s".formatted(target, raised.level()),
        "%s: level %s".formatted(target, raised.level()));
    if (raised.heldUpBy().isPresent()) {
      return complain(target, raised.heldUpBy().get(), ExitCode.DOES_NOT_HOLD);
    }
    return ExitCode.OK;
  }

  /** Said before, because nobody unsigns; what is in the file is its signer's to decide. */
  private void warn(Path file) {
    var warnings = FileWarnings.of(file);
    if (!warnings.isEmpty()) {
      terminal.err().println(file + ":");
      warnings.forEach(terminal::warn);
    }
  }

  private int complain(Path file, Failure why, int code) {
    terminal.err().println(file + ":");
    terminal.complain(why.reason());
    return code;
  }

  /** As wide as asked, as high as the picture then is. */
  private FieldLayout.Place place(SignatureImage image) {
    var points = width * Box.MM;
    return new FieldLayout.Place(
        page > 0 ? page - 1 : page,
        new Box(at[0] * Box.MM, at[1] * Box.MM, points, points * image.height() / image.width()));
  }

  /** What the certificate calls its holder. */
  private static String commonName(String subject) {
    try {
      return new LdapName(subject)
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> part.getValue().toString())
              .findFirst()
              .orElse(subject);
    } catch (InvalidNameException e) {
      return subject;
    }
  }

  /** As the standard writes levels. */
  static final class AsLevel implements ITypeConverter<PadesLevel> {
    @Override
    public PadesLevel convert(String value) {
      return PadesLevel.of(value).orElseThrow(() -> new TypeConversionException(value));
    }
  }
}
