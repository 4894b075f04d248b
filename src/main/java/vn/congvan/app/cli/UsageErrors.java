package vn.congvan.app.cli;

import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/** Says in the reader's language what was wrong with a command, and where its help is. */
final class UsageErrors implements IParameterExceptionHandler {
  private final Terminal terminal;

  UsageErrors(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    terminal.complain(reason(e));
    terminal
        .err()
        .println(terminal.in("Xem cách dùng: ", "How to use it: ") + "./" + command + " --help");
    return e.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }

  private static Reason reason(ParameterException e) {
    var commands = String.join(", ", e.getCommandLine().getSubcommands().keySet());
    if (e.getClass() == ParameterException.class && e.getArgSpec() == null && !commands.isEmpty()) {
      return new Reason(
          "CLI.NO_COMMAND",
          "chưa chọn lệnh. Các lệnh: " + commands,
          "no command was given; the commands are " + commands);
    }
    if (e instanceof UnmatchedArgumentException unknown) {
      var text = Shown.of(String.join(" ", unknown.getUnmatched()));
      return new Reason(
          "CLI.UNKNOWN",
          "không có lệnh hoặc tùy chọn \"%s\"".formatted(text),
          "there is no command or option '%s'".formatted(text));
    }
    if (e instanceof MissingParameterException missing) {
      var names = String.join(", ", missing.getMissing().stream().map(UsageErrors::name).toList());
      return new Reason("CLI.MISSING", "còn thiếu " + names, names + " is missing");
    }
    if (e instanceof OverwrittenOptionException twice) {
      var name = name(twice.getOverwritten());
      return new Reason(
          "CLI.TWICE", "%s chỉ dùng một lần".formatted(name), "%s goes only once".formatted(name));
    }
    var value = e.getValue() == null ? "" : Shown.of(e.getValue());
    var name = argument(e);
    return new Reason(
        "CLI.VALUE",
        "giá trị \"%s\" của %s không dùng được".formatted(value, name),
        "the value '%s' of %s cannot be used".formatted(value, name));
  }

  private static String argument(ParameterException e) {
    var spec = e.getArgSpec();
    return spec == null ? Shown.of(String.valueOf(e.getMessage())) : name(spec);
  }

  private static String name(ArgSpec spec) {
    return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
  }
}
