package vn.congvan.validation.time;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import vn.congvan.trust.Demands;

/**
 * A certificate that something was signed with.
 *
 * @param others certificates that came along; not trusted
 * @param at the moment of judging
 * @param best the earliest moment at which what was signed is known to exist; {@code at} when
 *     nothing is proved
 * @param after what was signed is known not to have existed before; the distant past when nothing
 *     is known
 * @param used when it was used, as far as the newness of proofs goes: {@code best} of a signature,
 *     of a time-stamp what it says itself
 * @param demands of the path
 */
public record Question(
    X509Certificate certificate,
    List<X509Certificate> others,
    Instant at,
    Instant best,
    Instant after,
    Instant used,
    Demands demands) {
  boolean isProven() {
    return best.isBefore(at);
  }
}
