package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.congvan.app.bench.JourneyBench;
import vn.congvan.app.bench.JourneyReport;
import vn.congvan.app.bench.Peers;
import vn.congvan.app.bench.SignBench;
import vn.congvan.app.bench.SignReport;
import vn.congvan.app.bench.VerifyBench;
import vn.congvan.app.bench.VerifyReport;
import vn.congvan.trust.lab.KeyKind;

/** Measures the program on this machine. */
@Command(
    name = "bench",
    subcommands = {BenchCommand.Journey.class, BenchCommand.Sign.class, BenchCommand.Verify.class})
final class BenchCommand {
  private static final int MOST_SECONDS = 3_600;
  private static final int MOST_ROUNDS = 100;
  private static final int MOST_MB = 1_000;

  private BenchCommand() {}

  private static void require(CommandSpec command, String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          command.commandLine(),
          "from 1 to " + most,
          command.findOption(option),
          Integer.toString(value));
    }
  }

  /** Key kinds as they are typed. */
  enum Key {
    rsa2048(KeyKind.RSA2048),
    p256(KeyKind.P256);

    private final KeyKind kind;

    Key(KeyKind kind) {
      this.kind = kind;
    }
  }

  /** Documents a second, from draft to done. */
  @Command(name = "journey")
  static final class Journey implements Callable<Integer> {
    private static final int MOST_DOCUMENTS = 1_000_000;
    private static final int MOST_BYTES = 40_000_000;

    @Option(names = "--documents", paramLabel = "N", descriptionKey = "documents", order = 1)
    private int documents = 1_000;

    @Option(names = "--size", paramLabel = "BYTE", descriptionKey = "size", order = 2)
    private int size = 33_000;

    @Option(names = "--key", paramLabel = "rsa2048|p256", descriptionKey = "key", order = 3)
    private Key key = Key.rsa2048;

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "bench-data", order = 4)
    private @Nullable Path data;

    @Mixin private final SettingOption settings = new SettingOption();

    @Spec private CommandSpec command = CommandSpec.create();

    private final Terminal terminal;

    Journey(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      require("--documents", documents, MOST_DOCUMENTS);
      require("--size", size, MOST_BYTES);
      BenchFolder.use(data, this::measure);
      return ExitCode.OK;
    }

    private void require(String option, int value, int most) {
      BenchCommand.require(command, option, value, most);
    }

    private void measure(Path folder) throws IOException {
      Logging.in(folder);
      new JourneyBench(
              folder,
              new JourneyBench.Plan(documents, size, key.kind),
              settings.overrides(),
              terminal.clock())
          .run(new JourneyReport(terminal.out(), terminal.language(), terminal.width()));
    }
  }

  /** How long programs that are measured beside each other take turns, and where. */
  static final class Turns {
    @Option(names = "--warm-up", paramLabel = "MS", descriptionKey = "warm-up", order = 1)
    private int warmUp = 15_000;

    @Option(names = "--slice", paramLabel = "MS", descriptionKey = "slice", order = 2)
    private int slice = 1_000;

    @Option(names = "--rounds", paramLabel = "N", descriptionKey = "rounds", order = 3)
    private int rounds = 5;

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "bench-data", order = 5)
    private @Nullable Path data;

    private void check(CommandSpec command) {
      require(command, "--warm-up", warmUp, 1_000 * MOST_SECONDS);
      require(command, "--slice", slice, 1_000 * MOST_SECONDS);
      require(command, "--rounds", rounds, MOST_ROUNDS);
    }
  }

  /** Signatures a second, beside others'. */
  @Command(name = "sign")
  static final class Sign implements Callable<Integer> {
    @Mixin private final Turns turns = new Turns();

    @Option(names = "--largest", paramLabel = "MB", descriptionKey = "largest", order = 4)
    private int largest = 50;

    @Spec private CommandSpec command = CommandSpec.create();

    private final Terminal terminal;

    Sign(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      turns.check(command);
      require(command, "--largest", largest, MOST_MB);
      var peers = Peers.built();
      BenchFolder.use(
          turns.data,
          folder ->
              new SignBench(
                      folder,
                      new SignBench.Plan(
                          turns.warmUp, turns.slice, turns.rounds, 1_000_000L * largest),
                      peers,
                      terminal.clock())
                  .run(new SignReport(terminal.out(), terminal.language(), terminal.width())));
      return ExitCode.OK;
    }
  }

  /** Verdicts a second, beside others'. */
  @Command(name = "verify")
  static final class Verify implements Callable<Integer> {
    @Mixin private final Turns turns = new Turns();

    @Option(names = "--largest", paramLabel = "MB", descriptionKey = "largest", order = 4)
    private int largest = 300;

    @Spec private CommandSpec command = CommandSpec.create();

    private final Terminal terminal;

    Verify(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      turns.check(command);
      require(command, "--largest", largest, MOST_MB);
      var peers = Peers.built();
      BenchFolder.use(
          turns.data,
          folder ->
              new VerifyBench(
                      folder,
                      new VerifyBench.Plan(
                          turns.warmUp, turns.slice, turns.rounds, 1_000_000L * largest),
                      peers,
                      terminal.clock())
                  .run(new VerifyReport(terminal.out(), terminal.language(), terminal.width())));
      return ExitCode.OK;
    }
  }
}
