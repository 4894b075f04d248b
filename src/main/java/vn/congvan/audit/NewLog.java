package vn.congvan.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.audit.merkle.TiledTree;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.document.Refused;
import vn.congvan.store.Database;
import vn.congvan.store.Sql;

/**
 * Opens a log after a restore. The old one is never gone on with: what it signed after the copy was
 * made is out in the world, and an index must not be given out twice.
 *
 * <p>In this order: the new log's key, without which nothing could ever be signed for it; the log
 * and its first entry, in one unit of work; the guard; the end of the old key. Stopped before the
 * unit, the old log is still the current one and refuses to sign; after it, the rest is made up
 * for.
 */
final class NewLog {
  private static final Logger LOG = LoggerFactory.getLogger(NewLog.class);

  private final Database database;
  private final String first;
  private final LogFolder folder;
  private final Clock clock;

  NewLog(Database database, String first, LogFolder folder, Clock clock) {
    this.database = database;
    this.first = first;
    this.folder = folder;
    this.clock = clock;
  }

  String open(List<String> knownCheckpoints) {
    return folder.alone(() -> openAlone(knownCheckpoints));
  }

  private String openAlone(List<String> knownCheckpoints) {
    var current = Logs.open(database, first);
    var guard = folder.guard();
    if (isUnfinished(current, guard)) {
      return finish(current, guard);
    }
    var known = known(current, guard);
    var number = Math.max(current.number(), guard.map(g -> Origins.number(g.origin())).orElse(1L));
    for (var text : knownCheckpoints) {
      var handedIn = read(text);
      number = Math.max(number, Origins.number(handedIn.checkpoint.origin()));
      if (handedIn.verified && handedIn.checkpoint.origin().equals(current.origin())) {
        known = later(known, handedIn.checkpoint);
      }
    }
    var opened = add(current, number + 1, known);
    return finish(opened, guard);
  }

  /** A run before this one opened the log, and stopped before it wrote the guard. */
  private boolean isUnfinished(LogState current, Optional<Guard> guard) {
    return guard.isPresent()
        && Origins.number(guard.get().origin()) < current.number()
        && database.read(sql -> Checkpoints.last(sql, current.number())).isEmpty();
  }

  private @Nullable Checkpoint known(LogState current, Optional<Guard> guard) {
    var stored = database.read(sql -> Checkpoints.last(sql, current.number()));
    var known =
        stored.map(last -> new Checkpoint(current.origin(), last.size(), last.root())).orElse(null);
    if (guard.isPresent() && guard.get().origin().equals(current.origin())) {
      var signed = guard.get();
      known = later(known, new Checkpoint(signed.origin(), signed.size(), signed.root()));
    }
    return known;
  }

  private static Checkpoint later(@Nullable Checkpoint known, Checkpoint other) {
    return known == null || other.size() > known.size() ? other : known;
  }

  private record HandedIn(Checkpoint checkpoint, boolean verified) {}

  private HandedIn read(String text) {
    try {
      var note = SignedNote.parse(text);
      return new HandedIn(Checkpoint.parse(note.text()), isSigned(note));
    } catch (NoteRefused e) {
      throw new Refused(Reasons.badNote(String.valueOf(e.getMessage())));
    }
  }

  private boolean isSigned(SignedNote note) {
    try {
      note.verify(folder.verifiers());
      return true;
    } catch (NoteRefused e) {
      // Of a log whose key is lost: it still tells which numbers are taken.
      LOG.warn("a checkpoint that was handed in cannot be verified: {}", e.getMessage());
      return false;
    }
  }

  private LogState add(LogState old, long number, @Nullable Checkpoint known) {
    var origin = Origins.of(first, number);
    var key = folder.key(number).orElseGet(() -> folder.makeKey(number, origin));
    folder.addVerifier(key.verifier());
    return database.inUnit("open a new log", sql -> add(sql, old, number, origin, known));
  }

  private LogState add(
      Sql sql, LogState old, long number, String origin, @Nullable Checkpoint known) {
    var empty = new TiledTree();
    var log = new LogState(number, origin, 0, empty.root());
    var draft = OwnEntries.opened(log, clock.instant(), old, known);
    var entry = Entries.add(sql, origin, List.of(draft)).get(0);
    // It is the first of its log before anything that still waits, so it does not wait itself.
    sql.update("DELETE FROM audit_pending WHERE eid = ?", entry.eid());
    empty.append(entry.leaf());
    Batches.add(sql, number, 0, List.of(entry.eid()), Math.max(entry.eid(), Batches.highest(sql)));
    empty.takeChanged().forEach(tile -> StoredTiles.put(sql, number, tile));
    var opened = log.grown(empty.size(), empty.root());
    Logs.add(sql, opened);
    return opened;
  }

  private String finish(LogState opened, Optional<Guard> guard) {
    var at = guard.map(Guard::at).orElse(Instant.EPOCH);
    folder.write(new Guard(opened.origin(), 0, new TiledTree().root(), at));
    for (long closed = 1; closed < opened.number(); closed++) {
      folder.destroyKey(closed);
    }
    LOG.info("opened log {}", opened.origin());
    return opened.origin();
  }
}
