package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.trust.lab.KeyKind;

/** Measures the program on this machine. */
@Command(name = "bench", subcommands = BenchCommand.Journey.class)
final class BenchCommand {
  private BenchCommand() {}

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
      if (data != null) {
        measure(empty(data));
        return ExitCode.OK;
      }
      var own = Files.createTempDirectory(Path.of("").toAbsolutePath(), "congvan-bench-");
      try {
        measure(own);
      } finally {
        delete(own);
      }
      return ExitCode.OK;
    }

    private void require(String option, int value, int most) {
      if (value < 1 || value > most) {
        throw new ParameterException(
            command.commandLine(),
            "from 1 to " + most,
            command.findOption(option),
            Integer.toString(value));
      }
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

    private static Path empty(Path folder) throws IOException {
      Files.createDirectories(folder);
      try (var files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new Refused(
              new Reason(
                  "BENCH.NOT_EMPTY",
                  "Thư mục %s không trống. Chọn thư mục khác bằng --data.".formatted(folder),
                  "the folder %s is not empty; choose another with --data".formatted(folder)));
        }
      }
      return folder;
    }

    private static void delete(Path folder) throws IOException {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
