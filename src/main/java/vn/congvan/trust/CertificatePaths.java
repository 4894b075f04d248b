package vn.congvan.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;

/**
 * Builds and checks certificate paths to our anchors (RFC 5280), with a cache of verdicts.
 * Thread-safe.
 *
 * <p>A path that held once is remembered with its certificates, so that the next look at the same
 * certificate costs no signature check; whether each of them is valid at the time asked about is
 * looked at every time. What does not hold is not remembered: it may hold with other certificates
 * beside it, and strangers must not push out those we know. Revocation is not looked at here.
 */
public final class CertificatePaths {
  private static final int REMEMBERED = 4096;

  /** Intermediate certificates between a signer and its anchor. */
  private static final int MAX_INTERMEDIATES = 6;

  /** Of the certificates that came with a signature; nobody honest sends more. */
  private static final int MAX_OTHERS = 64;

  /** Chains tried for one certificate: cross-certification makes a few, an attack makes many. */
  private static final int MAX_CHAINS = 16;

  /** Certificates climbed over in search of those chains. */
  private static final int MAX_STEPS = 256;

  private final List<X509Certificate> anchors;
  private final PathRules rules;
  private final BoundedCache<X509Certificate, List<X509Certificate>> held =
      new BoundedCache<>(REMEMBERED);

  public CertificatePaths(TrustAnchors anchors, CryptoProviders providers) {
    this.anchors = anchors.certificates();
    this.rules = new PathRules(providers);
  }

  /**
   * @param others certificates that came with the signature; not trusted
   * @return the path from the certificate to its anchor, both included
   * @throws PathDoesNotHold and why
   */
  public List<X509Certificate> check(
      X509Certificate certificate, Collection<X509Certificate> others, Instant at)
      throws PathDoesNotHold {
    var known = held.get(certificate);
    if (known != null && PathRules.allValid(known, Date.from(at))) {
      return known;
    }
    var search = new Search(others, at);
    search.from(List.of(certificate));
    var path = search.result();
    held.put(certificate, path);
    return path;
  }

  /** Climbs from the certificate by the names of its issuers, until a chain holds. */
  private final class Search {
    private final List<X509Certificate> others;
    private final Date at;
    private int chains;
    private int steps;
    private List<X509Certificate> found = List.of();
    private PathDoesNotHold nearest =
        new PathDoesNotHold(
            PathDoesNotHold.Cause.UNKNOWN_ISSUER, "no chain of issuers leads to an anchor");

    Search(Collection<X509Certificate> others, Instant at) {
      this.others = others.stream().distinct().limit(MAX_OTHERS).toList();
      this.at = Date.from(at);
    }

    List<X509Certificate> result() throws PathDoesNotHold {
      if (found.isEmpty()) {
        throw nearest;
      }
      return found;
    }

    void from(List<X509Certificate> chain) {
      steps++;
      var top = chain.get(chain.size() - 1);
      if (chain.size() == 1 && anchors.contains(top)) {
        tryChain(chain);
        return;
      }
      for (var anchor : anchors) {
        if (open() && anchor.getSubjectX500Principal().equals(top.getIssuerX500Principal())) {
          tryChain(with(chain, anchor));
        }
      }
      if (chain.size() > MAX_INTERMEDIATES) {
        return;
      }
      for (var issuer : issuers(chain, top)) {
        if (open()) {
          from(with(chain, issuer));
        }
      }
    }

    private boolean open() {
      return found.isEmpty() && chains < MAX_CHAINS && steps < MAX_STEPS;
    }

    private void tryChain(List<X509Certificate> chain) {
      chains++;
      try {
        rules.check(chain, at);
        found = List.copyOf(chain);
      } catch (PathDoesNotHold e) {
        // The first chain tried is the likeliest meant; its failure says most.
        if (chains == 1) {
          nearest = e;
        }
      }
    }

    private List<X509Certificate> issuers(List<X509Certificate> chain, X509Certificate of) {
      var name = of.getIssuerX500Principal();
      return others.stream()
          .filter(other -> other.getSubjectX500Principal().equals(name))
          .filter(other -> !chain.contains(other) && !anchors.contains(other))
          .toList();
    }

    private static List<X509Certificate> with(List<X509Certificate> chain, X509Certificate issuer) {
      var longer = new ArrayList<>(chain);
      longer.add(issuer);
      return longer;
    }
  }
}
