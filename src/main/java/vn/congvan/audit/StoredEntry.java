package vn.congvan.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/** A row of the table of entries, as it is stored and not believed. */
record StoredEntry(long eid, long sid, long seq, Bytes leafHash, Bytes entry) {
  /** How many are read at once. */
  static final int AT_ONCE = 256;

  private static final String COLUMNS =
      "SELECT eid, sid, seq, leaf_hash, entry FROM audit_entry WHERE ";
  private static final String RANGE = COLUMNS + "eid BETWEEN ? AND ?";
  private static final String SET =
      COLUMNS + "eid IN (" + String.join(", ", Collections.nCopies(AT_ONCE, "?")) + ")";

  /**
   * The entries with these eids, at most {@link #AT_ONCE}, by eid; those that are missing are not
   * in it.
   */
  static Map<Long, StoredEntry> byEid(Sql sql, List<Long> eids) {
    var found = new HashMap<Long, StoredEntry>();
    if (eids.isEmpty()) {
      return found;
    }
    var lowest = Collections.min(eids);
    var highest = Collections.max(eids);
    // Nearly always neighbours, which one range finds faster than a set does.
    var rows =
        highest - lowest < AT_ONCE
            ? sql.query(RANGE, StoredEntry::of, lowest, highest)
            : sql.query(SET, StoredEntry::of, filled(eids));
    rows.forEach(row -> found.put(row.eid, row));
    return found;
  }

  private static @Nullable Object[] filled(List<Long> eids) {
    var arguments = new ArrayList<@Nullable Object>(eids);
    while (arguments.size() < AT_ONCE) {
      arguments.add(eids.get(0));
    }
    return arguments.toArray();
  }

  private static StoredEntry of(Row row) {
    return new StoredEntry(
        row.number("eid"),
        row.number("sid"),
        row.number("seq"),
        new Bytes(row.bytes("leaf_hash")),
        new Bytes(row.bytes("entry")));
  }
}
