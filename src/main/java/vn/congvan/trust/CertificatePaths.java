package vn.congvan.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds and checks certificate paths to our anchors (RFC 5280), with a cache of verdicts.
 * Thread-safe.
 *
 * <p>A path that held once is remembered with its certificates, so that the next look at the same
 * certificate costs no signature check; whether each of them is valid at the time asked about is
 * looked at every time. What does not hold is not remembered: it may hold with other certificates
 * beside it, and strangers must not push out those we know. Revocation is not looked at here.
 */
public final class CertificatePaths implements PathFinder {
  private static final int REMEMBERED = 4096;

  /** Intermediate certificates between a signer and its anchor. */
  private static final int MAX_INTERMEDIATES = 6;

  /** Of the certificates that came with a signature, in its file, and from servers. */
  private static final int MAX_OTHERS = 512;

  /** Chains tried for one certificate: cross-certification makes a few, an attack makes many. */
  private static final int MAX_CHAINS = 16;

  /** Certificates climbed over in search of those chains. */
  private static final int MAX_STEPS = 256;

  private final Map<X509Certificate, StoreName> anchors = new LinkedHashMap<>();
  private final PathRules rules;
  private final BoundedCache<Asked, TrustPath> held = new BoundedCache<>(REMEMBERED);

  private record Asked(X509Certificate certificate, Demands demands) {}

  public CertificatePaths(TrustAnchors anchors, CryptoProviders providers) {
    anchors.stores().forEach((name, roots) -> roots.forEach(root -> this.anchors.put(root, name)));
    this.rules = new PathRules(providers);
  }

  /**
   * A path to any anchor.
   *
   * @param others certificates that came with the signature; not trusted
   * @return the path from the certificate to its anchor, both included
   * @throws PathDoesNotHold and why
   */
  public List<X509Certificate> check(
      X509Certificate certificate, Collection<X509Certificate> others, Instant at)
      throws PathDoesNotHold {
    return path(certificate, others, at, Demands.NONE).certificates();
  }

  @Override
  public TrustPath path(
      X509Certificate certificate, Collection<X509Certificate> others, Instant at, Demands demands)
      throws PathDoesNotHold {
    var asked = new Asked(certificate, demands);
    var known = held.get(asked);
    if (known != null && PathRules.allValid(known.certificates(), Date.from(at))) {
      return known;
    }
    var search = new Search(others, at, demands);
    search.from(List.of(certificate));
    var path = search.result();
    held.put(asked, path);
    return path;
  }

  /** Climbs from the certificate by the names of its issuers, until a chain holds. */
  private final class Search {
    private final Set<X509Certificate> accepted = new LinkedHashSet<>();
    private final List<X509Certificate> others;
    private final Date at;
    private final Demands demands;
    private int chains;
    private int steps;
    private List<X509Certificate> found = List.of();
    private PathDoesNotHold nearest =
        new PathDoesNotHold(
            PathDoesNotHold.Cause.UNKNOWN_ISSUER, "no chain of issuers leads to an anchor");

    Search(Collection<X509Certificate> others, Instant at, Demands demands) {
      this.others = others.stream().distinct().limit(MAX_OTHERS).toList();
      this.at = Date.from(at);
      this.demands = demands;
      anchors.forEach(
          (anchor, store) -> {
            if (demands.accepts(store)) {
              accepted.add(anchor);
            }
          });
    }

    TrustPath result() throws PathDoesNotHold {
      if (found.isEmpty()) {
        throw nearest;
      }
      var store = anchors.get(found.get(found.size() - 1));
      return new TrustPath(found, store == null ? StoreName.NONE : store);
    }

    void from(List<X509Certificate> chain) {
      steps++;
      var top = chain.get(chain.size() - 1);
      if (chain.size() == 1 && accepted.contains(top)) {
        tryChain(chain);
        return;
      }
      for (var anchor : likeliestFirst(top, accepted)) {
        if (open()) {
          tryChain(with(chain, anchor));
        }
      }
      if (chain.size() > MAX_INTERMEDIATES) {
        return;
      }
      for (var issuer : likeliestFirst(top, others)) {
        if (open() && !chain.contains(issuer) && !accepted.contains(issuer)) {
          from(with(chain, issuer));
        }
      }
    }

    /** Of those with the issuer's name; after a change of keys several have it. */
    private List<X509Certificate> likeliestFirst(
        X509Certificate of, Collection<X509Certificate> among) {
      var name = of.getIssuerX500Principal();
      return among.stream()
          .filter(one -> one.getSubjectX500Principal().equals(name))
          .sorted(
              Comparator.comparing((X509Certificate one) -> !KeyIdentifiers.match(of, one))
                  .thenComparing(one -> !PathRules.allValid(List.of(one), at)))
          .toList();
    }

    private boolean open() {
      return found.isEmpty() && chains < MAX_CHAINS && steps < MAX_STEPS;
    }

    private void tryChain(List<X509Certificate> chain) {
      chains++;
      try {
        rules.check(chain, at, demands.policies());
        found = List.copyOf(chain);
      } catch (PathDoesNotHold e) {
        // The first chain tried is the likeliest meant; its failure says most. Of a namesake with
        // another key it says nothing.
        if (chains == 1
            || (isOfNamesake(nearest) && !isOfNamesake(e) && rules.signaturesHold(chain))) {
          nearest = e;
        }
      }
    }

    private static boolean isOfNamesake(PathDoesNotHold e) {
      return e.why() == PathDoesNotHold.Cause.UNKNOWN_ISSUER
          || e.why() == PathDoesNotHold.Cause.BAD_SIGNATURE;
    }

    private static List<X509Certificate> with(List<X509Certificate> chain, X509Certificate issuer) {
      var longer = new ArrayList<>(chain);
      longer.add(issuer);
      return longer;
    }
  }
}
