package vn.congvan.audit;

import java.util.List;
import java.util.Optional;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.document.Halt;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/** What was signed; one root a size. */
final class Checkpoints {
  private static final int AT_ONCE = 256;

  private Checkpoints() {}

  /** A row as it is stored and not believed. */
  record Stored(long size, Hash root, String note) {}

  static Optional<Stored> last(Sql sql, long log) {
    return sql.queryOne(
        "SELECT size, root, note FROM audit_checkpoint WHERE log = ? ORDER BY size DESC LIMIT 1",
        Checkpoints::stored,
        log);
  }

  /** Some checkpoints of a log in order of their sizes, from a size on. */
  static List<Stored> from(Sql sql, long log, long size) {
    return sql.query(
        "SELECT size, root, note FROM audit_checkpoint WHERE log = ? AND size >= ?"
            + " ORDER BY size LIMIT "
            + AT_ONCE,
        Checkpoints::stored,
        log,
        size);
  }

  /**
   * Stores a signed checkpoint; storing it again changes nothing.
   *
   * @throws Halt when another root stands for its size
   */
  static void add(Sql sql, long log, Checkpoint checkpoint, SignedNote note) {
    sql.update(
        "INSERT INTO audit_checkpoint (log, size, root, note) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (log, size) DO NOTHING",
        log,
        checkpoint.size(),
        checkpoint.root().bytes(),
        note.toString());
    var stored =
        sql.queryOne(
            "SELECT size, root, note FROM audit_checkpoint WHERE log = ? AND size = ?",
            Checkpoints::stored,
            log,
            checkpoint.size());
    if (stored.isEmpty() || !stored.get().root().equals(checkpoint.root())) {
      throw new Halt(Reasons.twoRoots(checkpoint.size()));
    }
  }

  static Stored stored(Row row) {
    return new Stored(row.number("size"), Hash.of(row.bytes("root")), row.text("note"));
  }
}
