package vn.congvan.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/** Shows that the log as it is now grew out of a checkpoint that somebody has kept. */
@Command(name = "consistency")
final class AuditConsistencyCommand implements Callable<Integer> {
  private static final int IN_DOUBT = 2;
  private static final int MAX_NOTE = 256 << 10;

  @Mixin private final DataOption data;
  @Mixin private final LogKeyOption keys = new LogKeyOption();

  @Option(
      names = "--from",
      paramLabel = "CHECKPOINT",
      required = true,
      descriptionKey = "growth-from",
      order = 3)
  private Path from = Path.of("checkpoint");

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "growth-out", order = 4)
  private @Nullable Path out;

  private final Terminal terminal;

  AuditConsistencyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    var note = note();
    var trusted = keys.keys(data.folder());
    try (var admin = Administration.of(data.folder(), terminal)) {
      var said = Checkpoint.parse(note.text());
      if (trusted.stream().noneMatch(key -> key.isOfLog(said.origin()))) {
        terminal.complain(
            new Reason(
                "AUDIT.NO_KEY",
                "Không có khóa công khai tin cậy của nhật ký trong %s; ghi --key.".formatted(from),
                "there is no trusted public key of the log in %s; name it with --key"
                    .formatted(from)));
        return IN_DOUBT;
      }
      var old = note.verifyCheckpoint(trusted);
      var growth = admin.desk().growthSince(old);
      var now = growth.verify(old, trusted);
      if (out != null) {
        AuditProveCommand.write(out, growth.bytes());
      }
      terminal.say(
          "đúng: nhật ký %s chỉ thêm vào, từ %d đến %d mục"
              .formatted(now.origin(), old.size(), now.size()),
          "holds: log %s only grew, from %d to %d entries"
              .formatted(now.origin(), old.size(), now.size()));
      return ExitCode.OK;
    } catch (ProofDoesNotHold | NoteRefused e) {
      terminal.complain(
          new Reason(
              "AUDIT.CONSISTENCY",
              "Nhật ký hiện nay không phải là phần nối tiếp của điểm kiểm trong %s (%s)"
                  .formatted(from, e.getMessage()),
              "the log is not the checkpoint in %s continued (%s)"
                  .formatted(from, e.getMessage())));
      return ExitCode.DOES_NOT_HOLD;
    }
  }

  private SignedNote note() {
    var bytes =
        FolderFiles.readFile(from, MAX_NOTE)
            .orElseThrow(() -> unreadable("không có · it is not there", null));
    try {
      var read = SignedNote.parse(bytes);
      Checkpoint.parse(read.text());
      return read;
    } catch (NoteRefused e) {
      throw unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  private Halt unreadable(String why, @Nullable Exception cause) {
    return new Halt(
        new Reason(
            "AUDIT.CHECKPOINT_UNREADABLE",
            "Tệp %s không phải điểm kiểm (%s).".formatted(from, why),
            "the file %s is no checkpoint (%s)".formatted(from, why)),
        cause == null ? new IllegalArgumentException(why) : cause);
  }
}
