package vn.congvan.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.RetryLater;

/**
 * The sole right to use a thing, which passes from thread to thread in the order they asked for it.
 * What the one did with the thing is seen by the next.
 */
final class Turns {
  private final Duration longestWait;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock. The queue is empty unless the turn is taken.
  private final ArrayDeque<Place> queue = new ArrayDeque<>();
  private boolean taken;
  private boolean closed;

  Turns(Duration longestWait) {
    this.longestWait = longestWait;
  }

  /**
   * Returns when it is this thread's turn.
   *
   * @param watch what to do while waiting
   * @throws RetryLater when the turn did not come in time, the thread was interrupted, or {@link
   *     #close} was called
   */
  void take(Watch watch) {
    take(watch, null);
  }

  /**
   * Returns when it is this thread's turn, or when the one whose turn it is has taken the errand
   * along, whatever comes first.
   *
   * @return false when the errand was taken along
   */
  boolean take(Watch watch, @Nullable Errand errand) {
    Place place;
    lock.lock();
    try {
      if (closed) {
        throw new RetryLater(Reasons.CLOSED);
      }
      if (!taken) {
        taken = true;
        return true;
      }
      place = new Place(errand);
      queue.add(place);
    } finally {
      lock.unlock();
    }
    await(place, watch);
    if (place.refused) {
      throw new RetryLater(Reasons.CLOSED);
    }
    return !place.takenAlong;
  }

  /**
   * Takes along what the first in the queue wants done; called by the one who has the turn. Its
   * thread sleeps on until the errand wakes it.
   *
   * @return null when nobody waits, or the first wants the turn itself
   */
  @Nullable Errand takeAlong() {
    lock.lock();
    try {
      var first = queue.peek();
      if (first == null || first.errand == null) {
        return null;
      }
      queue.remove();
      first.takenAlong = true;
      return first.errand;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Passes the turn to the first in the queue, if there is one.
   *
   * @return false when nobody waits: the caller still has it
   */
  boolean pass() {
    var next = poll(false);
    if (next != null) {
      next.grant();
    }
    return next != null;
  }

  /** Gives the turn up, to the first in the queue or to whoever comes. */
  void giveUp() {
    var next = poll(true);
    if (next != null) {
      next.grant();
    }
  }

  /** Turns away those who wait and those who come later; called by the one who has the turn. */
  void close() {
    lock.lock();
    try {
      closed = true;
      for (var place : queue) {
        place.refused = true;
        place.grant();
      }
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Place poll(boolean elseFree) {
    lock.lock();
    try {
      var next = queue.poll();
      if (next == null && elseFree) {
        taken = false;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void await(Place place, Watch watch) {
    var giveUpAt = System.nanoTime() + longestWait.toNanos();
    var interrupted = false;
    while (!place.granted && !place.takenAlong) {
      LockSupport.parkNanos(this, watch.patienceNanos());
      interrupted |= Thread.interrupted();
      var tired = interrupted || System.nanoTime() - giveUpAt > 0;
      if (tired && leave(place)) {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        throw new RetryLater(interrupted ? Reasons.INTERRUPTED : Reasons.BUSY);
      }
      watch.look();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean leave(Place place) {
    lock.lock();
    try {
      return queue.remove(place);
    } finally {
      lock.unlock();
    }
  }

  /** What those who wait do meanwhile. */
  interface Watch {
    long patienceNanos();

    void look();
  }

  private static final class Place {
    private final Thread thread = Thread.currentThread();
    private final @Nullable Errand errand;
    private boolean refused;
    private volatile boolean granted;
    private volatile boolean takenAlong;

    Place(@Nullable Errand errand) {
      this.errand = errand;
    }

    void grant() {
      granted = true;
      LockSupport.unpark(thread);
    }
  }
}
