package vn.congvan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.demo.Lab;
import vn.congvan.testing.Tool;

/**
 * What the README shows is run as it is written, each command a process of its own; only the
 * folders lie elsewhere. The walk with curl of docs/api.md is run where the API is tested.
 */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");
  private static final Pattern IN_TABLE = Pattern.compile("(?m)^\\| `\\./congvan ([^`]+)` \\|");
  private static final Pattern ID = Pattern.compile("\\(mã ([0-9a-f-]{36})\\)");

  @TempDir Path temp;
  private String readme = "";

  /** A process that ended. */
  private record Ended(int code, String said) {}

  @BeforeEach
  void aFolderWithTheProgramTwoPdfsAndTheLabsKeysAlreadyMade() throws IOException {
    readme =
        Files.readString(Path.of("README.md"))
            .replace("/tmp/thu", temp.resolve("thử").toString())
            .replace("/var/lib/congvan", "congvan-data");
    var launcher = temp.resolve("congvan");
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' vn.congvan.app.Main \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(part -> Path.of(part).toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator))));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(temp.resolve("docs"), Path.of("docs").toAbsolutePath());
    Lab.make(Files.createDirectory(temp.resolve("congvan-data")));
    Lab.make(Files.createDirectory(temp.resolve("thử")));
    Files.write(temp.resolve("van-ban.pdf"), Lab.letter("Nguyễn Văn An"));
    Files.write(temp.resolve("bao-cao.pdf"), Lab.letter("Nguyễn Văn An"));
  }

  @Test
  void everyCommandItShowsDoesWhatItSays() throws Exception {
    Tool.require("pdfsig");
    Tool.require("python3");
    var blocks = BLOCK.matcher(readme).results().map(block -> block.group(1)).toList();
    var shown = new StringBuilder();
    for (var block : blocks) {
      if (!block.startsWith("./congvan serve")) {
        var ended = run(block);
        assertThat(ended.code()).as("%s%n%s", block, ended.said()).isZero();
        shown.append(ended.said());
      }
    }
    assertThat(shown.toString())
        .contains("KẾT QUẢ: mọi điều đều đúng")
        .contains("Văn bản: van-ban", "Văn bản: bao-cao")
        .contains("HỢP LỆ. Tệp không bị sửa", "KHÔNG HỢP LỆ. Nội dung đã bị thay đổi")
        .contains("Signature is Valid.")
        .doesNotContain("Exception", "WARNING");
    var id = ID.matcher(shown);
    assertThat(id.find()).isTrue();
    whatIsInTheTable(id.group(1));
    for (var block : blocks) {
      if (block.startsWith("./congvan serve")) {
        served(block);
      }
    }
  }

  /** They ask servers, or somebody at a keyboard: elsewhere they are run whole. */
  private static final Pattern NEEDS_OTHERS =
      Pattern.compile("^(agent|timestamp|augment|key consent)\\b.*");

  /** With what their words in capitals stand for; those run for long are run elsewhere here. */
  private void whatIsInTheTable(String document) throws Exception {
    var run = new ArrayList<String>();
    var commands = IN_TABLE.matcher(readme).results().map(row -> row.group(1)).toList();
    for (var command : commands) {
      if (!List.of("demo", "serve", "bench journey", "bench sign", "bench verify")
          .contains(command)) {
        var whole =
            NEEDS_OTHERS.matcher(command).lookingAt()
                ? NEEDS_OTHERS.matcher(command).replaceFirst("$1 --help")
                : command
                        .replace("FILE...", "congvan-data/demo/01-UBND-VX/01-UBND-VX.pdf")
                        .replace("FILE.p12", "congvan-data/lab/pki/persons/h57-ld-01.p12")
                        .replace(
                            "--password-file FILE",
                            "--password-file congvan-data/lab/pki/persons/h57-ld-01.password")
                        .replace("FILE", "van-ban.pdf")
                        .replace("DOCUMENT", document)
                        .replace("PROOF", "muc.tlog-proof")
                        .replace("CHECKPOINT", "congvan-data/log/checkpoint")
                        .replace("CODE", "H57")
                        .replace("FOLDER", "ban-sao")
                        .replace("DIR", "khôi-phục")
                    + (command.equals("key new")
                        ? " --agency H57 --person h57-ld-01 --role leader"
                        : "");
        var ended = run("./congvan " + whole);
        assertThat(ended.code()).as("%s%n%s", whole, ended.said()).isZero();
        run.add(command.split(" ", -1)[0]);
      }
    }
    assertThat(run)
        .contains("verify", "sign", "copy", "trace", "audit", "shelf", "backup", "restore", "key");
  }

  private void served(String block) throws Exception {
    var settings = temp.resolve("congvan-data").resolve("config").resolve("application.properties");
    Files.writeString(
        settings, "\nhttp.port = 0\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    var said = temp.resolve("served");
    var process =
        new ProcessBuilder(Tool.require("bash").toString(), "-euc", "exec " + block)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!Files.readString(said).contains("Công Văn đang chạy ở cổng")) {
        assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
        assertThat(System.nanoTime()).as(Files.readString(said)).isLessThan(end);
        LockSupport.parkNanos(50_000_000);
      }
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(said)).contains("Đã dừng, không mất gì.");
  }

  private Ended run(String commands) throws Exception {
    var process =
        new ProcessBuilder(Tool.require("bash").toString(), "-euc", commands)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .start();
    try (var output = process.getInputStream()) {
      var said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said);
    } finally {
      process.destroyForcibly();
    }
  }
}
