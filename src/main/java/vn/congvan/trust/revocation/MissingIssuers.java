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
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.congvan.document.Shown;
import vn.congvan.trust.Demands;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.PathFinder;
import vn.congvan.trust.TrustPath;
import vn.congvan.trust.outside.OutsideCalls;

/**
 * Paths of certificates whose issuers did not come with them: these are fetched from where the
 * certificate says they lie (RFC 5280, section 4.2.2.1). What is fetched is not trusted for that.
 * Thread-safe.
 *
 * <p>Nobody is called when the path holds with what came along. For one path at most eight
 * addresses are called, each with its deadline; what they gave is kept for a day, and one that does
 * not answer is left alone for a while.
 */
public final class MissingIssuers implements PathFinder {
  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_CERTIFICATES = 16;
  private static final int MAX_CALLS = 8;

  /** Certificates looked at for addresses; nobody honest sends more. */
  private static final int MAX_CLIMBED = 64;

  private static final Duration KEEP = Duration.ofHours(24);
  private static final long MAX_KEPT = 8L << 20;

  private final PathFinder paths;
  private final ServerCalls calls;
  private final Duration deadline;
  private final Clock clock;
  private final SharedAnswers<URI, List<X509Certificate>> fetched;

  /**
   * @param paths finds them among the certificates that are there
   * @param deadline of one call
   */
  public MissingIssuers(PathFinder paths, OutsideCalls calls, Duration deadline, Clock clock) {
    this.paths = paths;
    this.calls = new ServerCalls(calls, clock);
    this.deadline = deadline;
    this.clock = clock;
    this.fetched = new SharedAnswers<>(MAX_KEPT, clock);
  }

  /**
   * A path to any anchor.
   *
   * @param others certificates that came with the signature; not trusted
   * @return the path from the certificate to its anchor, both included
   */
  public List<X509Certificate> path(
      X509Certificate certificate, Collection<X509Certificate> others, Instant at)
      throws PathDoesNotHold {
    return path(certificate, others, at, Demands.NONE).certificates();
  }

  @Override
  public TrustPath path(
      X509Certificate certificate, Collection<X509Certificate> others, Instant at, Demands demands)
      throws PathDoesNotHold {
    var known = new LinkedHashSet<>(others);
    var called = new HashSet<URI>();
    while (true) {
      try {
        return paths.path(certificate, known, at, demands);
      } catch (PathDoesNotHold e) {
        if (!mayBeMended(e) || !learn(certificate, known, called)) {
          throw e;
        }
      }
    }
  }

  /** An issuer's certificate is missing, or a namesake's is there in its place. */
  private static boolean mayBeMended(PathDoesNotHold e) {
    return e.why() == PathDoesNotHold.Cause.UNKNOWN_ISSUER
        || e.why() == PathDoesNotHold.Cause.BAD_SIGNATURE;
  }

  /** Whether one more certificate is known now. */
  private boolean learn(X509Certificate certificate, Set<X509Certificate> known, Set<URI> called) {
    for (var one : climbed(certificate, known)) {
      for (var address : ServerAddresses.issuers(one)) {
        if (called.size() < MAX_CALLS && called.add(address) && known.addAll(at(address))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The certificate and all that may be above it, the highest first: what is missing is there. */
  private static List<X509Certificate> climbed(
      X509Certificate certificate, Set<X509Certificate> known) {
    var found = new ArrayList<X509Certificate>();
    found.add(certificate);
    for (var i = 0; i < found.size(); i++) {
      var name = found.get(i).getIssuerX500Principal();
      for (var other : known) {
        if (found.size() < MAX_CLIMBED
            && other.getSubjectX500Principal().equals(name)
            && !found.contains(other)) {
          found.add(other);
        }
      }
    }
    Collections.reverse(found);
    return found;
  }

  private List<X509Certificate> at(URI address) {
    try {
      return fetched.get(address, () -> fetch(address));
    } catch (NoProof e) {
      return List.of();
    }
  }

  private SharedAnswers.Kept<List<X509Certificate>> fetch(URI address) throws NoProof {
    var answer = calls.get(address, new OutsideCalls.Limit(MAX_BYTES, deadline));
    return new SharedAnswers.Kept<>(
        certificates(answer), clock.instant().plus(KEEP), answer.length);
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
      throw new NoProof("no certificate: " + Shown.of(String.valueOf(e.getMessage())), false);
    }
  }
}
