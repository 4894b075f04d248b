package vn.congvan.trust;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a chain must keep: the JDK's path validation (RFC 5280, section 6.1) without revocation, and
 * what it leaves open. The JDK believes whatever it is handed as an anchor; here an anchor must be
 * valid, strong, and a CA if it issues, and its own limits hold.
 */
final class PathRules {
  private static final int KEY_CERT_SIGN = 5;

  private static final Set<String> UNDERSTOOD_OF_ANCHORS =
      Set.of(
          "2.5.29.15", // key usage
          "2.5.29.17", // subject alternative name
          "2.5.29.19", // basic constraints
          "2.5.29.37", // extended key usage
          AnchorNames.NAME_CONSTRAINTS,
          AnchorPolicies.CERTIFICATE_POLICIES,
          AnchorPolicies.POLICY_CONSTRAINTS,
          AnchorPolicies.INHIBIT_ANY_POLICY);

  private final CryptoProviders providers;

  PathRules(CryptoProviders providers) {
    this.providers = providers;
  }

  /**
   * @param chain from the certificate to its anchor, both included; one element when it is an
   *     anchor itself
   * @param policies of which one must hold; empty: none must
   */
  void check(List<X509Certificate> chain, Date at, Set<String> policies) throws PathDoesNotHold {
    for (var certificate : chain) {
      KeyStrength.check(key(certificate));
      checkDates(certificate, at);
    }
    var below = chain.subList(0, chain.size() - 1);
    for (var certificate : below) {
      KeyStrength.checkSignatureOn(certificate);
    }
    var anchor = chain.get(chain.size() - 1);
    if (below.isEmpty()) {
      AnchorPolicies.checkOwn(anchor, policies);
    } else {
      // Each validator has its own word for these; said here, a path's failure has one name.
      if (KeyIdentifiers.differ(below.get(below.size() - 1), anchor)) {
        throw new PathDoesNotHold(
            PathDoesNotHold.Cause.UNKNOWN_ISSUER,
            "%s is a namesake of the issuer".formatted(anchor.getSubjectX500Principal()));
      }
      for (var certificate : chain.subList(1, chain.size())) {
        checkIsCa(certificate);
      }
      checkAnchor(anchor, below);
      AnchorNames.check(below, anchor);
      checkPkix(below, anchor, at, policies);
    }
  }

  static boolean allValid(List<X509Certificate> path, Date at) {
    for (var certificate : path) {
      if (at.before(certificate.getNotBefore()) || at.after(certificate.getNotAfter())) {
        return false;
      }
    }
    return true;
  }

