package vn.congvan.store;

import java.time.Duration;

/** How long the store's tests let one keep the others waiting. */
final class Patience {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final long LOG_BYTES = 64L << 20;

  /** A group stays open as long as units queue, however slow this machine is today. */
  static final Limits LASTING = withUnitsOf(LONG);

  private Patience() {}

  /** Everything lasts, but a unit of work no longer than this. */
  static Limits withUnitsOf(Duration unit) {
    return new Limits(unit, LONG, LONG, LONG, LOG_BYTES);
  }
}
