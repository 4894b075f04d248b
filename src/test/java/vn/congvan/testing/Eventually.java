package vn.congvan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What other threads or programs will have done soon, and a test goes on from. */
public final class Eventually {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final long BETWEEN_NANOS = 10_000_000;

  private Eventually() {}

  /** Looks until it is there; fails when it is not within a minute. */
  public static <T> T found(Supplier<Optional<T>> look) {
    var end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      var found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      assertThat(System.nanoTime()).as("it did not happen within %s", LONGEST).isLessThan(end);
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }
}
