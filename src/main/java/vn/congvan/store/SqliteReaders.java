package vn.congvan.store;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import vn.congvan.document.RetryLater;

/**
 * Connections that only read. Each statement sees what was committed when it began, and holds that
 * view only while it runs: a view held longer would keep the write-ahead log from being reused.
 */
final class SqliteReaders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteReaders.class);
  private static final int STEPS_BETWEEN_LOOKS = 100_000;

  private final SqliteFile file;
  private final Limits limits;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  SqliteReaders(SqliteFile file, int most, Limits limits) throws SQLException {
    this.file = file;
    this.limits = limits;
    this.free = new Semaphore(most, true);
    idle.push(new Reader());
  }

  <T> T read(Function<Sql, T> work) {
    acquire();
    try {
      var reader = take();
      try {
        return work.apply(reader);
      } finally {
        giveBack(reader);
      }
    } finally {
      free.release();
    }
  }

  private void acquire() {
    try {
      if (!free.tryAcquire(limits.queue().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RetryLater(Reasons.BUSY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetryLater(Reasons.INTERRUPTED, e);
    }
  }

  private Reader take() {
    if (closed) {
      throw new RetryLater(Reasons.CLOSED);
    }
    var reader = idle.poll();
    try {
      return reader == null ? new Reader() : reader;
    } catch (SQLException e) {
      throw SqliteFailures.of(e, "open a reader");
    }
  }

  private void giveBack(Reader reader) {
    if (reader.broken || closed) {
      reader.close();
    } else {
      idle.push(reader);
      if (closed) {
        closeIdle();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
  }

  private void closeIdle() {
    for (var reader = idle.poll(); reader != null; reader = idle.poll()) {
      reader.close();
    }
  }

  private final class Reader extends Statements {
    private final Session session = file.openReader();
    private volatile long deadline;
    private boolean broken;

    Reader() throws SQLException {
      ProgressHandler.setHandler(
          session.connection(),
          STEPS_BETWEEN_LOOKS,
          new ProgressHandler() {
            @Override
            protected int progress() {
              return System.nanoTime() - deadline > 0 ? 1 : 0;
            }
          });
    }

    @Override
    public int update(String sql, @Nullable Object... args) {
      throw new IllegalStateException("a read writes nothing, begin a unit of work for: " + sql);
    }

    @Override
    List<ResultRow> rows(String sql, @Nullable Object[] args) {
      deadline = System.nanoTime() + limits.read().toNanos();
      try {
        return session.rows(sql, args);
      } catch (SQLException e) {
        if (SqliteFailures.isInterrupted(e)) {
          throw new RetryLater(Reasons.readTooLong(limits.read()), e);
        }
        broken = true;
        throw SqliteFailures.of(e, sql);
      }
    }

    void close() {
      try {
        session.close();
      } catch (SQLException e) {
        LOG.warn("couldn't close a reader's connection", e);
      }
    }
  }
}