  private static void checkDates(X509Certificate certificate, Date at) throws PathDoesNotHold {
    if (at.after(certificate.getNotAfter())) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.EXPIRED,
          "%s expired at %s"
              .formatted(
                  certificate.getSubjectX500Principal(), certificate.getNotAfter().toInstant()));
    }
    if (at.before(certificate.getNotBefore())) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.NOT_YET_VALID,
          "%s is not valid before %s"
              .formatted(
                  certificate.getSubjectX500Principal(), certificate.getNotBefore().toInstant()));
    }
  }

  private static void checkIsCa(X509Certificate certificate) throws PathDoesNotHold {
    var usage = certificate.getKeyUsage();
    if (certificate.getBasicConstraints() < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.NOT_A_CA,
          "%s has issued and is no CA".formatted(certificate.getSubjectX500Principal()));
    }
  }

  private static void checkAnchor(X509Certificate anchor, List<X509Certificate> below)
      throws PathDoesNotHold {
    var name = anchor.getSubjectX500Principal();
    var intermediates = below.stream().skip(1).filter(one -> !isSelfIssued(one)).count();
    if (intermediates > anchor.getBasicConstraints()) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.CONSTRAINT,
          "%s allows %d CAs below it, there are %d"
              .formatted(name, anchor.getBasicConstraints(), intermediates));
    }
    var critical = anchor.getCriticalExtensionOIDs();
    if (critical != null && !UNDERSTOOD_OF_ANCHORS.containsAll(critical)) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.CONSTRAINT, "%s sets a limit that is not known".formatted(name));
    }
  }

  /** After a change of keys a CA certifies itself (RFC 5280, section 6.1): it is no step down. */
  static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }

  private void checkPkix(
      List<X509Certificate> below, X509Certificate anchor, Date at, Set<String> policies)
      throws PathDoesNotHold {
    try {
      if (below.stream().anyMatch(KeyStrength::isPostQuantum)) {
        var factory = providers.certificates();
        var decoded = new ArrayList<X509Certificate>();
        for (var certificate : below) {
          decoded.add(decoded(certificate, factory));
        }
        validate(
            providers.pathValidator(), factory, decoded, decoded(anchor, factory), at, policies);
      } else {
        var factory = CertificateFactory.getInstance("X.509");
        validate(CertPathValidator.getInstance("PKIX"), factory, below, anchor, at, policies);
      }
    } catch (CertPathValidatorException e) {
      throw new PathDoesNotHold(why(e, below, anchor), String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw damaged(e.getMessage());
    }
  }

  private static void validate(
      CertPathValidator validator,
      CertificateFactory factory,
      List<X509Certificate> below,
      X509Certificate anchor,
      Date at,
      Set<String> policies)
      throws GeneralSecurityException, PathDoesNotHold {
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(at);
    AnchorPolicies.apply(parameters, policies, below, anchor);
    validator.validate(factory.generateCertPath(below), parameters);
  }

  private static X509Certificate decoded(X509Certificate certificate, CertificateFactory factory)
      throws CertificateException {
    return (X509Certificate)
        factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
  }

  private PathDoesNotHold.Cause why(
      CertPathValidatorException e, List<X509Certificate> below, X509Certificate anchor) {
    var reason = e.getReason();
    if (reason instanceof BasicReason basic) {
      return switch (basic) {
        case EXPIRED -> PathDoesNotHold.Cause.EXPIRED;
        case NOT_YET_VALID -> PathDoesNotHold.Cause.NOT_YET_VALID;
        case INVALID_SIGNATURE -> PathDoesNotHold.Cause.BAD_SIGNATURE;
        case ALGORITHM_CONSTRAINED -> PathDoesNotHold.Cause.WEAK_KEY;
        case REVOKED, UNDETERMINED_REVOCATION_STATUS, UNSPECIFIED ->
            signaturesHold(below, anchor)
                ? PathDoesNotHold.Cause.CONSTRAINT
                : PathDoesNotHold.Cause.BAD_SIGNATURE;
      };
    }
    return reason == PKIXReason.NO_TRUST_ANCHOR
        ? PathDoesNotHold.Cause.UNKNOWN_ISSUER
        : PathDoesNotHold.Cause.CONSTRAINT;
  }

  /** The JDK says "unspecified" when the issuer's key cannot even be tried on a signature. */
  private boolean signaturesHold(List<X509Certificate> below, X509Certificate anchor) {
    var chain = new ArrayList<>(below);
    chain.add(anchor);
    return signaturesHold(chain);
  }

  /** Whether each certificate of a chain is signed with the key of the next. */
  boolean signaturesHold(List<X509Certificate> chain) {
    for (var i = 0; i + 1 < chain.size(); i++) {
      try {
        var certificate = chain.get(i);
        var verifier = providers.verifier(algorithm(certificate), chain.get(i + 1).getPublicKey());
        verifier.update(certificate.getTBSCertificate());
        if (!verifier.verify(certificate.getSignature())) {
          return false;
        }
      } catch (SignatureException | CertificateException | RuntimeException e) {
        return false;
      }
    }
    return true;
  }

  private static String algorithm(X509Certificate certificate) {
    return KeyStrength.isPostQuantum(certificate) ? "ML-DSA-65" : certificate.getSigAlgName();
  }

  /** The JDK decodes a key when it is asked for, and gives null for one it cannot decode. */
  private static PublicKey key(X509Certificate certificate) throws PathDoesNotHold {
    var key = certificate.getPublicKey();
    if (key == null) {
      throw damaged("the key of " + certificate.getSubjectX500Principal());
    }
    return key;
  }

  private static PathDoesNotHold damaged(@Nullable String what) {
    return new PathDoesNotHold(
        PathDoesNotHold.Cause.DAMAGED, "a certificate cannot be decoded: " + what);
  }
}
