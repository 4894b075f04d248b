package vn.congvan.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.document.Actor;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Fact;
import vn.congvan.document.Fact.State;
import vn.congvan.document.Fact.Subject;
import vn.congvan.document.Ids;

/** What a log says about itself, in a stream of its own. */
final class OwnEntries {
  private static final Entry.By LOG =
      new Entry.By(Actor.Kind.SYSTEM, "log", null, "system", "system");
  private static final Entry.Where NODE = new Entry.Where(null, "node", null);

  private OwnEntries() {}

  /** Nothing has happened for a while, and the log is at work. */
  static Draft alive(LogState log, Instant now) {
    return draft(log, "log.alive", now, null, null, null, null);
  }

  /**
   * A log begins after a restore.
   *
   * @param old the log before, as far as the restored data goes
   * @param known the last checkpoint that is known of it, null where none is
   */
  static Draft opened(LogState log, Instant now, LogState old, @Nullable Checkpoint known) {
    return draft(
        log,
        "log.opened",
        now,
        new Subject("log", old.origin(), null, null),
        known == null ? null : state(known.size(), known.root()),
        state(old.size(), old.root()),
        "RESTORED");
  }

  private static State state(long size, Hash root) {
    return new State(Long.toString(size), ContentHash.of(root.bytes()));
  }

  private static Draft draft(
      LogState log,
      String type,
      Instant now,
      @Nullable Subject object,
      @Nullable State before,
      @Nullable State after,
      @Nullable String reason) {
    var id = Ids.next(now);
    return new Draft(
        log.ownStream(),
        place ->
            new Entry(
                id,
                type,
                now,
                place.log(),
                log.ownStream(),
                place.seq(),
                place.prev(),
                LOG,
                NODE,
                object,
                before,
                after,
                Fact.Outcome.SUCCESS,
                reason,
                null,
                null,
                List.of()),
        List.of());
  }
}
