package vn.congvan.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import vn.congvan.document.Failure;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Shown;

/**
 * Ends a command that failed with one sentence and its exit code. What nobody foresaw is written to
 * a file for whoever mends it; a terminal never shows a stack trace.
 */
final class Failures implements IExecutionExceptionHandler {
  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    if (e instanceof Refused refused) {
      terminal.complain(refused.reason());
      return ExitCode.DOES_NOT_HOLD;
    }
    if (e instanceof Failure failure) {
      terminal.complain(failure.reason());
      return ExitCode.CANNOT_RUN;
    }
    return unforeseen(e);
  }

  /** Ends a command by what no command should end by. */
  int unforeseen(Throwable e) {
    terminal.complain(reason(e));
    return ExitCode.CANNOT_RUN;
  }

  private static Reason reason(Throwable e) {
    var what = Shown.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    return keep(e)
        .map(
            file ->
                new Reason(
                    "CLI.UNFORESEEN",
                    "lỗi ngoài dự kiến (%s). Chi tiết ở %s; gửi tệp này cho người phát triển"
                        .formatted(what, file),
                    "something unforeseen (%s); the details are in %s, send that file to the developers"
                        .formatted(what, file)))
        .orElseGet(
            () ->
                new Reason(
                    "CLI.UNFORESEEN",
                    "lỗi ngoài dự kiến (%s)".formatted(what),
                    "something unforeseen (%s)".formatted(what)));
  }

  private static Optional<String> keep(Throwable e) {
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    try {
      var file = Files.createTempFile("congvan-", ".txt");
      Files.writeString(file, trace.toString(), StandardCharsets.UTF_8);
      return Optional.of(file.toString());
    } catch (IOException full) {
      return Optional.empty();
    }
  }
}
