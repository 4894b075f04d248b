package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.congvan.app.Restore;
import vn.congvan.app.words.Sizes;
import vn.congvan.app.words.Times;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/** Makes a new data folder of a backup. */
@Command(name = "restore")
final class RestoreCommand implements Callable<Integer> {
  private static final int LONGEST_CHECKPOINT = 1 << 20;

  @Mixin private final DataOption data;
  @Mixin private final SettingOption settings = new SettingOption();

  @Option(
      names = "--known-checkpoint",
      paramLabel = "FILE",
      descriptionKey = "restore.known-checkpoint",
      order = 2)
  private List<Path> knownCheckpoints = new ArrayList<>();

  @Parameters(paramLabel = "FOLDER", descriptionKey = "restore.folder")
  private Path folder = Path.of("");

  private final Terminal terminal;

  RestoreCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    var checkpoints = knownCheckpoints.stream().map(RestoreCommand::read).toList();
    var done =
        new Restore(folder, settings.overrides(), checkpoints, terminal.clock())
            .into(data.folder());
    var size = Sizes.of(done.bytes(), terminal.language());
    terminal.say(
        "Đã khôi phục vào %s: %d tệp, %s, như lúc %s."
            .formatted(done.data(), done.files(), size, Times.full(done.made())),
        "Restored to %s: %d files, %s, as of %s."
            .formatted(done.data(), done.files(), size, Times.full(done.made())));
    tellOfTheLog(done);
    terminal.say(
        "%d thông điệp sẽ được gửi lại khi nút chạy.".formatted(done.messages()),
        "%d messages are sent again when the node starts.".formatted(done.messages()));
    tellWhatToMind(done);
    return ExitCode.OK;
  }

  private void tellOfTheLog(Restore.Done done) {
    terminal.say(
        "Nhật ký mới %s; nhật ký cũ dừng ở mục %d.".formatted(done.log(), done.kept()),
        "New log %s; the old one ends at entry %d.".formatted(done.log(), done.kept()));
    if (done.lost() > 0) {
      terminal.say(
          "MẤT %d mục: nhật ký cũ đã ký đến mục %d. Văn bản đã xử lý sau khi sao lưu không có ở đây; số đã cấp sau đó có thể bị cấp lại. Đọc docs/backup.md trước khi ban hành."
              .formatted(done.lost(), done.known()),
          "LOST %d entries: the old log was signed up to entry %d. What was done after the backup is not here, and numbers given since may be given again. Read docs/backup.md before anything is issued."
              .formatted(done.lost(), done.known()));
    }
  }

  private void tellWhatToMind(Restore.Done done) {
    if (!done.takenOut().isEmpty()) {
      var keys = String.join(", ", done.takenOut());
      terminal.say(
          "Thiết lập của nơi cũ không còn hiệu lực ở đây: %s.".formatted(keys),
          "Settings of the old place that are not in force here: %s.".formatted(keys));
    }
    if (!done.outside().isEmpty()) {
      terminal.say(
          "Cần có những tệp sau, nằm ngoài bản sao lưu:",
          "These files are needed and were outside the backup:");
      done.outside().forEach(file -> terminal.out().println("  " + file));
    }
    if (!done.broker().isEmpty()) {
      terminal.say(
          "Bản này dùng chung hàng đợi %s với nơi cũ: chỉ chạy khi nơi cũ đã dừng hẳn."
              .formatted(done.broker()),
          "This copy uses the queues of %s, as the original does: start it only when the original has stopped for good."
              .formatted(done.broker()));
    }
    terminal.say(
        "Không chạy bản này cùng lúc với bản gốc. Chạy: ./congvan serve --data %s"
            .formatted(done.data()),
        "Do not run this copy while the original runs. Start it: ./congvan serve --data %s"
            .formatted(done.data()));
  }

  private static String read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST_CHECKPOINT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Refused(
          new Reason(
              "RESTORE.NO_CHECKPOINT",
              "không đọc được tệp điểm kiểm %s. Kiểm tra đường dẫn và quyền".formatted(file),
              "cannot read the checkpoint %s; check its path and rights".formatted(file)));
    }
  }
}
