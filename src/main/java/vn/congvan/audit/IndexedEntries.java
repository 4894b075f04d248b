package vn.congvan.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.store.Sql;

/** Walks over the entries of a log in the order of their indices, as they are stored. */
final class IndexedEntries {
  private final Sql sql;
  private final long log;
  private final Visitor visitor;
  private final List<Long> eids = new ArrayList<>();
  private long first;

  /**
   * What is said to be at an index.
   *
   * @param stored null where the index names an entry that is not there
   */
  record Indexed(long index, long eid, @Nullable StoredEntry stored) {}

  /** Is shown what is stored. */
  interface Visitor {
    /** Some entries that follow each other, at most {@link StoredEntry#AT_ONCE}. */
    void entries(List<Indexed> entries);

    /**
     * The batches do not say which entry is at an index; the walk goes on where they say it again.
     */
    void gap(long index);
  }

  private IndexedEntries(Sql sql, long log, Visitor visitor) {
    this.sql = sql;
    this.log = log;
    this.visitor = visitor;
  }

  /** Shows the entries from one index up to, not including, another. */
  static void walk(Sql sql, long log, long from, long to, Visitor visitor) {
    new IndexedEntries(sql, log, visitor).walk(from, to);
  }

  private void walk(long from, long to) {
    var next = from;
    var start = Batches.startOf(sql, log, from);
    while (next < to) {
      var batches = Batches.from(sql, log, start);
      if (batches.isEmpty()) {
        visitor.gap(next);
        break;
      }
      for (var batch : batches) {
        start = batch.start() + 1;
        if (next < to) {
          next = show(batch, next, to);
        }
      }
    }
    flush();
  }

  private long show(Batches.Batch batch, long from, long to) {
    var skipped = (int) Math.max(0, Math.min(batch.eids().size(), from - batch.start()));
    if (batch.n() != batch.eids().size() || batch.start() + skipped != from) {
      flush();
      visitor.gap(from);
    }
    var next = batch.start() + skipped;
    for (var eid : batch.eids().subList(skipped, batch.eids().size())) {
      if (next == to) {
        break;
      }
      if (eids.isEmpty()) {
        first = next;
      }
      eids.add(eid);
      next++;
      if (eids.size() == StoredEntry.AT_ONCE) {
        flush();
      }
    }
    return next;
  }

  private void flush() {
    var stored = StoredEntry.byEid(sql, eids);
    var entries = new ArrayList<Indexed>();
    for (int i = 0; i < eids.size(); i++) {
      entries.add(new Indexed(first + i, eids.get(i), stored.get(eids.get(i))));
    }
    eids.clear();
    visitor.entries(entries);
  }
}
