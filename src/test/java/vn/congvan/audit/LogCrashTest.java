package vn.congvan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

/** Whatever step of sequencing and publishing is the last one done, the log goes on as one log. */
class LogCrashTest {
  private record Step(String kind, String table) {}

  private static final List<Step> STEPS =
      List.of(
          new Step("DELETE", "audit_pending"),
          new Step("UPDATE", "audit_log"),
          new Step("INSERT", "audit_batch"),
          new Step("INSERT", "audit_tile"),
          new Step("INSERT", "audit_checkpoint"));

  @EngineTest
  void aStatementThatFailsLosesNothingAndForksNothing(Engine engine)
      throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      int size = 0;
      for (var step : STEPS) {
        for (var goesOn : List.of(true, false)) {
          office.appendMany(10);
          office.publish();
          office.appendMany(10);
          office.fail(step.kind, step.table);

          assertThatThrownBy(office::publish).as(step.toString()).hasStackTraceContaining("no");

          office.failNoMore(step.table);
          assertThat(office.check().problems()).as(step.toString()).isEmpty();
          if (!goesOn || office.keeper().stopped() != null) {
            office.stop();
          }
          office.appendMany(10);
          office.publish();
          size += 30;
          var check = office.check();
          assertThat(check.problems()).as(step.toString()).isEmpty();
          assertThat(check.checkpointSize()).as(step.toString()).isEqualTo(size);
        }
      }
      assertThat(signed(office)).containsKey((long) size);
    }
  }

  @EngineTest
  void aGuardThatCouldNotBeWrittenIsNotSignedBehind(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.append(1);
      var first = office.publish();
      office.append(1);
      var obstacle = obstacle(office.folder.resolve("guard.next"));

      assertThatThrownBy(office::publish).hasMessageContaining("AUDIT.FOLDER");

      assertThat(signed(office)).hasSize(1);
      assertThat(office.folder.resolve("checkpoint")).hasContent(first);
      assertThat(office.check().problems()).isEmpty();
      Files.delete(obstacle);
      Files.delete(office.folder.resolve("guard.next"));
      assertThat(office.publish()).contains("\n2\n");
      assertThat(office.check().problems()).isEmpty();
    }
  }

  @EngineTest
  void whatTheGuardHasAndTheDatabaseHasNotIsSignedAgainToTheSameBytes(Engine engine)
      throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      office.append(1);
      office.publish();
      office.append(1);
      office.fail("INSERT", "audit_checkpoint");
      assertThatThrownBy(office::publish).hasStackTraceContaining("no");
      office.failNoMore("audit_checkpoint");
      assertThat(Files.readString(office.folder.resolve("guard"))).contains("\n2\n");
      office.stop();
      // The log has grown past the guard before it gets to sign again.
      office.append(1);

      office.publish();

      var signed = signed(office);
      assertThat(signed).containsOnlyKeys(1L, 2L, 3L);
      var key = new LogFolder(office.folder).key(1).orElseThrow();
      signed
          .values()
          .forEach(
              note ->
                  assertThat(key.sign(note.substring(0, note.lastIndexOf("\n\n") + 1)))
                      .hasToString(note));
      assertThat(office.check().problems()).isEmpty();
    }
  }

  @EngineTest
  void aCheckpointThatCouldNotBeHandedOutIsHandedOutLater(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.append(1);
      office.publish();
      office.append(1);
      var obstacle = obstacle(office.folder.resolve("checkpoint.next"));
      assertThatThrownBy(office::publish).hasMessageContaining("AUDIT.FOLDER");
      assertThat(office.check().problems()).isEmpty();
      office.stop();
      Files.delete(obstacle);
      Files.delete(office.folder.resolve("checkpoint.next"));

      var note = office.publish();

      assertThat(office.folder.resolve("checkpoint")).hasContent(note);
      assertThat(signed(office)).containsOnlyKeys(1L, 2L);
      assertThat(office.check().problems()).isEmpty();
    }
  }

  @EngineTest
  void aStopAtTheVeryFirstStepIsNoHarm(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.appendMany(5);
      var obstacle = obstacle(office.folder.resolve("log-1.key.next"));
      assertThatThrownBy(office::publish).hasMessageContaining("AUDIT.FOLDER");
      Files.delete(obstacle);
      Files.delete(office.folder.resolve("log-1.key.next"));
      office.stop();
      obstacle = obstacle(office.folder.resolve("log.vkey.next"));
      assertThatThrownBy(office::publish).hasMessageContaining("AUDIT.FOLDER");
      Files.delete(obstacle);
      Files.delete(office.folder.resolve("log.vkey.next"));
      office.stop();

      assertThat(office.publish()).contains("\n5\n");
      assertThat(office.check().problems()).isEmpty();
    }
  }

  /** A folder that is not empty stands where a file is to be written. */
  private static Path obstacle(Path path) throws IOException {
    return Files.createFile(Files.createDirectories(path).resolve("in-the-way"));
  }

  /** Every note that is stored, by its size. */
  private static Map<Long, String> signed(LogOffice office) {
    var signed = new TreeMap<Long, String>();
    office
        .database()
        .read(
            sql ->
                sql.query(
                    "SELECT size, note FROM audit_checkpoint",
                    row -> signed.put(row.number("size"), row.text("note"))));
    return signed;
  }
}
