package vn.congvan.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.directory.Offices;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentNumber;
import vn.congvan.document.Raised;
import vn.congvan.store.Database;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;
import vn.congvan.testing.HandClock;

/** Versions are added and none is lost; what ages out is found in time, on both engines. */
class RaisedFilesTest {
  private static final Duration BEFORE = Duration.ofDays(100);
  private static final Duration AGAIN = Duration.ofDays(1);
  private static final ContentHash ISSUED = hash(1);

  private final HandClock clock = new HandClock(Instant.parse("2026-03-05T05:00:00Z"));

  @EngineTest
  void everyVersionIsKeptAndTheNewestIsGiven(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var files = new RaisedFiles(database, BEFORE, Optional.empty(), clock);
    var id = new Drafts(database, clock).submitted();

    assertThat(files.newest(ISSUED)).isEmpty();
    record(database, files, id, ISSUED, hash(2), "B-T", null);
    record(
        database, files, id, ISSUED, hash(3), "B-LTA", clock.instant().plus(Duration.ofDays(900)));

    assertThat(files.versions(ISSUED))
        .extracting(RaisedFiles.Version::content)
        .containsExactly(hash(2), hash(3));
    var newest = files.newest(ISSUED).orElseThrow();
    assertThat(newest.level()).isEqualTo("B-LTA");
    assertThat(newest.renewAt()).contains(clock.instant().plus(Duration.ofDays(800)));
  }

  @EngineTest
  void aTimeStampIsDueBeforeItsCertificateEndsAndAgainUntilItIsRenewed(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var files = new RaisedFiles(database, BEFORE, Optional.empty(), clock);
    var id = new Drafts(database, clock).submitted();
    var ends = clock.instant().plus(Duration.ofDays(900));
    record(database, files, id, ISSUED, hash(2), "B-LTA", ends);
    record(database, files, id, hash(7), hash(8), "B-LTA", ends);

    clock.forward(Duration.ofDays(799));
    assertThat(due(database, files)).isEmpty();
    clock.forward(Duration.ofDays(1));
    assertThat(due(database, files)).as("a document once, whatever files it has").hasSize(1);
    assertThat(due(database, files)).as("asked for already").isEmpty();
    clock.forward(AGAIN);
    assertThat(due(database, files)).hasSize(1);

    record(database, files, id, ISSUED, hash(3), "B-LTA", ends.plus(Duration.ofDays(900)));
    record(database, files, id, hash(7), hash(9), "B-LTA", ends.plus(Duration.ofDays(900)));
    clock.forward(AGAIN);
    assertThat(due(database, files)).isEmpty();
  }

  @EngineTest
  void aCertificateThatEndsSoonIsNotRenewedAtOnce(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var files = new RaisedFiles(database, BEFORE, Optional.empty(), clock);
    var id = new Drafts(database, clock).submitted();
    record(
        database, files, id, ISSUED, hash(2), "B-LTA", clock.instant().plus(Duration.ofDays(60)));

    assertThat(due(database, files)).isEmpty();
    clock.forward(Duration.ofDays(30));
    assertThat(due(database, files)).hasSize(1);
  }

  @EngineTest
  void whereAlgorithmsEndEveryOlderTimeStampIsDueAndNoneThatCameAfter(Engine engine) {
    var database = engine.open(Drafts.MIGRATION);
    var from = clock.instant().plus(Duration.ofDays(10));
    var files = new RaisedFiles(database, BEFORE, Optional.of(from), clock);
    var id = new Drafts(database, clock).submitted();
    var ends = clock.instant().plus(Duration.ofDays(900));
    record(database, files, id, ISSUED, hash(2), "B-LTA", ends);

    assertThat(files.newest(ISSUED).orElseThrow().renewAt()).contains(from);
    assertThat(due(database, files)).isEmpty();
    clock.forward(Duration.ofDays(11));
    assertThat(due(database, files)).hasSize(1);
    record(database, files, id, ISSUED, hash(3), "B-LTA", ends);
    clock.forward(AGAIN);
    assertThat(due(database, files)).isEmpty();
    assertThat(files.newest(ISSUED).orElseThrow().renewAt().orElseThrow()).isAfter(from);
  }

  private static List<RaisedFiles.Due> due(Database database, RaisedFiles files) {
    return database.inUnit("due", sql -> files.takeDue(10, AGAIN));
  }

  private void record(
      Database database,
      RaisedFiles files,
      DocumentId id,
      ContentHash issued,
      ContentHash raised,
      String level,
      @Nullable Instant ends) {
    var header = new Drafts(database, (Clock) clock).header(id, Offices.CITY, "system");
    var event =
        new Raised(
            new vn.congvan.document.EventHeader(
                header.id(),
                header.document(),
                header.agency(),
                header.actor(),
                clock.instant(),
                header.channel()),
            new DocumentNumber(5, "UBND-VX", LocalDate.of(2026, 3, 5)),
            List.of(new Raised.RaisedFile(issued, raised, 10, level, ends)),
            true);
    database.inUnit(
        "record",
        sql -> {
          files.record(event);
          return id;
        });
  }

  private static ContentHash hash(int first) {
    var bytes = new byte[32];
    bytes[0] = (byte) first;
    return ContentHash.of(bytes);
  }
}
