package vn.congvan.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Failure;
import vn.congvan.document.Halt;
import vn.congvan.store.Sql;

/**
 * One run of the check.
 *
 * <p>The order of reading makes it safe beside a log that grows: first what must be found (how
 * streams end, which entries are there, what is signed), then where it is to be found (pending,
 * then indexed), because entries only ever go from pending to indexed, and the log's size is never
 * behind its guard, nor the guard behind a checkpoint.
 */
final class LogChecking {
  private static final int EIDS_AT_ONCE = 4096;

  private final Sql sql;
  private final String origin;
  private final LogFolder folder;
  private final Findings findings = new Findings();

  // What the result will say; the log checked last is the current one.
  private long size;
  private long proofs;
  private long streams;
  private @Nullable CheckedLog current;

  LogChecking(Sql sql, String origin, LogFolder folder) {
    this.sql = sql;
    this.origin = origin;
    this.folder = folder;
  }

  LogCheck.Result run() {
    try {
      check();
    } catch (Failure failure) {
      throw failure;
    } catch (RuntimeException e) {
      // Whoever owns the database can put a text where bytes belong.
      findings.add(Problem.BROKEN, e);
    }
    return new LogCheck.Result(
        size,
        (current == null ? Hash.EMPTY_TREE : current.root()).toString(),
        current == null ? 0 : current.lastSize(),
        streams,
        proofs,
        findings.all());
  }

  private void check() {
    var chains = Chains.load(sql, findings);
    var newest = number("SELECT COALESCE(MAX(eid), 0) AS n FROM audit_entry");
    var present = number("SELECT COUNT(*) AS n FROM audit_entry");
    var seen = new EidSet(newest);
    var entries = new EntryCheck(sql, findings, chains, seen);
    var pending = pending();
    var signed = Logs.current(sql).flatMap(log -> Checkpoints.last(sql, log.number()));
    var guard = guard();
    var logs = Logs.all(sql);
    if (!logs.isEmpty() && !logs.get(0).origin().equals(origin)) {
      findings.add(Problem.ORIGIN, logs.get(0).origin(), origin);
    }
    for (var log : logs) {
      entries.enter(log);
      checkLog(log, logs, entries, guard);
    }
    checkPending(pending, entries, seen);
    chains.finish();
    streams = chains.streams();
    if (seen.countUpToLimit() < present) {
      findUnindexed(seen, newest);
    }
    if (current != null) {
      checkGuard(logs.get(logs.size() - 1), guard, signed, current);
    }
  }

  private void checkLog(
      LogState log, List<LogState> logs, EntryCheck entries, Optional<Guard> guard) {
    var guarded = guard.filter(g -> g.origin().equals(log.origin())).map(Guard::size);
    var checked =
        new CheckedLog(sql, log, findings, entries, key(log.origin()), guarded.orElse(-1L));
    checked.check();
    if (log.number() > 1) {
      checkOpening(log, logs, current == null ? Hash.EMPTY_TREE : current.root());
    }
    size += log.size();
    proofs += checked.proofs();
    current = checked;
  }

  private long number(String query) {
    return sql.queryOne(query, row -> row.number("n")).orElse(0L);
  }

  private List<Long> pending() {
    return new ArrayList<>(
        sql.query("SELECT eid FROM audit_pending ORDER BY eid", row -> row.number("eid")));
  }

  private Optional<Guard> guard() {
    try {
      return folder.guard();
    } catch (Halt unreadable) {
      findings.add(Problem.FOLDER, unreadable.reason().en());
      return Optional.empty();
    }
  }

  private @Nullable VerifierKey key(String log) {
    try {
      for (var key : folder.verifiers()) {
        if (key.name().equals(log)) {
          return key;
        }
      }
    } catch (Halt unreadable) {
      findings.add(Problem.FOLDER, unreadable.reason().en());
    }
    return null;
  }

