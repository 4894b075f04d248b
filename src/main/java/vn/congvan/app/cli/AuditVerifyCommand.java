package vn.congvan.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.congvan.app.words.AuditVerdict;
import vn.congvan.app.words.LogVerdict;
import vn.congvan.audit.LogFiles;
import vn.congvan.audit.LogFilesCheck;
import vn.congvan.audit.OfflineVerdict;
import vn.congvan.audit.ProofCheck;
import vn.congvan.audit.note.VerifierKeys;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.WrittenText;

/**
 * Rebuilds the log of a data folder from its stored bytes and compares; or checks a proof or a
 * log's files with nothing but a key: no node, and no network unless an address is named. Ends with
 * 2 when it says that it is of a log whose key is not known, with 3 for what is no proof and no
 * log, or was not understood.
 */
@Command(name = "verify", exitCodeOnInvalidInput = ExitCode.CANNOT_RUN)
final class AuditVerifyCommand implements Callable<Integer> {
  private static final int IN_DOUBT = 2;
  private static final int MAX_PROOF = 256 << 10;
  private static final int MAX_ENTRY = 65_535;
  private static final int MAX_API_KEY = 4096;

  @Mixin private final DataOption data;
  @Mixin private final LogKeyOption keys = new LogKeyOption();

  @Option(names = "--entry", paramLabel = "FILE", descriptionKey = "entry", order = 3)
  private @Nullable Path entry;

  @Option(names = "--api-key-file", paramLabel = "FILE", descriptionKey = "api-key-file", order = 4)
  private @Nullable Path apiKeyFile;

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "format", order = 5)
  private Format format = Format.text;

  @Parameters(paramLabel = "PROOF|FOLDER|URL", arity = "0..1", descriptionKey = "audit.what")
  private @Nullable String what;

  private final Terminal terminal;

  /** As it is typed. */
  enum Format {
    text,
    json
  }

  AuditVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    var named = what;
    if (named == null) {
      return dataFolder(data.folder());
    }
    if (named.startsWith("http://") || named.startsWith("https://")) {
      return files(named, new UrlFiles(named, apiKey()));
    }
    var path = path(named);
    if (!Files.isDirectory(path)) {
      return say(named, proof(path));
    }
    return Files.isRegularFile(path.resolve("checkpoint"))
        ? files(named, new FolderFiles(path))
        : dataFolder(path);
  }

  private int dataFolder(Path folder) {
    if (keys.given()
        && !VerifierKeys.read(LogKeyOption.ofFolder(folder)).containsAll(keys.keys(folder))) {
      throw new Halt(
          new Reason(
              "AUDIT.OTHER_KEY",
              "Nhật ký của %s không được ký bằng khóa đã cho.".formatted(folder),
              "the log of %s is not signed with the given key".formatted(folder)));
    }
    try (var admin = Administration.of(folder, terminal)) {
      var result = admin.desk().verifyLog();
      if (format == Format.json) {
        terminal.out().println(LogVerdict.json(folder.toString(), result));
      } else {
        LogVerdict.lines(result, terminal.language()).forEach(terminal.out()::println);
      }
      return result.holds() ? ExitCode.OK : ExitCode.DOES_NOT_HOLD;
    }
  }

  private int files(String named, LogFiles files) {
    return say(named, new LogFilesCheck(files, keys.keys(data.folder())).run());
  }

  private OfflineVerdict proof(Path path) {
    var file =
        FolderFiles.readFile(path, MAX_PROOF)
            .orElseThrow(
                () ->
                    new Halt(
                        new Reason(
                            "AUDIT.NO_FILE",
                            "Không có tệp %s.".formatted(path),
                            "there is no file %s".formatted(path))));
    var beside = entry;
    var bytes =
        beside == null
            ? null
            : FolderFiles.readFile(beside, MAX_ENTRY).orElseThrow(() -> noEntry(beside));
    return ProofCheck.run(file, bytes, keys.keys(data.folder()));
  }

  private static Halt noEntry(Path file) {
    return new Halt(
        new Reason(
            "AUDIT.NO_FILE",
            "Không có tệp %s.".formatted(file),
            "there is no file %s".formatted(file)));
  }

  private int say(String named, OfflineVerdict verdict) {
    if (format == Format.json) {
      terminal.out().println(AuditVerdict.json(named, verdict));
    } else {
      AuditVerdict.lines(WrittenText.visible(named), verdict, terminal.language())
          .forEach(terminal.out()::println);
    }
    return switch (verdict.outcome()) {
      case HOLDS -> ExitCode.OK;
      case DOES_NOT_HOLD -> ExitCode.DOES_NOT_HOLD;
      case CANNOT_CONCLUDE -> IN_DOUBT;
      case UNREADABLE -> ExitCode.CANNOT_RUN;
    };
  }

  private @Nullable String apiKey() {
    var file = apiKeyFile;
    if (file == null) {
      return null;
    }
    var bytes = FolderFiles.readFile(file, MAX_API_KEY).orElseThrow(() -> noEntry(file));
    return new String(bytes, StandardCharsets.US_ASCII).strip();
  }

  private static Path path(String named) {
    try {
      return Path.of(named);
    } catch (InvalidPathException e) {
      throw new Halt(
          new Reason(
              "AUDIT.NO_FILE",
              "'%s' không phải đường dẫn.".formatted(named),
              "'%s' is no path".formatted(named)),
          e);
    }
  }
}
