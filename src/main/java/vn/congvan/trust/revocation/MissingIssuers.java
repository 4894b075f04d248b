package vn.congvan.trust.revocation;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.outside.CallFailed;
import vn.congvan.trust.outside.OutsideCalls;

/**
 * Paths of certificates whose issuers did not come with them: these are fetched from where the
 * certificate says they lie (RFC 5280, section 4.2.2.1). What is fetched is not trusted for that.
 * Thread-safe.
 */
public final class MissingIssuers {
  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_CERTIFICATES = 16;
  private static final int MAX_STEPS = 6;
  private static final Duration KEEP = Duration.ofHours(24);
  private static final long MAX_KEPT = 8L << 20;

  private final CertificatePaths paths;
  private final OutsideCalls calls;
  private final Duration deadline;
  private final Clock clock;
  private final SharedAnswers<URI, List<X509Certificate>> fetched;

  public MissingIssuers(
      CertificatePaths paths, OutsideCalls calls, Duration deadline, Clock clock) {
    this.paths = paths;
    this.calls = calls;
    this.deadline = deadline;
    this.clock = clock;
    this.fetched = new SharedAnswers<>(MAX_KEPT, clock);
  }

  /**
   * @param others certificates that came with the signature; not trusted
   * @return the path from the certificate to its anchor, both included
   */
  public List<X509Certificate> path(
      X509Certificate certificate, Collection<X509Certificate> others, Instant at)
      throws PathDoesNotHold {
    var known = new LinkedHashSet<>(others);
    var top = certificate;
    for (var step = 0; ; step++) {
      try {
        return paths.check(certificate, known, at);
      } catch (PathDoesNotHold e) {
        if (e.why() != PathDoesNotHold.Cause.UNKNOWN_ISSUER || step == MAX_STEPS) {
          throw e;
        }
        top = highest(top, known);
        if (!known.addAll(issuersOf(top))) {
          throw e;
        }
      }
    }
  }

  private static X509Certificate highest(X509Certificate from, Collection<X509Certificate> known) {
    var top = from;
    for (var i = 0; i < MAX_STEPS; i++) {
      var name = top.getIssuerX500Principal();
      var issuer =
          known.stream().filter(one -> one.getSubjectX500Principal().equals(name)).findFirst();
      if (issuer.isEmpty() || issuer.get().equals(top)) {
        return top;
      }
      top = issuer.get();
    }
    return top;
  }

  private List<X509Certificate> issuersOf(X509Certificate certificate) {
    for (var address : ServerAddresses.issuers(certificate)) {
      try {
        return fetched.get(address, () -> fetch(address));
      } catch (NoProof e) {
        continue;
      }
    }
    return List.of();
  }

  private SharedAnswers.Kept<List<X509Certificate>> fetch(URI address) throws NoProof {
    try {
      var answer = calls.get(address, new OutsideCalls.Limit(MAX_BYTES, deadline));
      return new SharedAnswers.Kept<>(
          certificates(answer), clock.instant().plus(KEEP), answer.length);
    } catch (CallFailed e) {
      throw new NoProof(String.valueOf(e.getMessage()), false);
    }
  }

  /** One certificate, or several in a CMS structure; the JDK tells them apart. */
  static List<X509Certificate> certificates(byte[] answer) throws NoProof {
    try {
      var found = new ArrayList<X509Certificate>();
      for (var one :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(answer))) {
        if (found.size() == MAX_CERTIFICATES) {
          throw new NoProof("too many certificates at once", false);
        }
        found.add((X509Certificate) one);
      }
      return found;
    } catch (CertificateException | RuntimeException e) {
      throw new NoProof("no certificate: " + e.getMessage(), false);
    }
  }
}
