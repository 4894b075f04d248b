package vn.congvan.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import vn.congvan.store.Sql;

/**
 * Finds the index of entries by their eid.
 *
 * <p>Eids get their indices nearly in order: the search starts at the first batch that could hold
 * an eid and goes on a little where its unit committed late.
 */
final class Indices {
  /** An entry's place in the tree of a log. */
  record Index(long log, long index) {}

  private Indices() {}

  /** The indices by eid; what has none yet is not in it. */
  static Map<Long, Index> of(Sql sql, Collection<Long> eids) {
    var found = new HashMap<Long, Index>();
    var wanted = new TreeSet<>(eids);
    wanted.removeAll(pending(sql, new ArrayList<>(wanted)));
    while (!wanted.isEmpty()) {
      var lowest = wanted.first();
      search(sql, lowest, wanted, found);
      wanted.remove(lowest);
    }
    return found;
  }

  private static Set<Long> pending(Sql sql, List<Long> eids) {
    var pending = new HashSet<Long>();
    for (int from = 0; from < eids.size(); from += StoredEntry.AT_ONCE) {
      var some = eids.subList(from, Math.min(eids.size(), from + StoredEntry.AT_ONCE));
      pending.addAll(
          sql.query(
              "SELECT eid FROM audit_pending WHERE eid BETWEEN ? AND ?",
              row -> row.number("eid"),
              some.get(0),
              some.get(some.size() - 1)));
    }
    return pending;
  }

  /** Looks for one eid, and notes the others that are seen on the way. */
  private static void search(Sql sql, long eid, SortedSet<Long> wanted, Map<Long, Index> found) {
    var at = Batches.firstThatReaches(sql, eid);
    while (at.isPresent()) {
      var batches = Batches.from(sql, at.get().log(), at.get().start());
      for (var batch : batches) {
        for (int i = 0; i < batch.eids().size(); i++) {
          if (wanted.remove(batch.eids().get(i))) {
            found.put(batch.eids().get(i), new Index(batch.log(), batch.start() + i));
          }
        }
        if (found.containsKey(eid)) {
          return;
        }
      }
      at =
          batches.isEmpty()
              ? Batches.firstOf(sql, at.get().log() + 1)
              : Optional.of(batches.get(batches.size() - 1).next());
    }
  }
}
