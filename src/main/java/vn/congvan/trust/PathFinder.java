package vn.congvan.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;

/** Finds the path from a certificate to one of our anchors. */
@FunctionalInterface
public interface PathFinder {
  /**
   * @param others certificates that came with the signature; not trusted
   * @param at when every certificate of the path must be valid
   * @throws PathDoesNotHold and why
   */
  TrustPath path(
      X509Certificate certificate, Collection<X509Certificate> others, Instant at, Demands demands)
      throws PathDoesNotHold;
}
