package vn.congvan.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.TiledTree;
import vn.congvan.document.Halt;
import vn.congvan.store.Database;
import vn.congvan.store.Sql;

/**
 * Gives committed entries their index in the log and takes them into the tree.
 *
 * <p>What is pending is a set: an entry that commits late is in it when it commits, and gets its
 * index then. Within a stream entries keep their order, because an entry's eid is taken while its
 * unit has the stream, and the next unit gets the stream only after that.
 *
 * <p>A batch is one unit of work. Stopped before its commit, everything is as before; after it, the
 * batch is in the tree.
 */
final class Sequencer {
  /** So that a batch keeps the one writer of SQLite from others for two or three milliseconds. */
  private static final int MOST = 256;

  private static final String TAKE =
      "DELETE FROM audit_pending WHERE eid IN"
          + " (SELECT eid FROM audit_pending ORDER BY eid LIMIT "
          + MOST
          + ") RETURNING eid, leaf_hash";

  private final Database database;

  // What the last committed batch left; null where it has to be read first.
  private @Nullable Integrated integrated;

  private record Integrated(LogState state, TiledTree tree, long highest) {}

  private record Waiting(long eid, Hash leaf) {}

  /** Another process has moved the log: this batch is given up, and pending as before. */
  private static final class Overtaken extends RuntimeException {
    Overtaken() {
      super("another process has moved the log", null, false, false);
    }
  }

  Sequencer(Database database) {
    this.database = database;
  }

  /** Indexes what is pending, a number of batches at most. */
  LogState some(int batches) {
    for (int i = 0; i < batches && isPending(Long.MAX_VALUE); i++) {
      next();
    }
    return state();
  }

  /** Indexes all that is pending up to an eid, and what comes with it. */
  LogState upTo(long eid) {
    while (isPending(eid)) {
      next();
    }
    return state();
  }

  // Reads, so that an idle log leaves the writer alone.
  private boolean isPending(long upTo) {
    return database
        .read(
            sql ->
                sql.queryOne(
                    "SELECT eid FROM audit_pending WHERE eid <= ? LIMIT 1",
                    row -> row.number("eid"),
                    upTo))
        .isPresent();
  }

  /** The newest entry that has no index, 0 where all have. */
  long newestPending() {
    return database.read(
        sql ->
            sql.queryOne(
                    "SELECT eid FROM audit_pending ORDER BY eid DESC LIMIT 1",
                    row -> row.number("eid"))
                .orElse(0L));
  }

  long pending() {
    return database.read(
        sql ->
            sql.queryOne("SELECT COUNT(*) AS n FROM audit_pending", row -> row.number("n"))
                .orElse(0L));
  }

  /** Indexes the next batch, if there is one. */
  void next() {
    var from = integrated();
    try {
      integrated = database.inUnit("sequence", sql -> batch(sql, from));
    } catch (Overtaken e) {
      integrated = null;
    } catch (RuntimeException e) {
      // Whether it was committed is not known: what is stored tells.
      integrated = null;
      throw e;
    }
  }

  LogState state() {
    return integrated().state;
  }

  private static Integrated batch(Sql sql, Integrated from) {
    var waiting =
        new ArrayList<>(
            sql.query(
                TAKE, row -> new Waiting(row.number("eid"), Hash.of(row.bytes("leaf_hash")))));
    if (waiting.isEmpty()) {
      return from;
    }
    waiting.sort(Comparator.comparingLong(Waiting::eid));
    var tree = from.tree.copy();
    waiting.forEach(entry -> tree.append(entry.leaf));
    var to = from.state.grown(tree.size(), tree.root());
    var highest = Math.max(from.highest, waiting.get(waiting.size() - 1).eid);
    var eids = waiting.stream().map(Waiting::eid).toList();
    store(sql, from.state, to, tree, eids, highest);
    return new Integrated(to, tree, highest);
  }

  /** Stores what an addition to a log changes, or throws {@link Overtaken}. */
  private static void store(
      Sql sql, LogState from, LogState to, TiledTree tree, List<Long> eids, long highest) {
    if (!Logs.move(sql, from, to)) {
      throw new Overtaken();
    }
    Batches.add(sql, from.number(), from.size(), eids, highest);
    tree.takeChanged().forEach(tile -> StoredTiles.put(sql, from.number(), tile));
  }

  /** Another process may have moved the log since: what is stored tells. */
  void forget() {
    integrated = null;
  }

  private Integrated integrated() {
    var known = integrated;
    if (known == null) {
      known = database.read(Sequencer::load);
      integrated = known;
    }
    return known;
  }

  private static Integrated load(Sql sql) {
    var state = Logs.current(sql).orElseThrow(() -> new IllegalStateException("no log is open"));
    var tree = TiledTree.load(state.size(), new StoredTiles(sql, state));
    if (!tree.root().equals(state.root())) {
      throw new Halt(Reasons.otherRoot(state, tree.root()));
    }
    return new Integrated(state, tree, Batches.highest(sql));
  }
}
