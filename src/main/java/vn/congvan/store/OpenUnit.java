package vn.congvan.store;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the units of both engines share: one owner, one end, and nothing after a failed statement.
 *
 * <p>After a failed statement the unit takes no more statements and cannot be committed. PostgreSQL
 * demands that; on SQLite a statement that ran after a full disk has rolled everything back would
 * be a transaction of its own, and half of the unit would be kept.
 */
abstract class OpenUnit implements Unit {
  private static final Logger LOG = LoggerFactory.getLogger(OpenUnit.class);

  final String name;
  final Session session;
  final Counters counters;

  /**
   * Held while a statement runs and while the unit ends, because another thread may end a unit that
   * keeps the database too long.
   */
  final ReentrantLock gate = new ReentrantLock();

  private final Thread owner = Thread.currentThread();
  private final Set<Runnable> afterCommit = new LinkedHashSet<>();
  private final Sql sql = new InUnit();
  private volatile long lastUsed = System.nanoTime();

  // Guarded by gate.
  private State state = State.OPEN;
  private @Nullable RuntimeException failure;

  enum State {
    OPEN,
    ENDED,
    EXPIRED
  }

  OpenUnit(String name, Session session, Counters counters) {
    this.name = name;
    this.session = session;
    this.counters = counters;
  }

  /**
   * Makes the unit durable, or throws and nothing of it is kept. Begins with {@link #requireOpen}.
   *
   * @return false when it is durable only later; whoever learns of it calls {@link #tell}
   */
  abstract boolean keep();

  /** Undoes the unit; called when it has not ended. Does not fail: what is not kept is undone. */
  abstract void undo();

  abstract RuntimeException translate(SQLException e, String doing);

  abstract RuntimeException tookTooLong();

  @Override
  public final Sql sql() {
    requireOwner();
    return sql;
  }

  @Override
  public final void afterCommit(Runnable action) {
    requireOwner();
    afterCommit.add(action);
  }

  @Override
  public final void commit() {
    requireOwner();
    if (keep()) {
      tell();
    }
  }

  /** Once it is durable. */
  final void tell() {
    counters.units.increment();
    for (var action : afterCommit) {
      try {
        action.run();
      } catch (RuntimeException e) {
        // The unit is durable; whoever asked for it must not be told that it failed.
        LOG.warn("couldn't tell of the commit of {}", name, e);
      }
    }
  }

  @Override
  public final void close() {
    requireOwner();
    if (!ended()) {
      undo();
    }
  }

  final long lastUsed() {
    return lastUsed;
  }

  final boolean ended() {
    gate.lock();
    try {
      return state != State.OPEN;
    } finally {
      gate.unlock();
    }
  }

  /** With the gate held. @throws RuntimeException when the unit failed, expired or has ended */
  final void requireOpen() {
    if (state == State.EXPIRED) {
      throw tookTooLong();
    }
    if (state == State.ENDED) {
      throw new IllegalStateException("unit of work %s has ended".formatted(name));
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** With the gate held. @return false when it had ended */
  final boolean end(State how) {
    if (state != State.OPEN) {
      return false;
    }
    state = how;
    return true;
  }

  /** With the gate held: nothing may follow in this unit. */
  final RuntimeException fail(RuntimeException why) {
    failure = why;
    return why;
  }

  /** Why the unit failed, or else the given. With the gate held. */
  final Throwable failureOr(SQLException e) {
    return failure != null && failure.getCause() != null ? failure.getCause() : e;
  }

  private void requireOwner() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "unit of work %s belongs to thread %s".formatted(name, owner.getName()));
    }
  }

  private <T> T run(String sql, Work<T> work) {
    requireOwner();
    gate.lock();
    try {
      requireOpen();
      counters.statements.increment();
      return work.in(session);
    } catch (SQLException e) {
      throw fail(translate(e, sql));
    } finally {
      lastUsed = System.nanoTime();
      gate.unlock();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T in(Session session) throws SQLException;
  }

  private final class InUnit extends Statements {
    @Override
    public int update(String sql, @Nullable Object... args) {
      return run(sql, session -> session.update(sql, args));
    }

    @Override
    List<ResultRow> rows(String sql, @Nullable Object[] args) {
      return run(sql, session -> session.rows(sql, args));
    }
  }
}
