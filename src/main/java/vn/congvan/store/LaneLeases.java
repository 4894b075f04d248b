package vn.congvan.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of several processes sends a lane: the one whose session holds the lane's advisory lock.
 *
 * <p>The locks are the session's. When it ends, for whatever reason, another process can have them
 * at once; this one notices at its next lease, and what both sent meanwhile the broker tells apart
 * by the message's id.
 */
final class LaneLeases implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneLeases.class);
  private static final int ALIVE_SECONDS = 2;

  /** Installations in schemas of one database do not meet. */
  private static final String LOCK = "hashtext(? || current_schema()), ?::int";

  private final Connecting connecting;
  private final String name;
  private final BitSet held = new BitSet();
  private @Nullable Session session;

  /**
   * @param name of what the lanes belong to: leases of other names never meet
   */
  LaneLeases(Connecting connecting, String name) {
    this.connecting = connecting;
    this.name = name;
  }

  synchronized boolean lease(int lane) {
    try {
      var alive = alive();
      if (!held.get(lane)) {
        var rows = alive.rows("SELECT pg_try_advisory_lock(" + LOCK + ")::int AS got", name, lane);
        held.set(lane, rows.get(0).number("got") == 1);
      }
      return held.get(lane);
    } catch (SQLException e) {
      forget();
      throw PostgresFailures.of(e, "lease lane " + lane);
    }
  }

  /** Whether a lane is still this session's, without taking it again when it is not. */
  synchronized boolean isHeld(int lane) {
    if (!held.get(lane)) {
      return false;
    }
    try {
      alive();
      return held.get(lane);
    } catch (SQLException e) {
      forget();
      throw PostgresFailures.of(e, "look at lane " + lane);
    }
  }

  synchronized void release(int lane) {
    var current = session;
    if (!held.get(lane) || current == null) {
      return;
    }
    held.clear(lane);
    try {
      current.rows("SELECT pg_advisory_unlock(" + LOCK + ")::int AS gone", name, lane);
    } catch (SQLException e) {
      LOG.debug("the session that held lane {} is gone, and the lock with it", lane, e);
      forget();
    }
  }

  @Override
  public synchronized void close() {
    for (var lane = held.nextSetBit(0); lane >= 0; lane = held.nextSetBit(lane + 1)) {
      release(lane);
    }
    forget();
  }

  private Session alive() throws SQLException {
    var current = session;
    if (current != null && current.connection().isValid(ALIVE_SECONDS)) {
      return current;
    }
    forget();
    current = Session.closingStatements(connecting.connect());
    session = current;
    // When this process vanishes without a word, the server finds out within a minute.
    current.run("SET tcp_keepalives_idle = 30");
    current.run("SET tcp_keepalives_interval = 10");
    current.run("SET tcp_keepalives_count = 3");
    return current;
  }

  private void forget() {
    held.clear();
    var closing = session;
    session = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (SQLException e) {
      LOG.debug("couldn't close the session of the lanes", e);
    }
  }

  @FunctionalInterface
  interface Connecting {
    Connection connect() throws SQLException;
  }
}
