package vn.congvan.app.queue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.RetryLater;

/**
 * A few threads that work on many lanes, one thread at a time on each. Waking is cheap: however
 * often it is called while a look is under way, one more look follows.
 */
final class Lanes implements AutoCloseable {
  static final long SHORT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final int END_WITHIN_SECONDS = 35;

  private static final int IDLE = 0;
  private static final int BUSY = 1;
  private static final int BUSY_AND_WOKEN = 2;

  private final ScheduledThreadPoolExecutor threads;
  private final AtomicIntegerArray states;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final Supplier<Set<Integer>> waiting;
  private final IntFunction<Next> work;

  /**
   * When a lane is to be worked on again.
   *
   * @param nanos after how long; 0 at once, negative when it is woken
   */
  record Next(long nanos) {
    static final Next AT_ONCE = new Next(0);
    static final Next WHEN_WOKEN = new Next(-1);
    static final Next LOOK_LATER = new Next(TimeUnit.SECONDS.toNanos(1));

    static Next in(long nanos) {
      return new Next(Math.max(nanos, 1));
    }
  }

  /**
   * @param waiting which lanes have work now
   * @param work does a piece of a lane's work
   */
  Lanes(int lanes, int count, Supplier<Set<Integer>> waiting, IntFunction<Next> work) {
    this.states = new AtomicIntegerArray(lanes);
    this.waiting = waiting;
    this.work = work;
    var number = new AtomicInteger();
    this.threads =
        new ScheduledThreadPoolExecutor(
            count, task -> new Thread(task, "relay-" + number.incrementAndGet()));
    threads.setRemoveOnCancelPolicy(true);
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Looks by itself too, for what other processes add and for what was parked. */
  void start() {
    var unused =
        threads.scheduleWithFixedDelay(
            this::wake, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Something may have been added to any lane. */
  void wake() {
    if (looking.compareAndSet(false, true)) {
      run(this::look, 0);
    }
  }

  void wakeIn(Duration delay) {
    run(this::wake, delay.toNanos());
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn(
            "a send did not end within {} s; it is repeated at the next start", END_WITHIN_SECONDS);
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    looking.set(false);
    try {
      waiting.get().forEach(this::schedule);
    } catch (RetryLater e) {
      LOG.debug("cannot look at the outbox now: {}", e.reason());
    }
  }

  private void schedule(int lane) {
    if (states.compareAndSet(lane, IDLE, BUSY)) {
      run(() -> work(lane), 0);
    } else {
      states.compareAndSet(lane, BUSY, BUSY_AND_WOKEN);
    }
  }

  private void work(int lane) {
    var next = Next.LOOK_LATER;
    try {
      next = work.apply(lane);
    } catch (RuntimeException e) {
      LOG.error("lane {} failed and is tried again", lane, e);
    }
    if (next.nanos() >= 0) {
      states.set(lane, BUSY);
      run(() -> work(lane), next.nanos());
    } else if (!states.compareAndSet(lane, BUSY, IDLE)) {
      // Woken while it worked: what was added then may not have been seen.
      states.set(lane, BUSY);
      run(() -> work(lane), 0);
    }
  }

  private void run(Runnable task, long delayNanos) {
    try {
      if (delayNanos == 0) {
        threads.execute(task);
      } else {
        var unused = threads.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.trace("the relay has ended");
    }
  }
}
