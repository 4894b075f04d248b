package vn.congvan.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.document.SetAside;
import vn.congvan.store.Sql;

/** Writes entries into their streams, within a unit of work. */
final class Entries {
  private static final byte[] NO_HEAD = {};

  // The row's lock is taken here and held until the unit ends, so whoever appends to the same
  // stream next sees the number and the head that this unit leaves.
  private static final MultiRow TAKE_PLACES =
      new MultiRow(
          "INSERT INTO audit_stream (stream, seq, head) VALUES ",
          "(?, ?, ?)",
          " ON CONFLICT (stream) DO UPDATE SET seq = audit_stream.seq + excluded.seq"
              + " RETURNING sid, stream, seq, head");
  private static final MultiRow ADD =
      new MultiRow(
          "INSERT INTO audit_entry (sid, seq, leaf_hash, entry) VALUES ",
          "(?, ?, ?, ?)",
          " RETURNING eid, sid, seq");
  private static final MultiRow DISCLOSE =
      new MultiRow("INSERT INTO audit_disclosure (eid, name, disclosure) VALUES ", "(?, ?, ?)", "");

  private Entries() {}

  /** An entry that has been written. */
  record Written(long eid, Hash leaf) {}

  /** What is known of a stream while its entries are made. */
  private static final class Stream {
    final long sid;
    long next;
    @Nullable Hash head;

    Stream(long sid, long next, @Nullable Hash head) {
      this.sid = sid;
      this.next = next;
      this.head = head;
    }
  }

  private record Made(long sid, long seq, Bytes bytes, Hash leaf, List<Disclosure> disclosures) {}

  /**
   * Writes the drafts; those of one stream follow each other in the order given.
   *
   * @param log the origin they will name
   */
  static List<Written> add(Sql sql, String log, List<Draft> drafts) {
    var streams = takePlaces(sql, drafts);
    var made = make(log, drafts, streams);
    var eids = insert(sql, made);
    disclose(sql, made, eids);
    var written = new ArrayList<Written>();
    for (int i = 0; i < made.size(); i++) {
      written.add(new Written(eids.get(i), made.get(i).leaf));
    }
    return written;
  }

  private static Map<String, Stream> takePlaces(Sql sql, List<Draft> drafts) {
    // In sorted order, so that two units that share streams lock them in the same order.
    var counts = new TreeMap<String, Long>();
    drafts.forEach(draft -> counts.merge(draft.stream(), 1L, Long::sum));
    var rows = new ArrayList<@Nullable Object[]>();
    counts.forEach((stream, count) -> rows.add(new Object[] {stream, count, NO_HEAD}));
    var streams = new TreeMap<String, Stream>();
    TAKE_PLACES.query(
        sql,
        row -> {
          var name = row.text("stream");
          var head = row.bytes("head");
          var count = counts.getOrDefault(name, 0L);
          return streams.put(
              name,
              new Stream(
                  row.number("sid"),
                  row.number("seq") - count + 1,
                  head.length == 0 ? null : Hash.of(head)));
        },
        rows);
    return streams;
  }

  private static List<Made> make(String log, List<Draft> drafts, Map<String, Stream> streams) {
    var hasher = new TreeHasher();
    var made = new ArrayList<Made>();
    for (var draft : drafts) {
      var stream = streams.get(draft.stream());
      if (stream == null) {
        throw new IllegalStateException("no row came back for stream " + draft.stream());
      }
      var entry = draft.at().apply(new Entry.Place(log, stream.next, stream.head));
      var bytes = EntryWriter.write(entry);
      if (bytes.length > Entry.MAX_BYTES) {
        throw new SetAside(Reasons.tooLarge(draft.stream(), bytes.length));
      }
      var leaf = hasher.leaf(bytes);
      made.add(new Made(stream.sid, stream.next, new Bytes(bytes), leaf, draft.disclosures()));
      stream.next++;
      stream.head = leaf;
    }
    return made;
  }

  private static List<Long> insert(Sql sql, List<Made> made) {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var entry : made) {
      rows.add(new Object[] {entry.sid, entry.seq, entry.leaf.bytes(), entry.bytes.value()});
    }
    // The order in which rows come back is nobody's promise.
    var byPlace = new HashMap<List<Long>, Long>();
    ADD.query(
        sql,
        row -> byPlace.put(List.of(row.number("sid"), row.number("seq")), row.number("eid")),
        rows);
    var eids = new ArrayList<Long>();
    for (var entry : made) {
      eids.add(byPlace.get(List.of(entry.sid, entry.seq)));
    }
    return eids;
  }

  private static void disclose(Sql sql, List<Made> made, List<Long> eids) {
    var rows = new ArrayList<@Nullable Object[]>();
    for (int i = 0; i < made.size(); i++) {
      for (var disclosure : made.get(i).disclosures) {
        rows.add(new Object[] {eids.get(i), disclosure.name(), disclosure.text()});
      }
    }
    DISCLOSE.update(sql, rows);
  }
}
