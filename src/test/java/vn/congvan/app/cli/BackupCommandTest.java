package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.Main;
import vn.congvan.app.demo.Lab;
import vn.congvan.document.DocumentId;
import vn.congvan.testing.Tool;

/**
 * One installation, backed up while its node works and when it does not, and what is made of it.
 */
class BackupCommandTest {
  @TempDir static Path lab;
  @TempDir Path folder;

  private static Path data;
  private static Path whole;
  private static DocumentId document;

  @BeforeAll
  static void backUpAWorkingNode() throws IOException {
    data = lab.resolve("data");
    Lab.make(data);
    Files.writeString(data.resolve("config").resolve("ghi chú.txt"), "của quản trị");
    Files.writeString(
        data.resolve("config").resolve("application.properties"),
        "node.name = hue-1\nlog.directory = \\\n  ../nhat-ky\n");
    whole = lab.resolve("whole");
    try (var node = Lab.start(data, Map.of())) {
      document = Lab.submit(node, "V/v sao lưu", Lab.COMMUNE);
      node.keeper().publishNow();

      var said = run(ExitCode.OK, "backup", whole.toString(), "--data", data.toString());

      assertThat(said.out()).startsWith("Đã sao lưu vào %s: ".formatted(whole)).contains("khóa ký");
      assertThat(refused("backup", whole.toString(), "--data", data.toString()))
          .startsWith("Lỗi FOLDER.NOT_EMPTY: ");
    }
  }

  @Test
  void aRestoredCopyHoldsTheSameAndItsLogVerifies() throws IOException {
    var restored = folder.resolve("restored");

    var said = restore(ExitCode.OK, whole, restored);

    assertThat(said.out())
        .contains("Nhật ký mới congvan.local/log/2; nhật ký cũ dừng ở mục ")
        .contains("Thiết lập của nơi cũ không còn hiệu lực ở đây: log.directory.");
    assertThat(run(ExitCode.OK, "audit", "verify", "--data", restored.toString()).out())
        .contains("mọi bằng chứng đều đúng");
    assertThat(run(ExitCode.OK, "trace", document.toString(), "--data", restored.toString()).out())
        .contains("V/v sao lưu");
    assertThat(restored.resolve("config").resolve("ghi chú.txt")).hasContent("của quản trị");
    assertThat(Files.readString(restored.resolve("config").resolve("application.properties")))
        .contains("node.name = hue-1")
        .contains("# log.directory = \\\n#   ../nhat-ky");
    assertThat(data.resolveSibling("nhat-ky")).exists();
    assertThat(restored.resolve("log").resolve("log-1.key")).doesNotExist();
  }

  @Test
  void aBackupIsForItsOwnerAloneAndHoldsNoKeyOfTheLog() throws IOException {
    try (var files = Files.walk(whole)) {
      for (var file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
        assertThat(file.getFileName().toString())
            .isNotIn("log-1.key", "admin.token", "node.lock", "node.address", "keeper.lock");
      }
    }
    assertThat(whole.resolve("log").resolve("guard")).exists();
    assertThat(whole.resolve("folder").resolve("config").resolve("agencies.yaml")).exists();
  }

  @Test
  void aBackupOfARestoredCopyOpensTheNextLog() throws IOException {
    var once = folder.resolve("once");
    restore(ExitCode.OK, whole, once);
    run(ExitCode.OK, "backup", folder.resolve("second").toString(), "--data", once.toString());

    var said = restore(ExitCode.OK, folder.resolve("second"), folder.resolve("twice"));

    assertThat(said.out()).contains("Nhật ký mới congvan.local/log/3;");
    assertThat(
            run(ExitCode.OK, "audit", "verify", "--data", folder.resolve("twice").toString()).out())
        .contains("mọi bằng chứng đều đúng");
  }

