package vn.congvan.trust;

import java.math.BigInteger;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.jspecify.annotations.Nullable;

/**
 * The certificate policies asked for along a path, and what an anchor's own extensions demand of it
 * (RFC 5937, section 3.2), which path validation by itself does not look at.
 */
final class AnchorPolicies {
  static final String CERTIFICATE_POLICIES = "2.5.29.32";
  static final String POLICY_CONSTRAINTS = "2.5.29.36";
  static final String INHIBIT_ANY_POLICY = "2.5.29.54";
  private static final String ANY_POLICY = "2.5.29.32.0";

  private AnchorPolicies() {}

  /**
   * @param demanded one of these must hold; empty: none must
   */
  static void apply(
      PKIXParameters parameters,
      Set<String> demanded,
      List<X509Certificate> below,
      X509Certificate anchor)
      throws PathDoesNotHold {
    var said = policies(anchor);
    var accepted = new HashSet<>(demanded);
    if (!said.isEmpty() && !said.contains(ANY_POLICY) && !accepted.isEmpty()) {
      accepted.retainAll(said);
      if (accepted.isEmpty()) {
        throw new PathDoesNotHold(
            PathDoesNotHold.Cause.CONSTRAINT,
            "%s is not trusted for the policies asked for"
                .formatted(anchor.getSubjectX500Principal()));
      }
    }
    var counted = (int) below.stream().skip(1).filter(one -> !PathRules.isSelfIssued(one)).count();
    if (!accepted.isEmpty()) {
      parameters.setInitialPolicies(accepted);
      parameters.setExplicitPolicyRequired(true);
    }
    var constraints = constraints(anchor);
    if (constraints != null) {
      if (reached(constraints.getRequireExplicitPolicyMapping(), counted + 1)) {
        parameters.setExplicitPolicyRequired(true);
      }
      // Path validation knows all or nothing: what begins to hold halfway holds from the start.
      if (reached(constraints.getInhibitPolicyMapping(), counted - 1)) {
        parameters.setPolicyMappingInhibited(true);
      }
    }
    if (reached(inhibitAnyPolicy(anchor), counted)) {
      parameters.setAnyPolicyInhibited(true);
    }
  }

  /** Of a path of one certificate, the anchor itself. */
  static void checkOwn(X509Certificate anchor, Set<String> demanded) throws PathDoesNotHold {
    var said = policies(anchor);
    if (!demanded.isEmpty()
        && !said.contains(ANY_POLICY)
        && demanded.stream().noneMatch(said::contains)) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.CONSTRAINT,
          "%s has none of the policies asked for".formatted(anchor.getSubjectX500Principal()));
    }
  }

  private static boolean reached(@Nullable BigInteger after, int counted) {
    return after != null && after.compareTo(BigInteger.valueOf(counted)) <= 0;
  }

  private static Set<String> policies(X509Certificate anchor) throws PathDoesNotHold {
    var found = new HashSet<String>();
    try {
      var content = content(anchor, CERTIFICATE_POLICIES);
      if (content != null) {
        for (var policy : CertificatePolicies.getInstance(content).getPolicyInformation()) {
          found.add(policy.getPolicyIdentifier().getId());
        }
      }
      return found;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw damaged();
    }
  }

  private static @Nullable PolicyConstraints constraints(X509Certificate anchor)
      throws PathDoesNotHold {
    try {
      var content = content(anchor, POLICY_CONSTRAINTS);
      return content == null ? null : PolicyConstraints.getInstance(content);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw damaged();
    }
  }

  private static @Nullable BigInteger inhibitAnyPolicy(X509Certificate anchor)
      throws PathDoesNotHold {
    try {
      var content = content(anchor, INHIBIT_ANY_POLICY);
      return content == null ? null : ASN1Integer.getInstance(content).getValue();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw damaged();
    }
  }

  private static @Nullable ASN1Primitive content(X509Certificate anchor, String extension) {
    var value = anchor.getExtensionValue(extension);
    if (value == null) {
      return null;
    }
    try {
      return ASN1Primitive.fromByteArray(ASN1OctetString.getInstance(value).getOctets());
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static PathDoesNotHold damaged() {
    return new PathDoesNotHold(
        PathDoesNotHold.Cause.DAMAGED, "policies in an anchor cannot be decoded");
  }
}
