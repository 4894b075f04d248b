package vn.congvan.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Halt;

class DataFolderTest {
  @TempDir Path temp;

  /** Another process: takes the folder, says so, and holds it until its input ends. */
  static final class Holder {
    public static void main(String[] args) throws IOException {
      try (var folder = DataFolder.open(Path.of(args[0]))) {
        System.out.println("open " + folder.folder());
        while (System.in.read() >= 0) {}
      }
    }
  }

  @Test
  void aNewFolderIsMadeWithItsLayoutForItsOwnerOnly() throws IOException {
    var path = temp.resolve("deep/data");

    try (var data = DataFolder.open(path)) {
      assertThat(data.config()).isDirectory();
      assertThat(data.db()).isDirectory();
      assertThat(data.broker()).isDirectory();
      assertThat(data.content()).isDirectory();
      assertThat(data.log()).isDirectory();
      assertThat(path.resolve("version")).hasContent("1");
      assertThat(path.resolve("admin.token")).hasContent(data.adminToken());
      assertThat(permissions(path)).isEqualTo("rwx------");
      assertThat(permissions(path.resolve("log"))).isEqualTo("rwx------");
      assertThat(permissions(path.resolve("admin.token"))).isEqualTo("rw-------");
    }

    assertThat(path.resolve("admin.token")).doesNotExist();
  }

  @Test
  void aSecondNodeIsToldWhichProcessHasTheFolder() throws Exception {
    var path = temp.resolve("data");
    var holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                path.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(holder.inputReader().readLine()).startsWith("open ");

      assertThatThrownBy(() -> DataFolder.open(path))
          .isInstanceOfSatisfying(
              Halt.class, e -> assertThat(e.reason().code()).isEqualTo("DATA.IN_USE"))
          .hasMessageContaining("process " + holder.pid());
      assertThat(DataFolder.heldBy(path)).contains(holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }

    assertThat(DataFolder.heldBy(path)).isEmpty();
    DataFolder.open(path).close();
  }

  @Test
  void theSameProcessCannotOpenItTwiceEither() {
    var path = temp.resolve("data");
    try (var first = DataFolder.open(path)) {
      assertThatThrownBy(() -> DataFolder.open(path)).isInstanceOf(Halt.class);
      assertThat(DataFolder.heldBy(first.folder())).contains(ProcessHandle.current().pid());
    }
    assertThat(DataFolder.heldBy(path)).isEmpty();
  }

  @Test
  void aFolderNobodyHasMadeIsHeldByNobody() {
    assertThat(DataFolder.heldBy(temp.resolve("none"))).isEmpty();
  }

  @Test
  void theFolderOfANewerProgramIsRefusedAndLeftAsItIs() throws IOException {
    var path = temp.resolve("data");
    Files.createDirectories(path);
    Files.writeString(path.resolve("version"), "2\n");

    assertThatThrownBy(() -> DataFolder.open(path))
        .isInstanceOfSatisfying(
            Halt.class, e -> assertThat(e.reason().code()).isEqualTo("DATA.NEWER_VERSION"));
    assertThat(path.resolve("db")).doesNotExist();
    assertThat(DataFolder.heldBy(path)).isEmpty();
  }

  @Test
  void aVersionThatIsNoNumberIsRefused() throws IOException {
    var path = temp.resolve("data");
    Files.createDirectories(path);
    Files.writeString(path.resolve("version"), "one");

    assertThatThrownBy(() -> DataFolder.open(path)).hasMessageContaining("holds 'one'");
  }

  @Test
  void whatAnEndedProcessWasReadingIsGone() throws IOException {
    var path = temp.resolve("data");
    DataFolder.open(path).close();
    Files.writeString(path.resolve("spool/packet-1"), "half a packet");

    try (var data = DataFolder.open(path)) {
      assertThat(data.spool()).isEmptyDirectory();
    }
  }

  @Test
  void aFileInTheFoldersPlaceIsRefused() throws IOException {
    var path = Files.writeString(temp.resolve("file"), "not a folder");

    assertThatThrownBy(() -> DataFolder.open(path))
        .isInstanceOfSatisfying(
            Halt.class, e -> assertThat(e.reason().code()).isEqualTo("DATA.NOT_USABLE"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
