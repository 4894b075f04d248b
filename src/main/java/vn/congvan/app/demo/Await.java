package vn.congvan.app.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits until something is so, and not for ever. */
final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * @throws DemoFailed when it is not so within the limit
   */
  static <T> T until(String what, Supplier<Optional<T>> look) {
    var end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      var found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new DemoFailed("%s did not happen within %d s".formatted(what, LIMIT.toSeconds()));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
