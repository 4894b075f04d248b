package vn.congvan.audit;

import java.util.List;
import java.util.Optional;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.Prover;
import vn.congvan.audit.merkle.TileNodes;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.LogGrowth;
import vn.congvan.audit.note.LogProof;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.document.Halt;
import vn.congvan.store.Database;
import vn.congvan.store.Sql;

/** Proofs to take away: each carries its entry, and needs nothing of ours to be checked. */
public final class LogProofs {
  private final Database database;

  public LogProofs(Database database) {
    this.database = database;
  }

  /** The entry at an index of the current log; empty where no checkpoint covers it. */
  public Optional<LogProof> ofIndex(long index) {
    return database.read(
        sql ->
            Logs.current(sql)
                .filter(log -> index >= 0 && index < log.size())
                .flatMap(log -> eidAt(sql, log.number(), index))
                .flatMap(eid -> ofEid(sql, eid)));
  }

  private static Optional<Long> eidAt(Sql sql, long log, long index) {
    return Batches.from(sql, log, Batches.startOf(sql, log, index)).stream()
        .limit(1)
        .filter(batch -> index - batch.start() < batch.eids().size())
        .map(batch -> batch.eids().get((int) (index - batch.start())))
        .findFirst();
  }

  /** The entry with an eid, in whichever log; empty where no checkpoint covers it. */
  public Optional<LogProof> ofEid(long eid) {
    return database.read(sql -> ofEid(sql, eid));
  }

  private static Optional<LogProof> ofEid(Sql sql, long eid) {
    var stored = StoredEntry.byEid(sql, List.of(eid)).get(eid);
    var place = stored == null ? null : Indices.of(sql, List.of(eid)).get(eid);
    if (stored == null || place == null) {
      return Optional.empty();
    }
    return Checkpoints.last(sql, place.log())
        .filter(last -> place.index() < last.size())
        .map(last -> prove(sql, place, last).with(stored.entry().value()));
  }

  /** The newest entry of a stream that a checkpoint covers. */
  public Optional<LogProof> ofNewest(String stream) {
    return database
        .read(sql -> new History(sql).newestReceipt(stream))
        .map(receipt -> receipt.proof().with(receipt.entry().bytes()));
  }

  static LogProof prove(Sql sql, Indices.Index index, Checkpoints.Stored last) {
    var path = prover(sql, index.log(), last.size()).inclusion(index.index()).path();
    return new LogProof(null, index.index(), path, note(last));
  }

  /**
   * That the log of a checkpoint grew out of it; empty where this installation has no such log or
   * has signed nothing in it. What does not hold is found by whoever verifies it.
   */
  public Optional<LogGrowth> since(Checkpoint old) {
    return database.read(
        sql ->
            Logs.all(sql).stream()
                .filter(log -> log.origin().equals(old.origin()))
                .findFirst()
                .flatMap(
                    log ->
                        Checkpoints.last(sql, log.number())
                            .map(last -> growth(sql, log.number(), old.size(), last))));
  }

  private static LogGrowth growth(Sql sql, long log, long old, Checkpoints.Stored last) {
    var path =
        old > 0 && old < last.size()
            ? prover(sql, log, last.size()).consistency(old).path()
            : List.<Hash>of();
    return new LogGrowth(old, path, note(last));
  }

  private static Prover prover(Sql sql, long log, long size) {
    return new Prover(size, new TileNodes(new StoredTiles(sql, log, size)));
  }

  private static SignedNote note(Checkpoints.Stored stored) {
    try {
      return SignedNote.parse(stored.note());
    } catch (NoteRefused e) {
      throw new Halt(Reasons.storedUnreadable(String.valueOf(e.getMessage())), e);
    }
  }
}
