package vn.congvan.trust.revocation;

import java.time.Duration;

/**
 * How proofs are fetched.
 *
 * @param deadline of one call
 * @param keep the longest a proof is used again; never past its next update
 * @param maxListBytes of one revocation list
 * @param nonce whether OCSP requests have one; many responders answer with prepared responses then,
 *     which have none
 */
public record RevocationSettings(
    Duration deadline, Duration keep, int maxListBytes, boolean nonce) {
  public static RevocationSettings usual() {
    return new RevocationSettings(Duration.ofSeconds(10), Duration.ofHours(1), 32 << 20, false);
  }
}
