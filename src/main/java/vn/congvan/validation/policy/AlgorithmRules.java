package vn.congvan.validation.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.VietnamTime;

/**
 * Which keys and digests are relied on, and until when (ETSI TS 119 312). Only of those that this
 * program relies on at all.
 *
 * @param pkcs1 RSA with the padding of PKCS#1 v1.5
 * @param sha1 the digest SHA-1, which anybody with means can make collide
 * @param unnamedCertificates signatures that do not name their certificate as PAdES says
 * @param keys by kind: RSA, EC, Ed25519, ML-DSA-65
 * @param digests by name: SHA-256, SHA3-512
 */
public record AlgorithmRules(
    ValidationPolicy.Tolerance pkcs1,
    ValidationPolicy.Tolerance sha1,
    ValidationPolicy.Tolerance unnamedCertificates,
    Map<String, Reliance> keys,
    Map<String, Reliance> digests) {
  private static final Map<String, Integer> KEYS =
      Map.of("RSA", 2048, "EC", 256, "Ed25519", 256, "ML-DSA-65", 0);
  private static final TreeSet<String> DIGESTS =
      new TreeSet<>(
          java.util.List.of("SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512"));

  /**
   * How far something is relied on.
   *
   * @param bits the least length; null for any
   * @param until the last day; null when none is known
   */
  public record Reliance(@Nullable Integer bits, @Nullable LocalDate until) {
    Optional<String> against(String what, int length, Instant at) {
      if (bits != null && length < bits) {
        return Optional.of("%s of %d bits, at least %d are demanded".formatted(what, length, bits));
      }
      return until != null && VietnamTime.dayOf(at).isAfter(until)
          ? Optional.of("%s is relied on until %s".formatted(what, until))
          : Optional.empty();
    }
  }

  public AlgorithmRules {
    Given.check("pkcs1", pkcs1);
    Given.check("sha1", sha1);
    Given.check("unnamed-certificates", unnamedCertificates);
    Given.check("keys", keys);
    Given.check("digests", digests);
    keys.forEach(Given::check);
    digests.forEach(Given::check);
    keys = Map.copyOf(new TreeMap<>(keys));
    digests = Map.copyOf(new TreeMap<>(digests));
    for (var key : keys.entrySet()) {
      var least = KEYS.get(key.getKey());
      var bits = key.getValue().bits();
      if (least == null) {
        throw new IllegalArgumentException(
            "no kind of key '%s'; there are %s"
                .formatted(key.getKey(), new TreeSet<>(KEYS.keySet())));
      }
      if (bits != null && bits < least) {
        throw new IllegalArgumentException(
            "%s of %d bits; below %d nothing is relied on".formatted(key.getKey(), bits, least));
      }
    }
    for (var digest : digests.entrySet()) {
      if (!DIGESTS.contains(digest.getKey()) || digest.getValue().bits() != null) {
        throw new IllegalArgumentException(
            "no digest '%s', or one with bits; there are %s".formatted(digest.getKey(), DIGESTS));
      }
    }
  }

  /**
   * @param key its kind
   * @param digest JCA name
   * @param at when the signature is known to have existed
   * @return why such a signature is not relied on; empty when it is
   */
  public Optional<String> against(String key, int bits, String digest, Instant at) {
    var ofDigest = digests.get(digest);
    if (ofDigest == null) {
      return Optional.of("%s with %s".formatted(key, digest));
    }
    return against(key, bits, at).or(() -> ofDigest.against(digest, 0, at));
  }

  /** The same of the key alone. */
  public Optional<String> against(String key, int bits, Instant at) {
    var ofKey = keys.get(key);
    return ofKey == null ? Optional.of("a key for " + key) : ofKey.against(key, bits, at);
  }
}
