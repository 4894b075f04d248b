package vn.congvan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.data.DataFolder;
import vn.congvan.directory.DirectoryFile;
import vn.congvan.directory.Role;
import vn.congvan.document.Halt;
import vn.congvan.trust.TrustAnchors;

class LabInstallationTest {
  private static final Clock MORNING =
      Clock.fixed(Instant.parse("2026-03-05T02:30:15Z"), ZoneOffset.UTC);

  @Test
  void itIsAllANodeNeedsToWorkForThreeAgencies(@TempDir Path data) throws IOException {
    LabOnce.copyInto(data);

    var directory = DirectoryFile.read(data.resolve("config").resolve("agencies.yaml"));
    var today = LocalDate.of(2026, 3, 5);
    assertThat(directory.hostedHere()).hasSize(3);
    assertThat(directory.findByAnyCode("000.00.12.H57"))
        .isEqualTo(directory.findByAnyCode("H57.12"));
    for (var agency : directory.hostedHere()) {
      var seal = Objects.requireNonNull(agency.seal());
      assertThat(seal.place().files()).hasSize(2).allSatisfy(file -> assertThat(file).exists());
      assertThat(seal.image()).exists();
      for (var role : new Role[] {Role.LEADER, Role.CLERK, Role.OFFICER}) {
        assertThat(agency.people()).anyMatch(person -> person.postOn(today, role).isPresent());
      }
      for (var person : agency.people()) {
        assertThat(person.key() != null).isEqualTo(person.postOn(today, Role.LEADER).isPresent());
      }
    }
    assertThat(TrustAnchors.read(data.resolve("trust")).certificates()).hasSize(1);
  }

  @Test
  void aNameNoPacketHasRoomForStopsTheNodeBeforeItStopsADocument(@TempDir Path data)
      throws IOException {
    LabOnce.copyInto(data);
    var file = data.resolve("config").resolve("agencies.yaml");
    var listing = Files.readString(file);
    for (var bad : List.of("Nguyễn Văn An ".repeat(4), "\"Nguyễn\\u0007 Văn An\"", "\" \"")) {
      Files.writeString(file, listing.replace("name: \"Nguyễn Văn An\"", "name: " + bad));

      assertThatThrownBy(() -> DirectoryFile.read(file))
          .isInstanceOf(Halt.class)
          .hasMessageContaining("'name' of person h57-ld-01");
    }
  }

  @Test
  void makingItAgainChangesNothing(@TempDir Path data) throws IOException {
    LabOnce.copyInto(data);
    var before = files(data);

    make(data);

    assertThat(files(data)).isEqualTo(before);
  }

  @Test
  void whatAnInterruptedRunLeftOutIsMade(@TempDir Path data) throws IOException {
    LabOnce.copyInto(data);
    var whole = files(data);
    Files.delete(data.resolve("config").resolve("agencies.yaml"));
    Files.delete(data.resolve("lab/images/seal-H57.png"));
    Files.writeString(data.resolve("lab/images/seal-H57123.tmp"), "half a pict");

    make(data);

    var now = files(data);
    now.remove("lab/images/seal-H57123.tmp");
    assertThat(now).isEqualTo(whole);
  }

  @Test
  void aRealInstallationIsLeftAlone(@TempDir Path data) throws IOException {
    Files.createDirectories(data.resolve("config"));
    var directory = data.resolve("config").resolve("agencies.yaml");
    Files.writeString(directory, "agencies: []\n");

    assertThatThrownBy(() -> LabInstallation.holdOff(data))
        .isInstanceOfSatisfying(
            Halt.class, halt -> assertThat(halt.reason().code()).isEqualTo("DEMO.NOT_A_LAB"));
  }

  @Test
  void aFolderWithOtherThingsInItIsLeftAlone(@TempDir Path data) throws IOException {
    var db = Files.createDirectories(data.resolve("db"));
    Files.writeString(db.resolve("congvan.db"), "…");

    assertThatThrownBy(() -> LabInstallation.holdOff(data)).isInstanceOf(Halt.class);
    Files.delete(db.resolve("congvan.db"));
    Files.writeString(data.resolve("luận văn.docx"), "…");

    assertThatThrownBy(() -> LabInstallation.holdOff(data)).isInstanceOf(Halt.class);
  }

  @Test
  void anEmptyFolderAMissingOneAndTheLabsOwnAreTaken(@TempDir Path data) throws IOException {
    LabInstallation.holdOff(data.resolve("not there"));
    LabInstallation.holdOff(data);
    Files.createDirectories(data.resolve("logs"));
    LabInstallation.holdOff(data);
    DataFolder.open(data).close();
    LabInstallation.holdOff(data);
    LabOnce.copyInto(data);
    LabInstallation.holdOff(data);
  }

  private static void make(Path data) throws IOException {
    LabInstallation.make(data, LabAgency.CITY_AND_TWO_COMMUNES, MORNING);
  }

  private static Map<String, String> files(Path data) throws IOException {
    var found = new TreeMap<String, String>();
    try (var walk = Files.walk(data)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        found.put(
            data.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return found;
  }
}
