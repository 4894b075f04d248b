package vn.congvan.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.RetryLater;

/** A unit of work on SQLite: a savepoint in the transaction its group shares. */
final class SqliteUnit extends OpenUnit {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteUnit.class);
  private static final String SAVEPOINT = "SAVEPOINT unit";
  private static final String RELEASE = "RELEASE unit";
  private static final String ROLLBACK_TO = "ROLLBACK TO unit";
  private static final long INTERRUPT_AGAIN_NANOS = 5_000_000;

  private final GroupCommit writer;
  private final Duration limit;
  private final long deadline;
  private final AtomicBoolean expiring = new AtomicBoolean();

  /** Sets the savepoint; the caller has the turn at the writer. */
  SqliteUnit(String name, GroupCommit writer, Session session, Counters counters, Duration limit)
      throws SQLException {
    super(name, session, counters);
    this.writer = writer;
    this.limit = limit;
    session.run(SAVEPOINT);
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /** How long others must still let it have the writer; negative when it has had it too long. */
  long nanosLeft() {
    return deadline - System.nanoTime();
  }

  @Override
  boolean keep() {
    SQLException lost = null;
    gate.lock();
    try {
      requireOpen();
      if (nanosLeft() < 0) {
        counters.expired.increment();
        throw fail(tookTooLong());
      }
      end(State.ENDED);
      session.run(RELEASE);
    } catch (SQLException e) {
      lost = e;
    } finally {
      gate.unlock();
    }
    if (lost != null) {
      writer.lost(lost);
      throw GroupCommit.lostWith(lost);
    }
    return writer.released(this);
  }

  @Override
  void undo() {
    gate.lock();
    leave(State.ENDED);
  }

  /**
   * Takes the writer away from a unit that keeps it too long, whose thread may be at work, asleep
   * or dead. Called by a thread that waits for the writer.
   */
  void expire() {
    if (!expiring.compareAndSet(false, true)) {
      return;
    }
    // A statement that runs holds the gate. The interrupt can come just before it starts and then
    // does nothing, so it is repeated.
    while (!gate.tryLock()) {
      interruptStatement();
      LockSupport.parkNanos(INTERRUPT_AGAIN_NANOS);
    }
    leave(State.EXPIRED);
  }

  /** Called with the gate held once; lets go of it before others are served. */
  private void leave(State how) {
    Throwable lost = null;
    try {
      if (!end(how)) {
        return;
      }
      counters.rolledBack.increment();
      if (how == State.EXPIRED) {
        counters.expired.increment();
      }
      session.run(ROLLBACK_TO);
      session.run(RELEASE);
    } catch (SQLException e) {
      // The savepoint is gone: an error rolled back the whole transaction, neighbours included.
      lost = failureOr(e);
    } finally {
      gate.unlock();
    }
    if (lost == null) {
      writer.undone();
    } else {
      writer.lost(lost);
    }
  }

  private void interruptStatement() {
    try {
      session.interrupt();
    } catch (SQLException e) {
      LOG.debug("couldn't interrupt {}; its statement ends by itself", name, e);
    }
  }

  @Override
  RuntimeException translate(SQLException e, String doing) {
    return SqliteFailures.isInterrupted(e) ? tookTooLong() : SqliteFailures.of(e, doing);
  }

  @Override
  RuntimeException tookTooLong() {
    return new RetryLater(Reasons.unitTooLong(name, limit));
  }
}
