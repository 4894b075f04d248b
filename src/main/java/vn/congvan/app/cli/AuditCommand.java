package vn.congvan.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.congvan.app.words.LogVerdict;

/** Checks the log. */
@Command(name = "audit", subcommands = AuditCommand.Verify.class)
final class AuditCommand {
  private AuditCommand() {}

  /** Rebuilds the whole log from its stored bytes and compares. */
  @Command(name = "verify")
  static final class Verify implements Callable<Integer> {
    @Mixin private final DataOption data;

    private final Terminal terminal;

    Verify(Terminal terminal) {
      this.terminal = terminal;
      this.data = new DataOption(terminal);
    }

    @Override
    public Integer call() {
      try (var admin = Administration.of(data.folder(), terminal)) {
        var result = admin.desk().verifyLog();
        LogVerdict.lines(result, terminal.language()).forEach(terminal.out()::println);
        return result.holds() ? ExitCode.OK : ExitCode.DOES_NOT_HOLD;
      }
    }
  }
}
