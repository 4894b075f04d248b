package vn.congvan.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/**
 * Follows every stream through the log: numbers without a gap, and each entry holding the hash of
 * the one before it.
 *
 * <p>Millions of streams must fit, so each takes nine numbers, and of hashes only the first half is
 * kept: the whole ones are held by the tree.
 */
final class Chains {
  private static final int FIELDS = 9;
  private static final int SID = 0;
  private static final int NAME = 1;
  private static final int ENDS_AT = 3;
  private static final int ENDS_WITH = 4;
  private static final int LAST = 6;
  private static final int LAST_HASH = 7;
  private static final int ROWS_AT_ONCE = 4096;

  private final Sql sql;
  private final Findings findings;
  private long[] streams = new long[FIELDS * 1024];
  private int count;

  // Streams that came to be after the rest was read.
  private final Map<Long, long[]> newer = new HashMap<>();

  private Chains(Sql sql, Findings findings) {
    this.sql = sql;
    this.findings = findings;
  }

  /** Reads how every stream ends; what is committed from now on may lie beyond that. */
  static Chains load(Sql sql, Findings findings) {
    var chains = new Chains(sql, findings);
    for (long sid = Long.MIN_VALUE; ; ) {
      var before = chains.count;
      sql.query(
          "SELECT sid, stream, seq, head FROM audit_stream WHERE sid > ? ORDER BY sid LIMIT "
              + ROWS_AT_ONCE,
          row -> chains.count = chains.add(row),
          sid);
      if (chains.count == before) {
        return chains;
      }
      sid = chains.streams[(chains.count - 1) * FIELDS + SID];
    }
  }

  private int add(Row row) {
    if ((count + 1) * FIELDS > streams.length) {
      streams = Arrays.copyOf(streams, streams.length * 2);
    }
    var at = count * FIELDS;
    var name = StreamName.of(row.text("stream"));
    streams[at + SID] = row.number("sid");
    streams[at + NAME] = name.high();
    streams[at + NAME + 1] = name.low();
    streams[at + ENDS_AT] = row.number("seq");
    put(streams, at + ENDS_WITH, row.bytes("head"));
    return count + 1;
  }

  private static void put(long[] fields, int at, byte[] hash) {
    var bytes = ByteBuffer.wrap(Arrays.copyOf(hash, Hash.BYTES));
    fields[at] = bytes.getLong();
    fields[at + 1] = bytes.getLong();
  }

  long streams() {
    return (long) count + newer.size();
  }

  /** The next entry in the order of the log. */
  void follow(Decoded decoded) {
    var stored = decoded.stored();
    var loaded = find(stored.sid());
    if (loaded >= 0) {
      follow(decoded, streams, loaded * FIELDS);
    } else {
      follow(decoded, newer.computeIfAbsent(stored.sid(), sid -> fields(decoded)), 0);
    }
  }

  private static long[] fields(Decoded decoded) {
    var fields = new long[FIELDS];
    fields[SID] = decoded.stored().sid();
    fields[NAME] = decoded.stream().high();
    fields[NAME + 1] = decoded.stream().low();
    return fields;
  }

  private void follow(Decoded decoded, long[] fields, int at) {
    var stored = decoded.stored();
    var entry = decoded.entry();
    if (entry != null) {
      var name = decoded.stream();
      if (entry.seq() != stored.seq()
          || name.high() != fields[at + NAME]
          || name.low() != fields[at + NAME + 1]) {
        findings.add(Problem.ENTRY_MISPLACED, stored.eid(), entry.stream() + " " + entry.seq());
      }
      if (stored.seq() != fields[at + LAST] + 1 || !follows(entry.prev(), fields, at)) {
        findings.add(Problem.CHAIN, entry.stream(), stored.seq(), stored.eid());
      }
    }
    fields[at + LAST] = stored.seq();
    put(fields, at + LAST_HASH, decoded.leaf().bytes());
  }

  private static boolean follows(@Nullable Hash prev, long[] fields, int at) {
    if (prev == null) {
      return fields[at + LAST] == 0;
    }
    var hash = new long[2];
    put(hash, 0, prev.bytes());
    return hash[0] == fields[at + LAST_HASH] && hash[1] == fields[at + LAST_HASH + 1];
  }

  /** After the last entry: every stream goes at least as far as it did at the beginning. */
  void finish() {
    for (int i = 0; i < count; i++) {
      var at = i * FIELDS;
      var last = streams[at + LAST];
      var endsAt = streams[at + ENDS_AT];
      if (last < endsAt
          || (last > endsAt && endsNow(streams[at + SID]) < last)
          || (last == endsAt
              && (streams[at + LAST_HASH] != streams[at + ENDS_WITH]
                  || streams[at + LAST_HASH + 1] != streams[at + ENDS_WITH + 1]))) {
        findings.add(Problem.STREAM_HEAD, name(streams[at + SID]), endsAt, last);
      }
    }
    for (var fields : newer.values()) {
      var name = StreamName.of(name(fields[SID]));
      if (name.high() != fields[NAME] || name.low() != fields[NAME + 1]) {
        findings.add(Problem.STREAM_HEAD, name(fields[SID]), 0, fields[LAST]);
      }
    }
  }

  /** A stream can have grown since it was read, but never to less than was seen of it. */
  private long endsNow(long sid) {
    return sql.queryOne("SELECT seq FROM audit_stream WHERE sid = ?", row -> row.number("seq"), sid)
        .orElse(0L);
  }

  private String name(long sid) {
    return sql.queryOne(
            "SELECT stream FROM audit_stream WHERE sid = ?", row -> row.text("stream"), sid)
        .orElse("sid " + sid);
  }

  private int find(long sid) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      var found = streams[middle * FIELDS + SID];
      if (found == sid) {
        return middle;
      }
      if (found < sid) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
