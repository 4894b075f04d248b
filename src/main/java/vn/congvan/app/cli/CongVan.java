package vn.congvan.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;

/** The command {@code congvan}; everything it can do is a command under it. */
@Command(
    name = "congvan",
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      VerifyCommand.class,
      SignCommand.class,
      AgentCommand.class,
      CopyCommand.class,
      TimestampCommand.class,
      AugmentCommand.class,
      TraceCommand.class,
      AuditCommand.class,
      ShelfCommand.class,
      KeyCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      BenchCommand.class
    })
public final class CongVan {
  private static final String TEXTS = "vn.congvan.app.cli.help";
  private static final int HELP_WIDTH = 96;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      descriptionKey = "help",
      order = 100)
  private boolean help;

  @Option(
      names = "--lang",
      paramLabel = "vi|en",
      scope = ScopeType.INHERIT,
      descriptionKey = "lang",
      order = 99)
  private LanguageName lang = LanguageName.vi;

  @Option(names = "--version", versionHelp = true, descriptionKey = "version", order = 98)
  private boolean version;

  /** As it is typed. */
  enum LanguageName {
    vi,
    en
  }

  /** Runs one command and returns its exit code. */
  /**
   * @return {@link ExitCode#CANNOT_RUN} too when what was said could not be written whole
   */
  public static int run(Terminal terminal, String... args) {
    try {
      var code = line(terminal).execute(args);
      return terminal.out().checkError() ? outputLost(terminal, code) : code;
    } catch (Error e) {
      // The library that runs commands hands on exceptions only; a terminal gets no trace of these
      // either.
      return new Failures(terminal).unforeseen(e);
    }
  }

  /** Who reads an answer that was cut off must not take it for the whole. */
  private static int outputLost(Terminal terminal, int code) {
    if (code != ExitCode.CANNOT_RUN) {
      terminal.complain(
          new Reason(
              "CLI.OUTPUT_LOST",
              "không ghi hết được kết quả ra đầu ra. Kiểm tra ổ đĩa và chương trình nhận",
              "the answer could not be written whole; check the disk and whoever reads it"));
    }
    return ExitCode.CANNOT_RUN;
  }

  static CommandLine line(Terminal terminal) {
    var texts =
        ResourceBundle.getBundle(
            TEXTS,
            terminal.language() == Language.VI ? Locale.ROOT : Locale.ENGLISH,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    var line = new CommandLine(new CongVan(), new Commands(terminal));
    line.setResourceBundle(texts);
    line.setUsageHelpWidth(HELP_WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(terminal.out(), true));
    line.setErr(new PrintWriter(terminal.err(), true));
    line.setParameterExceptionHandler(new UsageErrors(terminal));
    line.setExecutionExceptionHandler(new Failures(terminal));
    line.setExitCodeExceptionMapper(e -> ExitCode.CANNOT_RUN);
    return line;
  }
}
