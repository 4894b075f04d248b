package vn.congvan.audit;

import java.time.Instant;
import vn.congvan.document.Halt;

/** The clock is behind the last signature: the one stop that time itself can end. */
final class ClockWentBack extends Halt {
  static final String CODE = "AUDIT.CLOCK";

  ClockWentBack(Instant now, Instant then) {
    super(Reasons.clockWentBack(now, then));
  }
}