  /** What waited when we began and was not seen at an index since. */
  private void checkPending(List<Long> pending, EntryCheck entries, EidSet seen) {
    var waiting = pending.stream().filter(eid -> !seen.contains(eid)).toList();
    for (int from = 0; from < waiting.size(); from += StoredEntry.AT_ONCE) {
      var some = waiting.subList(from, Math.min(waiting.size(), from + StoredEntry.AT_ONCE));
      var stored = StoredEntry.byEid(sql, some);
      entries.decode(
          some.stream().map(eid -> new IndexedEntries.Indexed(-1, eid, stored.get(eid))).toList());
    }
  }

  private void findUnindexed(EidSet seen, long newest) {
    for (long after = Long.MIN_VALUE; after < newest; ) {
      var eids =
          sql.query(
              "SELECT eid FROM audit_entry WHERE eid > ? AND eid <= ? ORDER BY eid LIMIT "
                  + EIDS_AT_ONCE,
              row -> row.number("eid"),
              after,
              newest);
      if (eids.isEmpty()) {
        return;
      }
      for (var eid : eids) {
        if (!seen.contains(eid)) {
          findings.add(Problem.ENTRY_UNINDEXED, eid);
        }
      }
      after = eids.get(eids.size() - 1);
    }
  }

  /** A log after the first begins with an entry that names how far the one before it goes. */
  private void checkOpening(LogState log, List<LogState> logs, Hash oldRoot) {
    var old = logs.get(logs.indexOf(log) - 1);
    var told =
        Batches.from(sql, log.number(), 0).stream()
            .limit(1)
            .flatMap(batch -> StoredEntry.byEid(sql, batch.eids()).values().stream())
            .map(Decoded::of)
            .map(Decoded::entry)
            .filter(entry -> entry != null && entry.type().equals("log.opened"))
            .anyMatch(entry -> tells(entry, old, oldRoot));
    if (!told) {
      findings.add(Problem.LOG_OPENED, log.origin());
    }
  }

  private static boolean tells(@Nullable Entry entry, LogState old, Hash oldRoot) {
    var after = entry == null ? null : entry.after();
    var object = entry == null ? null : entry.object();
    return after != null
        && object != null
        && old.origin().equals(object.ref())
        && after.state().equals(Long.toString(old.size()))
        && ContentHash.of(oldRoot.bytes()).equals(after.sha256());
  }

  private void checkGuard(
      LogState log,
      Optional<Guard> found,
      Optional<Checkpoints.Stored> signed,
      CheckedLog checked) {
    var signedSize = signed.map(Checkpoints.Stored::size).orElse(0L);
    if (signedSize > log.size()) {
      findings.add(Problem.CHECKPOINT_BEYOND, signedSize, log.origin(), log.size());
    }
    if (found.isEmpty()) {
      if (signed.isPresent()) {
        findings.add(Problem.GUARD_LOST, log.origin());
      }
      return;
    }
    var guard = found.get();
    if (!guard.origin().equals(log.origin())) {
      findings.add(Problem.ROLLBACK, guard.size() + " (" + guard.origin() + ")", log.size());
    } else if (!Objects.equals(guard.root(), checked.guardedRoot())) {
      findings.add(Problem.ROLLBACK, guard.size(), log.size());
    } else if (guard.size() < signedSize) {
      findings.add(Problem.GUARD_BEHIND, guard.size(), signedSize);
    }
    checkHandedOut(log);
  }

  private void checkHandedOut(LogState log) {
    var handedOut = folder.checkpoint();
    if (handedOut.isEmpty()) {
      return;
    }
    var known =
        sql.queryOne(
            "SELECT size FROM audit_checkpoint WHERE log <= ? AND note = ? LIMIT 1",
            row -> row.number("size"),
            log.number(),
            handedOut.get());
    if (known.isEmpty()) {
      findings.add(Problem.CHECKPOINT_FILE);
    }
  }
}
