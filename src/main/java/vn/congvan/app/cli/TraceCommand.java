package vn.congvan.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.congvan.app.words.Trail;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/** Shows everything the log holds of a document. */
@Command(name = "trace")
final class TraceCommand implements Callable<Integer> {
  @Mixin private final DataOption data;

  @Parameters(
      paramLabel = "DOCUMENT",
      descriptionKey = "trace.document",
      converter = AsDocument.class)
  private DocumentId document = new DocumentId(new java.util.UUID(0, 0));

  private final Terminal terminal;

  TraceCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    try (var admin = Administration.of(data.folder(), terminal)) {
      var entries = admin.desk().trace(document);
      if (entries.isEmpty()) {
        throw new Refused(
            new Reason(
                "TRACE.NOTHING",
                "Nhật ký không có gì về văn bản %s. Kiểm tra lại mã.".formatted(document),
                "the log holds nothing of the document %s; check its id".formatted(document)));
      }
      new Trail(terminal.language(), admin::nameOf)
          .lines(entries, terminal.width())
          .forEach(terminal.out()::println);
      return ExitCode.OK;
    }
  }

  /** As it is typed: a UUID. */
  static final class AsDocument implements ITypeConverter<DocumentId> {
    @Override
    public DocumentId convert(String value) {
      return DocumentId.parse(value);
    }
  }
}
