package vn.congvan.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/** Which entry stands at which index. */
final class Batches {
  private static final int AT_ONCE = 16;

  private Batches() {}

  /**
   * Some entries that got their indices together.
   *
   * @param start the index of the first
   * @param n how many the row says there are
   */
  record Batch(long log, long start, long n, List<Long> eids) {
    Batch {
      eids = List.copyOf(eids);
    }

    Place next() {
      return new Place(log, start + 1);
    }
  }

  /** Where a batch starts, or one that follows would. */
  record Place(long log, long start) {}

  static void add(Sql sql, long log, long start, List<Long> eids, long highest) {
    var bytes = ByteBuffer.allocate(eids.size() * Long.BYTES);
    eids.forEach(bytes::putLong);
    sql.update(
        "INSERT INTO audit_batch (log, start, n, highest, eids) VALUES (?, ?, ?, ?, ?)",
        log,
        start,
        eids.size(),
        highest,
        bytes.array());
  }

  /** The highest eid that has an index, 0 where none has. */
  static long highest(Sql sql) {
    return sql.queryOne(
            "SELECT highest FROM audit_batch ORDER BY highest DESC LIMIT 1",
            row -> row.number("highest"))
        .orElse(0L);
  }

  /** The first batch up to which an eid has been seen that is not lower than this one. */
  static Optional<Place> firstThatReaches(Sql sql, long eid) {
    return sql.queryOne(
        "SELECT log, start FROM audit_batch WHERE highest >= ?"
            + " ORDER BY highest, log, start LIMIT 1",
        row -> new Place(row.number("log"), row.number("start")),
        eid);
  }

  /** The first batch of a log or, where it has none, of one after it. */
  static Optional<Place> firstOf(Sql sql, long log) {
    return sql.queryOne(
        "SELECT log, start FROM audit_batch WHERE log >= ? ORDER BY log, start LIMIT 1",
        row -> new Place(row.number("log"), row.number("start")),
        log);
  }

  /** Where the batch starts that has an index. */
  static long startOf(Sql sql, long log, long index) {
    return sql.queryOne(
            "SELECT start FROM audit_batch WHERE log = ? AND start <= ?"
                + " ORDER BY start DESC LIMIT 1",
            row -> row.number("start"),
            log,
            index)
        .orElse(0L);
  }

  /** Some batches of a log in order, from the first that starts at an index or later. */
  static List<Batch> from(Sql sql, long log, long start) {
    return sql.query(
        "SELECT log, start, n, eids FROM audit_batch WHERE log = ? AND start >= ?"
            + " ORDER BY start LIMIT "
            + AT_ONCE,
        Batches::batch,
        log,
        start);
  }

  private static Batch batch(Row row) {
    var bytes = ByteBuffer.wrap(row.bytes("eids"));
    var eids = new ArrayList<Long>();
    while (bytes.remaining() >= Long.BYTES) {
      eids.add(bytes.getLong());
    }
    return new Batch(row.number("log"), row.number("start"), row.number("n"), eids);
  }
}
