package vn.congvan.validation.time;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import vn.congvan.trust.BoundedCache;
import vn.congvan.trust.revocation.NoProof;
import vn.congvan.trust.revocation.RevocationProofs;

/**
 * Asks the servers that certificates name. An answer is looked up again after a short while, and is
 * then the one kept or a new one; that nobody answers is remembered as long, so that a receiver of
 * many letters does not wait for the same server with each. Thread-safe.
 */
public final class AskedServers implements StatusServers {
  private static final int REMEMBERED = 4096;
  private static final Duration LOOKED_UP_AGAIN = Duration.ofSeconds(20);

  private final RevocationProofs proofs;
  private final Clock clock;
  private final BoundedCache<Asked, Kept> kept = new BoundedCache<>(REMEMBERED);

  private record Asked(X509Certificate subject, X509Certificate issuer) {}

  private record Kept(Answer answer, Instant until) {}

  public AskedServers(RevocationProofs proofs, Clock clock) {
    this.proofs = proofs;
    this.clock = clock;
  }

  @Override
  public Answer about(X509Certificate subject, X509Certificate issuer) {
    var asked = new Asked(subject, issuer);
    var there = kept.get(asked);
    if (there != null && clock.instant().isBefore(there.until)) {
      return there.answer;
    }
    var answer = ask(subject, issuer);
    kept.put(asked, new Kept(answer, clock.instant().plus(LOOKED_UP_AGAIN)));
    return answer;
  }

  private Answer ask(X509Certificate subject, X509Certificate issuer) {
    try {
      return new Answer(Optional.of(proofs.about(subject, issuer)), "");
    } catch (NoProof e) {
      return new Answer(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }
}
