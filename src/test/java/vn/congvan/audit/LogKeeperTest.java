package vn.congvan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.store.Database;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

class LogKeeperTest {
  @EngineTest
  void whatIsPublishedIsSignedByTheLogsKeyAndHoldsAllEntries(Engine engine)
      throws IOException, NoteRefused {
    try (var office = new LogOffice(engine)) {
      office.appendMany(10);
      assertThat(office.keeper().lag()).isEqualTo(10);

      var note = office.publish();

      assertThat(office.keeper().lag()).isZero();
      var key = VerifierKey.parse(Files.readString(office.folder.resolve("log.vkey")).strip());
      var signed = SignedNote.parse(note);
      signed.verify(List.of(key));
      var checkpoint = Checkpoint.parse(signed.text());
      assertThat(checkpoint.origin()).isEqualTo(LogOffice.ORIGIN).isEqualTo(key.name());
      assertThat(checkpoint.size()).isEqualTo(10);
      assertThat(office.folder.resolve("checkpoint")).hasContent(note);
      var check = office.check();
      assertThat(check.problems()).isEmpty();
      assertThat(check.entries()).isEqualTo(10);
      assertThat(check.checkpointSize()).isEqualTo(10);
      assertThat(check.streams()).isEqualTo(3);
      assertThat(check.proofs()).isEqualTo(10);
      assertThat(check.root()).isEqualTo(checkpoint.root().toString());
    }
  }

  @EngineTest
  void anEmptyLogIsPublishedTooAndANewCheckpointOnlyWhenItHasGrown(Engine engine)
      throws IOException {
    try (var office = new LogOffice(engine)) {
      var empty = office.publish();
      assertThat(office.publish()).isEqualTo(empty);
      assertThat(empty).contains("\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");

      office.append(1);

      assertThat(office.publish()).isNotEqualTo(empty).contains("\n1\n");
      assertThat(office.check().problems()).isEmpty();
    }
  }

