package vn.congvan.trust.stamp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * So many questions within so much time, and no more: there are servers that block who asks more
 * often for a day. Counted from question to question, not by the clock's hours. Thread-safe.
 */
public final class Pace {
  private final int questions;
  private final Duration within;
  private final Clock clock;
  private final ArrayDeque<Instant> asked = new ArrayDeque<>();

  /**
   * @throws IllegalArgumentException when nothing could ever be asked
   */
  public Pace(int questions, Duration within, Clock clock) {
    if (questions < 1 || within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("a pace of %d in %s".formatted(questions, within));
    }
    this.questions = questions;
    this.within = within;
    this.clock = clock;
  }

  /** Takes one question; else says when the next may be asked. */
  synchronized Optional<Instant> take() {
    var now = clock.instant();
    var free = next(now);
    if (free.isEmpty()) {
      asked.addLast(now);
    }
    return free;
  }

  /** When the next question may be asked; empty for now. */
  synchronized Optional<Instant> next() {
    return next(clock.instant());
  }

  private Optional<Instant> next(Instant now) {
    while (!asked.isEmpty() && !asked.getFirst().plus(within).isAfter(now)) {
      asked.removeFirst();
    }
    return asked.size() < questions ? Optional.empty() : Optional.of(asked.getFirst().plus(within));
  }
}
