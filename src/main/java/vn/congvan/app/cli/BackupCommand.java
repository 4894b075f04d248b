package vn.congvan.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.congvan.app.words.Sizes;

/** Copies an installation, running or not. */
@Command(name = "backup")
final class BackupCommand implements Callable<Integer> {
  @Mixin private final DataOption data;

  @Parameters(paramLabel = "FOLDER", descriptionKey = "backup.folder")
  private Path folder = Path.of("");

  private final Terminal terminal;

  BackupCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    try (var admin = Administration.of(data.folder(), terminal)) {
      // The node may run elsewhere than this command: it is told the whole path.
      var made = admin.desk().backUp(folder.toAbsolutePath().normalize());
      var size = Sizes.of(made.bytes(), terminal.language());
      terminal.say(
          "Đã sao lưu vào %s: %d tệp, %s.".formatted(made.folder(), made.files(), size),
          "Backed up to %s: %d files, %s.".formatted(made.folder(), made.files(), size));
      terminal.say(
          "Bản sao lưu có khóa ký và con dấu: giữ kín như thư mục dữ liệu.",
          "The backup holds signing keys and seals: guard it as you guard the data folder.");
      if (!made.leftOut().isEmpty()) {
        terminal.say(
            "Những tệp sau không nằm trong bản sao lưu; hãy sao lưu riêng:",
            "These files are not in the backup; back them up by other means:");
        made.leftOut().forEach(file -> terminal.out().println("  " + file));
      }
      return ExitCode.OK;
    }
  }
}