  @EngineTest
  void aLogThatIsStoppedAndStartedGoesOn(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      for (int round = 1; round <= 5; round++) {
        office.appendMany(150);
        office.publish();
        office.append(7);
        office.stop();
      }

      office.publish();

      var check = office.check();
      assertThat(check.problems()).isEmpty();
      assertThat(check.entries()).isEqualTo(5 * 151);
      assertThat(check.proofs()).isEqualTo(5 * 151 + 5);
    }
  }

  @EngineTest
  void itPublishesByItselfAndSaysSoWhenNothingHappens(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.append(1);
      office.keeper().start();
      await(() -> handedOut(office).contains("\n1\n"));
      office.append(1);
      await(() -> handedOut(office).contains("\n2\n"));

      office.clock.advance(Duration.ofMinutes(10));

      await(() -> handedOut(office).contains("\n3\n"));
      assertThat(office.keeper().stopped()).isNull();
      var alive = office.log().history("log:" + LogOffice.ORIGIN);
      assertThat(alive).extracting(LogEntry::type).containsExactly("log.alive");
      assertThat(office.check().problems()).isEmpty();
    }
  }

  @Test
  void ofTwoNodesOnOneDatabaseOneKeepsTheLogAndTheOtherGoesOnWhenItEnds() throws IOException {
    try (var engine = Engine.postgresql();
        var office = new LogOffice(engine);
        var elsewhere = Database.open(office.settings, List.of("vn/congvan/audit/migration"))) {
      office.append(1);
      office.keeper().start();
      await(() -> handedOut(office).contains("\n1\n"));
      var second =
          new LogKeeper(
              elsewhere, LogOffice.ORIGIN, office.folder, Duration.ofMillis(50), office.clock);
      second.start();
      await(() -> second.waiting() != null);
      assertThat(second.waiting()).extracting(Reason::code).isEqualTo("AUDIT.OTHER_NODE");
      assertThat(second.stopped()).isNull();
      assertThat(office.keeper().waiting()).isNull();
      assertThatExceptionOfType(RetryLater.class).isThrownBy(second::publishNow);

      // The session that has the duty is lost, several times: one of the two goes on.
      for (var size = 2; size <= 6; size++) {
        endSessionWithTheDuty(elsewhere);
        office.append(1);
        var grown = "\n" + size + "\n";
        await(() -> handedOut(office).contains(grown));
      }
      assertThat(office.keeper().stopped()).isNull();
      assertThat(second.stopped()).isNull();
      await(() -> (office.keeper().waiting() == null) != (second.waiting() == null));

      var now = office.keeper().waiting() == null ? office.keeper() : second;
      var next = now == second ? office.keeper() : second;
      now.close();
      office.append(1);
      await(() -> handedOut(office).contains("\n7\n"));
      assertThat(next.waiting()).isNull();
      next.close();
      assertThat(office.check().problems()).isEmpty();
    }
  }

  private static void endSessionWithTheDuty(Database database) {
    var ended =
        database.inUnit(
            "test",
            sql ->
                sql.query(
                    "SELECT pg_terminate_backend(pid, 10000)::int AS ended FROM pg_locks"
                        + " WHERE locktype = 'advisory' AND granted AND classid ="
                        + " (hashtext('congvan.log.' || current_schema())::bigint & 4294967295)::oid"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                    row -> row.number("ended")));
    assertThat(ended).containsExactly(1L);
  }

  private static String handedOut(LogOffice office) {
    try {
      var file = office.folder.resolve("checkpoint");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Waits for what another thread will do, half a minute at most. */
  private static void await(BooleanSupplier condition) {
    var giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("it did not happen");
      }
      Thread.onSpinWait();
    }
  }

  @EngineTest
  void closingLeavesNothingUnsigned(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.publish();
      office.appendMany(20);

      office.keeper().close();

      assertThat(handedOut(office)).contains("\n20\n");
    }
  }

  @Test
  void theKeyIsForTheOwnerAlone() throws IOException {
    try (var engine = Engine.sqlite();
        var office = new LogOffice(engine)) {
      office.publish();

      assertThat(Files.getPosixFilePermissions(office.folder.resolve("log-1.key")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFolderHasOneKeeper() throws Exception {
    try (var engine = Engine.sqlite();
        var office = new LogOffice(engine)) {
      office.publish();
      try (var second =
          new LogKeeper(
              office.database(), LogOffice.ORIGIN, office.folder, Duration.ZERO, office.clock)) {
        second.start();

        assertThat(second.stopped()).extracting(Reason::code).isEqualTo("AUDIT.IN_USE");
      }
      office.append(1);
      assertThat(office.publish()).contains("\n1\n");
    }
  }

  @EngineTest
  void aClockThatWentBackStopsSigningUntilItHasCaughtUp(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.publish();
      office.append(1);
      office.clock.advance(Duration.ofMillis(-1));

      refused(office, "AUDIT.CLOCK");
      assertThat(office.keeper().lag()).isZero();

      office.clock.advance(Duration.ofMillis(1));
      assertThat(office.publish()).contains("\n1\n");
      assertThat(office.keeper().stopped()).isNull();
    }
  }

  @EngineTest
  void aLogIsNotSignedWithAnotherKey(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.append(1);
      office.publish();
      office.stop();
      var key = office.folder.resolve("log-1.key");
      var secret = Files.readString(key);

      Files.delete(key);
      refused(office, "AUDIT.KEY_MISSING");
      office.stop();
      Files.writeString(key, secret.replaceFirst(".\n$", "!\n"));
      refused(office, "AUDIT.UNREADABLE");
      office.stop();
      Files.writeString(key, otherKey());
      refused(office, "AUDIT.KEY_CHANGED");
      office.stop();
      Files.writeString(key, secret);
      assertThat(office.publish()).contains("\n1\n");
    }
  }

  private static String otherKey() throws IOException {
    try {
      return vn.congvan.audit.note.SignerKey.generate(
              LogOffice.ORIGIN, new java.security.SecureRandom())
          .secret();
    } catch (NoteRefused e) {
      throw new IOException(e);
    }
  }

  @EngineTest
  void aGuardThatIsLostOrOlderOrUnreadableStopsTheLog(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.append(1);
      office.publish();
      var guard = office.folder.resolve("guard");
      var older = Files.readString(guard);
      office.append(1);
      office.publish();
      office.append(1);
      var newest = Files.readString(guard);

      Files.writeString(guard, older);
      refused(office, "AUDIT.GUARD_BEHIND");
      assertThat(office.check().problems()).singleElement().asString().contains("GUARD_BEHIND");
      office.stop();
      Files.writeString(guard, newest + "x");
      refused(office, "AUDIT.UNREADABLE");
      office.stop();
      Files.delete(guard);
      refused(office, "AUDIT.GUARD_LOST");
      assertThat(office.check().problems()).singleElement().asString().contains("GUARD_LOST");
      office.stop();
      Files.writeString(guard, newest);
      assertThat(office.publish()).contains("\n3\n");
    }
  }

  private static void refused(LogOffice office, String code) {
    assertThatExceptionOfType(Halt.class)
        .isThrownBy(office::publish)
        .extracting(halt -> halt.reason().code())
        .isEqualTo(code);
    assertThat(office.keeper().stopped()).extracting(Reason::code).isEqualTo(code);
  }

  @EngineTest
  void aLogKeepsItsName(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.append(1);

      for (var origin : List.of("other.example.vn/log/1", "", "with space", "With.Capital")) {
        assertThatExceptionOfType(Halt.class)
            .isThrownBy(() -> new AuditLog(office.database(), origin, "n", office.clock))
            .withMessageContaining("AUDIT.ORIGIN");
      }
    }
  }
}