  @Test
  void aPlaceThatCannotBeTakenIsLeftAsItIs() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("full")).resolve("x"), "x");

    assertThat(restore(ExitCode.DOES_NOT_HOLD, whole, folder.resolve("full")).err())
        .startsWith("Lỗi FOLDER.NOT_EMPTY: ");
    assertThat(restore(ExitCode.DOES_NOT_HOLD, whole, folder.resolve("gõ nhầm/x")).err())
        .startsWith("Lỗi FOLDER.NO_PARENT: ");
    assertThat(refused("backup", data.resolve("x").toString(), "--data", data.toString()))
        .startsWith("Lỗi BACKUP.INSIDE: ");
    Files.createSymbolicLink(folder.resolve("link"), data);
    assertThat(refused("backup", folder.resolve("link/x").toString(), "--data", data.toString()))
        .startsWith("Lỗi BACKUP.INSIDE: ");
    assertThat(folder.resolve("full").resolve("x")).hasContent("x");
    assertThat(data.resolve("x")).doesNotExist();
    try (var left = Files.list(folder)) {
      assertThat(left).noneMatch(file -> file.toString().endsWith(".unfinished"));
    }
  }

  @Test
  void nothingIsMadeOfABackupThatIsNotWholeOrNotWhatItWas() throws IOException {
    var copy = folder.resolve("copy");
    try (var files = Files.walk(whole)) {
      for (var from : files.toList()) {
        Files.copy(from, copy.resolve(whole.relativize(from).toString()));
      }
    }
    var content = oneContent(copy);

    flip(content);
    assertThat(spoilt(copy))
        .startsWith("Lỗi RESTORE.CHANGED: ")
        .contains(content.getFileName().toString());
    flip(content);
    var database = copy.resolve("database").resolve("congvan.db");
    flip(database);
    assertThat(spoilt(copy)).startsWith("Lỗi RESTORE.CHANGED: ").contains("database/congvan.db");
    flip(database);
    var list = copy.resolve("content.list");
    var lines = Files.readString(list);
    Files.writeString(list, lines.substring(lines.indexOf('\n') + 1));
    assertThat(spoilt(copy)).startsWith("Lỗi RESTORE.CHANGED: ").contains("content.list");
    Files.writeString(list, lines);
    Files.move(content, folder.resolve("aside"));
    assertThat(spoilt(copy)).startsWith("Lỗi RESTORE.MISSING_FILE: ");
    Files.move(folder.resolve("aside"), content);
    Files.delete(copy.resolve("manifest.json"));
    assertThat(spoilt(copy)).startsWith("Lỗi RESTORE.NO_BACKUP: ");
  }

  @Test
  void aDamagedContentIsNamedAndNoBackupIsMade() throws IOException {
    var restored = folder.resolve("restored");
    restore(ExitCode.OK, whole, restored);
    var content = oneContent(restored);
    flip(content);

    var said =
        run(
            ExitCode.CANNOT_RUN,
            "backup",
            folder.resolve("bad").toString(),
            "--data",
            restored.toString());

    assertThat(said.err()).startsWith("Lỗi BACKUP.CONTENT_DAMAGED: ").contains(content.toString());
    assertThat(folder.resolve("bad")).doesNotExist();
    assertThat(folder.resolve("bad.unfinished")).doesNotExist();
  }

  /** A pipe among the contents holds the backup up at a place of our choice. */
  @Test
  void aBackupThatIsKilledIsNoneAndTheNextTakesItsPlace() throws Exception {
    Tool.require("mkfifo");
    var busy = folder.resolve("busy");
    restore(ExitCode.OK, whole, busy);
    var pipe = busy.resolve("content").resolve("00").resolve("00".repeat(32));
    Files.createDirectories(pipe.getParent());
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    var target = folder.resolve("killed");
    var unfinished = folder.resolve("killed.unfinished");

    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "backup",
                target.toString(),
                "--data",
                busy.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    try {
      awaitFile(unfinished.resolve("content.list"), process);
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(target).doesNotExist();
    assertThat(restore(ExitCode.DOES_NOT_HOLD, unfinished, folder.resolve("never")).err())
        .startsWith("Lỗi RESTORE.NO_BACKUP: ");
    Files.delete(pipe);
    run(ExitCode.OK, "backup", target.toString(), "--data", busy.toString());
    assertThat(unfinished).doesNotExist();
    restore(ExitCode.OK, target, folder.resolve("after"));
  }

  private String spoilt(Path backup) {
    var said = restore(ExitCode.DOES_NOT_HOLD, backup, folder.resolve("never"));
    assertThat(folder.resolve("never")).doesNotExist();
    assertThat(folder.resolve("never.unfinished")).doesNotExist();
    return said.err();
  }

  private static Path oneContent(Path top) throws IOException {
    try (var files = Files.walk(top.resolve("content"))) {
      return files
          .filter(file -> file.getFileName().toString().length() == 64)
          .findFirst()
          .orElseThrow();
    }
  }

  private static void flip(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static void awaitFile(Path file, Process process) throws IOException {
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.exists(file)) {
      assertThat(process.isAlive() && System.nanoTime() < end)
          .as("the backup comes to the contents")
          .isTrue();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static Console restore(int exit, Path backup, Path target) {
    return run(exit, "restore", backup.toString(), "--data", target.toString());
  }

  private static String refused(String... command) {
    return run(ExitCode.DOES_NOT_HOLD, command).err();
  }

  private static Console run(int exit, String... command) {
    var console = Console.speaking("vi");
    var args = new ArrayList<String>(List.of(command));
    assertThat(console.run(args.toArray(String[]::new)))
        .as("%s: %s", String.join(" ", command), console.err())
        .isEqualTo(exit);
    return console;
  }
}
