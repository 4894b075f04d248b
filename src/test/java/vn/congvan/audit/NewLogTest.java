package vn.congvan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.document.Halt;
import vn.congvan.document.Refused;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

/** A database that is set back to an older copy, and what is done about it. */
class NewLogTest {
  private static final String SECOND = "test.example.vn/log/2";

  @EngineTest
  void aDatabaseThatWasSetBackSignsNothingMore(Engine engine) throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      office.appendMany(20);
      office.publish();
      var copy = DatabaseCopy.of(office);
      office.appendMany(10);
      office.publish();
      copy.restore();

      assertThat(office.check().problems())
          .anyMatch(problem -> problem.startsWith("AUDIT.ROLLBACK:"));
      refused(office, "AUDIT.ROLLBACK");
      // It does not help to let it grow past what was signed.
      office.stop();
      office.appendMany(30);
      refused(office, "AUDIT.ROLLBACK");
      assertThat(office.keeper().lag()).isEqualTo(30);
      office.stop();
      office.keeper().start();
      assertThat(office.keeper().stopped()).isNotNull();
      assertThat(office.folder.resolve("checkpoint")).content().contains("\n30\n");
    }
  }

  @EngineTest
  void aDatabaseSetBackWhileTheKeeperWorksIsFoundOutAtTheNextCheckpoint(Engine engine)
      throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      office.appendMany(20);
      office.publish();
      var copy = DatabaseCopy.of(office);
      office.appendMany(10);
      office.publish();
      copy.restoreTables();
      office.appendMany(30);

      refused(office, "AUDIT.ROLLBACK");
    }
  }

  private static void refused(LogOffice office, String code) {
    assertThatExceptionOfType(Halt.class).isThrownBy(office::publish).withMessageContaining(code);
  }

  @EngineTest
  void afterARestoreANewLogBeginsWithWhatIsKnownOfTheOldOne(Engine engine)
      throws IOException, SQLException, EntryRefused, NoteRefused, ProofDoesNotHold {
    try (var office = new LogOffice(engine)) {
      office.appendMany(20);
      office.publish();
      office.append(9, "đang chờ");
      var copy = DatabaseCopy.of(office);
      office.appendMany(10);
      var last = Checkpoint.parse(SignedNote.parse(office.publish()).text());
      copy.restore();

      assertThat(openNewLog(office)).isEqualTo(SECOND);

      office.append(1);
      office.publish();
      var opened = office.log().history("log:" + SECOND);
      assertThat(opened).extracting(LogEntry::type).containsExactly("log.opened");
      assertThat(opened).extracting(LogEntry::index).containsExactly(0L);
      var entry = EntryReader.read(opened.get(0).bytes());
      assertThat(entry.log()).isEqualTo(SECOND);
      assertThat(String.valueOf(entry.object())).contains(LogOffice.ORIGIN);
      assertThat(String.valueOf(entry.before())).contains("31").contains(last.root().hex());
      assertThat(String.valueOf(entry.after())).contains("20");
      assertThat(entry.reason()).isEqualTo("RESTORED");

      var check = office.check();
      assertThat(check.problems()).isEmpty();
      assertThat(check.entries()).isEqualTo(20 + 3);
      assertThat(check.checkpointSize()).isEqualTo(3);
      // What waited and what is new is in the new log; what was indexed is proven under the old
      // name.
      var keys = Files.readAllLines(office.folder.resolve("log.vkey"));
      assertThat(keys).hasSize(2);
      var waited = office.log().prove(LogOffice.stream(9)).orElseThrow();
      waited.proof().verify(waited.entry().bytes(), VerifierKey.parse(keys.get(1)), List.of());
      var old = office.log().prove(LogOffice.stream(2)).orElseThrow();
      old.proof().verify(old.entry().bytes(), VerifierKey.parse(keys.get(0)), List.of());
      assertThat(office.log().history(LogOffice.stream(1)))
          .extracting(LogEntry::index)
          .endsWith(18L, 2L);
      assertThat(Files.exists(office.folder.resolve("log-1.key"))).isFalse();
    }
  }

  private static String openNewLog(LogOffice office, String... known) {
    office.stop();
    return LogKeeper.openNewLogAfterRestore(
        office.database(), LogOffice.ORIGIN, office.folder, office.clock, List.of(known));
  }

  @EngineTest
  void whatOthersHaveKeptTellsHowMuchWasLost(Engine engine)
      throws IOException, SQLException, EntryRefused {
    try (var office = new LogOffice(engine)) {
      office.appendMany(20);
      office.publish();
      var copy = DatabaseCopy.of(office);
      office.appendMany(10);
      var kept = office.publish();
      copy.restore();

      assertThatExceptionOfType(Refused.class)
          .isThrownBy(() -> openNewLog(office, "nonsense"))
          .withMessageContaining("AUDIT.NOTE");
      var stranger = kept.replace(LogOffice.ORIGIN, "test.example.vn/log/41");
      assertThat(openNewLog(office, kept, stranger)).isEqualTo("test.example.vn/log/42");

      var opened = office.log().history("log:test.example.vn/log/42").get(0);
      assertThat(String.valueOf(EntryReader.read(opened.bytes()).before())).contains("state=30");
      office.publish();
      assertThat(office.check().problems()).isEmpty();
    }
  }

  @EngineTest
  void aLogThatLostItsGuardOrItsKeyGoesOnAsANewOne(Engine engine) throws IOException {
    for (var lost : List.of("guard", "log-1.key")) {
      try (var office = new LogOffice(engine)) {
        office.appendMany(5);
        office.publish();
        office.stop();
        Files.delete(office.folder.resolve(lost));
        assertThatExceptionOfType(Halt.class).isThrownBy(office::publish);

        openNewLog(office);

        office.append(1);
        assertThat(office.publish()).contains(SECOND + "\n2\n");
        assertThat(office.check().problems()).isEmpty();
      }
    }
  }

  @EngineTest
  void aRestoreOfARestoreOpensAThirdLog(Engine engine) throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      office.appendMany(5);
      office.publish();
      var copy = DatabaseCopy.of(office);
      openNewLog(office);
      office.append(1);
      office.publish();
      copy.restore();
      // The copy knows nothing of the second log, but the guard does.
      refused(office, "AUDIT.ROLLBACK");

      assertThat(openNewLog(office)).isEqualTo("test.example.vn/log/3");

      office.append(1);
      office.publish();
      assertThat(office.check().problems()).isEmpty();
    }
  }

  @EngineTest
  void openingThatWasStoppedCanBeDoneAgain(Engine engine) throws IOException, SQLException {
    for (var obstacle : List.of("log-2.key.next", "log.vkey.next", "guard.next")) {
      try (var office = new LogOffice(engine)) {
        office.appendMany(5);
        office.publish();
        office.stop();
        var inTheWay =
            Files.createFile(
                Files.createDirectories(office.folder.resolve(obstacle)).resolve("in-the-way"));
        assertThatThrownBy(() -> openNewLog(office)).hasMessageContaining("AUDIT.FOLDER");
        Files.delete(inTheWay);
        Files.delete(office.folder.resolve(obstacle));

        assertThat(openNewLog(office)).isEqualTo(SECOND);

        office.append(1);
        office.publish();
        assertThat(office.check().problems()).as(obstacle).isEmpty();
        assertThat(office.log().history("log:" + SECOND)).as(obstacle).hasSize(1);
      }
    }
    for (var table : List.of("audit_log", "audit_entry", "audit_batch", "audit_tile")) {
      try (var office = new LogOffice(engine)) {
        office.appendMany(5);
        office.publish();
        office.stop();
        office.fail("INSERT", table);
        assertThatThrownBy(() -> openNewLog(office)).hasStackTraceContaining("no");
        office.failNoMore(table);
        // The old log is still the one that counts, and can even go on.
        office.append(1);
        assertThat(office.publish()).contains(LogOffice.ORIGIN + "\n6\n");

        assertThat(openNewLog(office)).isEqualTo(SECOND);

        office.publish();
        assertThat(office.check().problems()).as(table).isEmpty();
      }
    }
  }

  @EngineTest
  void aNewLogIsNotOpenedBesideAKeeperAtWork(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.publish();

      assertThatExceptionOfType(Halt.class)
          .isThrownBy(
              () ->
                  LogKeeper.openNewLogAfterRestore(
                      office.database(), LogOffice.ORIGIN, office.folder, office.clock, List.of()))
          .withMessageContaining("AUDIT.IN_USE");
    }
  }

  @EngineTest
  void aLogThatTellsALieAboutTheOneBeforeIsFoundOut(Engine engine)
      throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      office.appendMany(5);
      office.publish();
      openNewLog(office);
      office.publish();
      office.tamper("UPDATE audit_log SET size = 4 WHERE log = 1");

      assertThat(office.check().problems())
          .anyMatch(problem -> problem.startsWith("AUDIT.LOG_OPENED:"))
          .anyMatch(problem -> problem.startsWith("AUDIT.ROOT:"));
    }
  }
}
