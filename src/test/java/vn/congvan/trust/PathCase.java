package vn.congvan.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.trust.lab.Certificates.NOW;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import vn.congvan.trust.PathDoesNotHold.Cause;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

/**
 * A row of the path tables: a certificate, what came with it, whom we trust, and what must be said
 * of it. Sections are numbered as in NIST's Public Key Interoperability Test Suite.
 *
 * @param expected any of these causes; empty: the path holds
 */
record PathCase(
    String name,
    Made subject,
    List<X509Certificate> others,
    List<X509Certificate> anchors,
    Demands demands,
    Instant at,
    Set<Cause> expected) {

  private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

  static PathCase holds(String name, Made subject, Made... anchors) {
    return of(name, subject, Set.of(), anchors);
  }

  static PathCase fails(String name, Cause cause, Made subject, Made... anchors) {
    return of(name, subject, Set.of(cause), anchors);
  }

  private static PathCase of(String name, Made subject, Set<Cause> expected, Made... anchors) {
    return new PathCase(
        name,
        subject,
        subject.chain(),
        Arrays.stream(anchors).map(Made::certificate).toList(),
        Demands.NONE,
        NOW,
        expected);
  }

  PathCase beside(Made... certificates) {
    var all =
        Stream.concat(others.stream(), Arrays.stream(certificates).map(Made::certificate)).toList();
    return new PathCase(name, subject, all, anchors, demands, at, expected);
  }

  /** Instead of the chain it was issued with. */
  PathCase besideOnly(Made... certificates) {
    var all = Arrays.stream(certificates).map(Made::certificate).toList();
    return new PathCase(name, subject, all, anchors, demands, at, expected);
  }

  PathCase asking(String... policies) {
    var asked = new Demands(Set.of(), Set.of(policies));
    return new PathCase(name, subject, others, anchors, asked, at, expected);
  }

  PathCase at(Instant time) {
    return new PathCase(name, subject, others, anchors, demands, time, expected);
  }

  void check() {
    var paths = new CertificatePaths(new TrustAnchors(anchors), CryptoProviders.best());
    assertThat(said(paths)).as(name).isEqualTo(expected);
    assertThat(said(paths)).as("%s, asked again", name).isEqualTo(expected);
  }

  private Set<Cause> said(CertificatePaths paths) {
    try {
      var path = paths.path(subject.certificate(), others, at, demands);
      assertThat(path.certificates()).first().isEqualTo(subject.certificate());
      assertThat(anchors).contains(path.anchor());
      return Set.of();
    } catch (PathDoesNotHold e) {
      return Set.of(e.why());
    }
  }

  /** The same key for the same name: making one is dear. */
  static KeyPair key(String name) {
    return KEYS.computeIfAbsent(name, one -> Certificates.p256());
  }

  static Made root() {
    return Certificates.ca().withKey(key("root")).from(NOW, 20).selfSigned("C=VN,CN=Gốc");
  }

  static Certificates ca() {
    return Certificates.ca().withKey(key("ca"));
  }

  static Certificates sub() {
    return Certificates.ca().withKey(key("sub"));
  }

  static Certificates signer() {
    return Certificates.signer().withKey(key("signer"));
  }

  /** What that CA issues with another key. */
  static Made withKey(Made ca, KeyPair other) {
    return new Made(other.getPrivate(), ca.chain(), other.getPublic().getAlgorithm());
  }

  @Override
  public String toString() {
    return name;
  }
}
