package vn.congvan.app.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.RetryLater;
import vn.congvan.store.Outbox;

/**
 * Rows that are sent and wait to be deleted, many in one unit of work. Nothing is lost when the
 * process ends before: they are sent again, under the same ids.
 */
final class SentRows implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SentRows.class);
  private static final int ENOUGH = 200;
  private static final long PATIENCE_MILLIS = 20;
  private static final long AFTER_FAILURE_MILLIS = 500;
  private static final int END_WITHIN_SECONDS = 35;

  private final Outbox outbox;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "relay-sent"));

  // Guarded by this.
  private final Map<Integer, Set<UUID>> byLane = new HashMap<>();
  private int count;

  SentRows(Outbox outbox) {
    this.outbox = outbox;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  synchronized void add(int lane, UUID id) {
    byLane.computeIfAbsent(lane, l -> new HashSet<>()).add(id);
    count++;
    if (count == 1) {
      // A little patience makes one unit of work of many rows.
      deleteIn(PATIENCE_MILLIS);
    } else if (count == ENOUGH) {
      deleteIn(0);
    }
  }

  /**
   * A lane's rows that are sent and perhaps not deleted. To be asked before the lane is read: a row
   * can be deleted and forgotten here while a read that began earlier still returns it.
   */
  synchronized Set<UUID> of(int lane) {
    return Set.copyOf(byLane.getOrDefault(lane, Set.of()));
  }

  /** Deletes what is left, if the database lets it. */
  @Override
  public void close() {
    thread.execute(this::delete);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("sent rows could not be deleted; they are sent again, under the same ids");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteIn(long millis) {
    try {
      var unused = thread.schedule(this::delete, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.trace("the relay has ended");
    }
  }

  private void delete() {
    var ids = new ArrayList<UUID>();
    synchronized (this) {
      byLane.values().forEach(ids::addAll);
    }
    try {
      outbox.sent(ids);
      forget(ids);
    } catch (RetryLater e) {
      LOG.debug("{} rows that are sent cannot be deleted now: {}", ids.size(), e.reason());
      deleteIn(AFTER_FAILURE_MILLIS);
    } catch (RuntimeException e) {
      LOG.error("{} rows that are sent could not be deleted", ids.size(), e);
      deleteIn(AFTER_FAILURE_MILLIS);
    }
  }

  private synchronized void forget(List<UUID> ids) {
    var done = Set.copyOf(ids);
    byLane.values().forEach(lane -> lane.removeAll(done));
    count = byLane.values().stream().mapToInt(Set::size).sum();
    if (count > 0) {
      deleteIn(count < ENOUGH ? PATIENCE_MILLIS : 0);
    }
  }
}
