package vn.congvan.store;

import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.RetryLater;

/** A unit of work on PostgreSQL: a transaction on a connection of its own. */
final class PostgresUnit extends OpenUnit {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresUnit.class);

  private final PostgresBackend backend;
  private final Duration limit;

  PostgresUnit(
      String name, PostgresBackend backend, Session session, Counters counters, Duration limit) {
    super(name, session, counters);
    this.backend = backend;
    this.limit = limit;
  }

  @Override
  boolean keep() {
    gate.lock();
    try {
      requireOpen();
      end(State.ENDED);
      try {
        session.connection().commit();
        counters.commits.increment();
      } catch (SQLException e) {
        // When the connection broke, the server may have committed or not. The work is tried again,
        // and its inbox key tells.
        counters.lost.increment();
        throw translate(e, "commit " + name);
      } finally {
        backend.ended(this);
      }
    } finally {
      gate.unlock();
    }
    return true;
  }

  @Override
  void undo() {
    gate.lock();
    try {
      if (end(State.ENDED)) {
        counters.rolledBack.increment();
        session.connection().rollback();
      }
    } catch (SQLException e) {
      LOG.debug("couldn't roll back {}; the server does so when the connection ends", name, e);
    } finally {
      gate.unlock();
      backend.ended(this);
    }
  }

  /**
   * Frees the connection of a unit whose thread left it; the server has ended the session by then.
   */
  void expire() {
    gate.lock();
    try {
      if (end(State.EXPIRED)) {
        counters.rolledBack.increment();
        counters.expired.increment();
        session.connection().abort(Runnable::run);
      }
    } catch (SQLException e) {
      LOG.debug("couldn't abort the connection of {}", name, e);
    } finally {
      gate.unlock();
      backend.ended(this);
    }
  }

  boolean idleTooLong() {
    return !gate.isLocked() && System.nanoTime() - lastUsed() > limit.toNanos();
  }

  @Override
  RuntimeException translate(SQLException e, String doing) {
    return PostgresFailures.IDLE_TOO_LONG.equals(PostgresFailures.state(e))
        ? tookTooLong()
        : PostgresFailures.of(e, doing);
  }

  @Override
  RuntimeException tookTooLong() {
    return new RetryLater(Reasons.unitTooLong(name, limit));
  }
}
