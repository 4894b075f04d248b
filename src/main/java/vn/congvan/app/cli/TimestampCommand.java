package vn.congvan.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts a document time-stamp on a signed PDF. */
@Command(name = "timestamp")
final class TimestampCommand implements Callable<Integer> {
  @Mixin private final Raiser raiser;

  TimestampCommand(Terminal terminal) {
    this.raiser = new Raiser(terminal);
  }

  @Override
  public Integer call() {
    return raiser.append(by -> by::stamp);
  }
}
