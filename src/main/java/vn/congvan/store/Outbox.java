package vn.congvan.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * What is to be sent, kept in the database until it is sent.
 *
 * <p>Messages of one lane are given in the order they were added. The lane of a message follows
 * from its text, so those of one document are in one lane. With several processes a lane is sent by
 * the one that {@linkplain #lease leases} it.
 */
public final class Outbox {
  public static final int LANES = 16;

  private static final int DELETED_AT_ONCE = 50;
  private static final String DELETE =
      "DELETE FROM outbox WHERE id IN ("
          + String.join(", ", Collections.nCopies(DELETED_AT_ONCE, "?"))
          + ")";
  private static final String COLUMNS =
      "SELECT position, id, destination, lane_of, kind, body FROM outbox";
  static final String OLDEST = COLUMNS + " WHERE lane = ? ORDER BY position LIMIT ?";
  private static final String AFTER = COLUMNS + " WHERE position > ? ORDER BY position LIMIT ?";
  static final String OLDEST_FOR_DESTINATION =
      COLUMNS + " WHERE lane = ? AND destination = ? ORDER BY position LIMIT ?";
  static final String DESTINATIONS =
      "WITH RECURSIVE found(destination) AS ("
          + "SELECT min(destination) FROM outbox WHERE lane = ?"
          + " UNION ALL"
          + " SELECT (SELECT min(destination) FROM outbox WHERE lane = ? AND destination > found.destination)"
          + " FROM found WHERE found.destination IS NOT NULL"
          + ") SELECT destination FROM found WHERE destination IS NOT NULL";

  private final Database database;
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** One object, so that a unit that adds many messages tells of them once. */
  private final Runnable telling = this::tell;

  /** Not kept: after a restart a destination that is still full is found full again. */
  private final Map<String, Instant> parked = new ConcurrentHashMap<>();

  public Outbox(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Adds in the current unit of work; adding an id again changes nothing. */
  public void add(OutboxMessage message) {
    var unit = database.current();
    unit.sql()
        .update(
            "INSERT INTO outbox (id, lane, lane_of, destination, kind, body, added_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            message.id().toString(),
            laneOf(message.lane()),
            message.lane(),
            message.destination(),
            message.kind(),
            message.body(),
            clock.instant());
    unit.afterCommit(telling);
  }

  /** Called after every commit that added messages, on the committing thread; must be quick. */
  public void onAdded(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * The oldest unsent messages of a lane, not those whose destination is parked until later than
   * now. Costs the same however many messages wait, for parked destinations too.
   */
  public List<OutboxMessage> next(int lane, int limit) {
    var parkedNow = parkedNow();
    return database.read(
        sql -> {
          var waiting =
              parkedNow.isEmpty() ? oldest(sql, lane, limit) : oldest(sql, lane, limit, parkedNow);
          return waiting.stream().map(Waiting::message).toList();
        });
  }

  /**
   * These were sent; may be called again for the same ids. Deletes them, in a unit of work of its
   * own.
   */
  public void sent(List<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    database.inUnit(
        "outbox sent",
        sql -> {
          var deleted = 0;
          for (var from = 0; from < ids.size(); from += DELETED_AT_ONCE) {
            // Always the same statement: a short batch names its last message again.
            var batch = new Object[DELETED_AT_ONCE];
            for (var i = 0; i < batch.length; i++) {
              batch[i] = ids.get(Math.min(from + i, ids.size() - 1)).toString();
            }
            deleted += sql.update(DELETE, batch);
          }
          return deleted;
        });
  }

  /**
   * Takes away the waiting messages that a test tells, in small units of work of its own; nothing
   * may be sent meanwhile.
   */
  public void removeIf(Predicate<OutboxMessage> test) {
    var after = 0L;
    while (true) {
      var from = after;
      var some = database.read(sql -> sql.query(AFTER, Outbox::waiting, from, DELETED_AT_ONCE));
      if (some.isEmpty()) {
        return;
      }
      after = some.get(some.size() - 1).position();
      sent(some.stream().map(Waiting::message).filter(test).map(OutboxMessage::id).toList());
    }
  }

  /** Parks a destination that takes no messages now; its lane goes on with others. */
  public void park(String destination, Instant until) {
    parked.put(destination, until);
  }

  /** The lanes that hold messages now. Costs the same however many wait. */
  public Set<Integer> lanes() {
    return database.read(
        sql ->
            Set.copyOf(
                sql.query(
                    "WITH RECURSIVE found(lane) AS ("
                        + "SELECT min(lane) FROM outbox"
                        + " UNION ALL"
                        + " SELECT (SELECT min(lane) FROM outbox WHERE lane > found.lane)"
                        + " FROM found WHERE found.lane IS NOT NULL"
                        + ") SELECT lane FROM found WHERE lane IS NOT NULL",
                    row -> (int) row.number("lane"))));
  }

  /** How many messages are not sent yet. Counts them, so not for a hot path. */
  public long waiting() {
    return database.read(
        sql ->
            sql.queryOne("SELECT count(*) AS waiting FROM outbox", row -> row.number("waiting"))
                .orElse(0L));
  }

  /**
   * Takes the right to send a lane, or confirms it. With SQLite always true: one process has the
   * file. With PostgreSQL true for one process at a time, until it {@linkplain #release releases}
   * the lane or ends; to be asked again before every batch, because a broken connection loses the
   * lease.
   */
  public boolean lease(int lane) {
    return database.lease(lane);
  }

  /** Lets another process send a lane. */
  public void release(int lane) {
    database.release(lane);
  }

  static int laneOf(String text) {
    var hash = text.hashCode();
    return Math.floorMod(hash ^ (hash >>> 16), LANES);
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }

  private Set<String> parkedNow() {
    var now = clock.instant();
    parked.values().removeIf(until -> !until.isAfter(now));
    return Set.copyOf(parked.keySet());
  }

  private static List<Waiting> oldest(Sql sql, int lane, int limit) {
    return sql.query(OLDEST, Outbox::waiting, lane, limit);
  }

  /**
   * Walking the lane would walk over the backlog of what is parked, again at each call. So: which
   * destinations does the lane hold (a jump in the index for each), and the oldest of each that is
   * not parked.
   */
  private static List<Waiting> oldest(Sql sql, int lane, int limit, Set<String> parked) {
    var found = new ArrayList<Waiting>();
    for (var destination : sql.query(DESTINATIONS, row -> row.text("destination"), lane, lane)) {
      if (!parked.contains(destination)) {
        found.addAll(sql.query(OLDEST_FOR_DESTINATION, Outbox::waiting, lane, destination, limit));
      }
    }
    return found.stream().sorted(Comparator.comparingLong(Waiting::position)).limit(limit).toList();
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        row.number("position"),
        new OutboxMessage(
            UUID.fromString(row.text("id")),
            row.text("destination"),
            row.text("lane_of"),
            row.text("kind"),
            row.bytes("body")));
  }

  private record Waiting(long position, OutboxMessage message) {}
}
