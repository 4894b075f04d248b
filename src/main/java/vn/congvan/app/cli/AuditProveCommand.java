package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.congvan.app.words.AuditVerdict;
import vn.congvan.audit.OfflineVerdict;
import vn.congvan.audit.ProofCheck;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.web.AdminDesk;

/** Writes a proof of one entry that anybody can check without us. */
@Command(name = "prove")
final class AuditProveCommand implements Callable<Integer> {
  @Mixin private final DataOption data;

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "proof-out", order = 5)
  private @Nullable Path out;

  private final Terminal terminal;

  /** Exactly one of them. */
  static final class Which {
    @Option(names = "--index", paramLabel = "N", descriptionKey = "proof-index", order = 2)
    private @Nullable Long index;

    @Option(
        names = "--document",
        paramLabel = "ID",
        descriptionKey = "proof-document",
        order = 3,
        converter = AsDocument.class)
    private @Nullable DocumentId document;

    @Option(names = "--eid", paramLabel = "EID", descriptionKey = "proof-eid", order = 4)
    private @Nullable Long eid;
  }

  /** As it is typed. */
  static final class AsDocument implements ITypeConverter<DocumentId> {
    @Override
    public DocumentId convert(String value) {
      return DocumentId.parse(value);
    }
  }

  AuditProveCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    try (var admin = Administration.of(data.folder(), terminal)) {
      var proof = admin.desk().prove(new AdminDesk.Wanted(which.index, which.document, which.eid));
      var bytes = proof.bytes();
      // Nothing leaves that its reader would refuse.
      var verdict = ProofCheck.run(bytes, null, new LogKeyOption().keys(data.folder()));
      var file = out;
      if (file == null) {
        terminal.out().print(proof);
        terminal.out().flush();
      } else {
        write(file, bytes);
      }
      var shown = file == null ? terminal.err() : terminal.out();
      var name = Objects.toString(file, terminal.in("bằng chứng", "proof"));
      AuditVerdict.lines(name, verdict, terminal.language()).forEach(shown::println);
      return verdict.outcome() == OfflineVerdict.Outcome.HOLDS
          ? ExitCode.OK
          : ExitCode.DOES_NOT_HOLD;
    }
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "AUDIT.FILE",
              "Không ghi được tệp %s: %s.".formatted(file, e.getMessage()),
              "cannot write the file %s: %s".formatted(file, e.getMessage())),
          e);
    }
  }
}
