package vn.congvan.web;

import java.time.Duration;

/** How many requests are being served, and whether new ones are. */
final class InFlight {
  private int count;
  private boolean stopping;

  /**
   * @return false when no new request is taken any more
   */
  synchronized boolean begin() {
    if (stopping) {
      return false;
    }
    count++;
    return true;
  }

  synchronized void end() {
    count--;
    notifyAll();
  }

  synchronized boolean stopping() {
    return stopping;
  }

  /**
   * Takes no new requests and waits for the others.
   *
   * @return whether all have ended
   */
  synchronized boolean drain(Duration patience) {
    stopping = true;
    var deadline = System.nanoTime() + patience.toNanos();
    try {
      while (count > 0) {
        var left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        wait(Math.max(1, left / 1_000_000));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
