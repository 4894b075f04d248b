package vn.congvan.app.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.congvan.app.Node;
import vn.congvan.app.Settings;

/** Runs a node until it is told to stop. */
@Command(name = "serve")
final class ServeCommand implements Callable<Integer> {
  @Mixin private final DataOption data;
  @Mixin private final SettingOption settings = new SettingOption();

  private final Terminal terminal;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() throws InterruptedException {
    var folder = data.folder();
    Logging.out();
    var node = Node.start(Settings.load(folder, settings.overrides()), terminal.clock());
    var told = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    // The process may not end before work in flight has: the hook waits for the node.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  told.countDown();
                  awaitQuietly(ended);
                },
                "told-to-stop"));
    terminal.say(
        "Công Văn đang chạy ở cổng %d. Thư mục dữ liệu: %s. Dừng bằng Ctrl+C hoặc SIGTERM."
            .formatted(node.port(), folder.toAbsolutePath()),
        "Công Văn is running on port %d. Data folder: %s. Stop it with Ctrl+C or SIGTERM."
            .formatted(node.port(), folder.toAbsolutePath()));
    try {
      told.await();
      terminal.say("Đang dừng: chờ việc đang làm xong…", "Stopping: work in flight ends first…");
      node.close();
      terminal.say("Đã dừng, không mất gì.", "Stopped; nothing is lost.");
    } finally {
      ended.countDown();
    }
    return ExitCode.OK;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
