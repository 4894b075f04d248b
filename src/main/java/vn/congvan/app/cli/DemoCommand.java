package vn.congvan.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.congvan.app.demo.Demo;

/** Carries documents from draft to done between lab agencies. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
  @Mixin private final DataOption data;
  @Mixin private final SettingOption settings = new SettingOption();

  @Option(names = "--file", paramLabel = "PDF", descriptionKey = "file", order = 2)
  private List<Path> files = new ArrayList<>();

  private final Terminal terminal;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() {
    var folder = data.folder();
    Logging.in(folder);
    var demo =
        new Demo(
            folder,
            files,
            settings.overrides(),
            terminal.language(),
            terminal.out(),
            terminal.clock());
    return demo.run() ? ExitCode.OK : ExitCode.DOES_NOT_HOLD;
  }
}
