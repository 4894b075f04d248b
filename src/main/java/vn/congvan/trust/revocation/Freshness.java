package vn.congvan.trust.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Whether a proof speaks of the present. */
final class Freshness {
  /** What two clocks may differ. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** A responder that names no next update always has newer information (RFC 6960, 2.4). */
  private static final Duration WITHOUT_NEXT = Duration.ofHours(12);

  private Freshness() {}

  static Instant usableUntil(Instant thisUpdate, @Nullable Date nextUpdate) {
    return nextUpdate == null ? thisUpdate.plus(WITHOUT_NEXT) : nextUpdate.toInstant();
  }

  static void check(Instant thisUpdate, Instant until, Instant now) throws ProofRefused {
    checkMade(thisUpdate, now);
    if (now.isAfter(until.plus(SKEW))) {
      throw new ProofRefused(ProofRefused.Cause.STALE, "of no use since " + until);
    }
  }

  static void checkMade(Instant at, Instant now) throws ProofRefused {
    if (at.isAfter(now.plus(SKEW))) {
      throw new ProofRefused(ProofRefused.Cause.STALE, "of the future: " + at);
    }
  }
}
