package vn.congvan.trust.revocation;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import vn.congvan.trust.BoundedCache;
import vn.congvan.trust.outside.Breaker;
import vn.congvan.trust.outside.CallFailed;
import vn.congvan.trust.outside.OutsideCalls;

/**
 * Calls to the servers that certificates name: one that does not answer is left alone for a while.
 * Thread-safe.
 */
final class ServerCalls {
  private static final int SERVERS = 1024;
  private static final Duration SHORTEST_REST = Duration.ofSeconds(15);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  private final OutsideCalls calls;
  private final Clock clock;
  private final BoundedCache<URI, Breaker> breakers = new BoundedCache<>(SERVERS);

  ServerCalls(OutsideCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  byte[] get(URI address, OutsideCalls.Limit limit) throws NoProof {
    return called(address, () -> calls.get(address, limit));
  }

  byte[] post(URI address, String type, byte[] body, OutsideCalls.Limit limit) throws NoProof {
    return called(address, () -> calls.post(address, type, body, limit));
  }

  /** A call. */
  @FunctionalInterface
  private interface Call {
    byte[] now() throws CallFailed;
  }

  private byte[] called(URI address, Call call) throws NoProof {
    var breaker =
        breakers.getOrMake(address, one -> new Breaker(clock, SHORTEST_REST, LONGEST_REST));
    var rests = breaker.restsUntil();
    if (rests.isPresent()) {
      throw new NoProof("it did not answer and is left alone until " + rests.get(), false);
    }
    try {
      var answer = call.now();
      breaker.answered();
      return answer;
    } catch (CallFailed e) {
      if (e.why() == CallFailed.Cause.UNREACHABLE
          || e.why() == CallFailed.Cause.SLOW
          || e.status() >= 500) {
        breaker.failed();
      }
      e.retryAfter().ifPresent(breaker::restFor);
      throw new NoProof(String.valueOf(e.getMessage()), false);
    }
  }
}
