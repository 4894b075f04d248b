package vn.congvan.trust.outside;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Leaves a server alone that does not answer: after each failure in a row for longer, up to a
 * limit. Thread-safe.
 */
public final class Breaker {
  private static final int MAX_DOUBLINGS = 20;

  private final Clock clock;
  private final Duration shortest;
  private final Duration longest;
  private int failures;
  private Instant restsUntil = Instant.MIN;

  public Breaker(Clock clock, Duration shortest, Duration longest) {
    this.clock = clock;
    this.shortest = shortest;
    this.longest = longest;
  }

  /** Until when the server is left alone; empty when it may be called. */
  public synchronized Optional<Instant> restsUntil() {
    return clock.instant().isBefore(restsUntil) ? Optional.of(restsUntil) : Optional.empty();
  }

  public synchronized void answered() {
    failures = 0;
    restsUntil = Instant.MIN;
  }

  public synchronized void failed() {
    var rest = shortest.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    restFor(rest.compareTo(longest) < 0 ? rest : longest);
  }

  /** Calls that were under way when another had already failed do not shorten its rest. */
  public synchronized void restFor(Duration rest) {
    var until = clock.instant().plus(rest);
    if (until.isAfter(restsUntil)) {
      restsUntil = until;
    }
  }

  /** In a row. */
  public synchronized int failures() {
    return failures;
  }
}
