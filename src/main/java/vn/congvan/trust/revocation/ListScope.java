package vn.congvan.trust.revocation;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates of its issuer a list speaks of (RFC 5280, sections 5.2.5 and 6.3.3).
 *
 * @param users whether of others than CAs
 * @param authorities whether of those of CAs
 * @param points when not empty: only of certificates that name one of these as where their list
 *     lies
 */
record ListScope(boolean users, boolean authorities, Set<GeneralName> points) {
  private static final ListScope ALL = new ListScope(true, true, Set.of());

  ListScope {
    points = Set.copyOf(points);
  }

  static ListScope of(@Nullable Extension extension) throws ProofRefused {
    if (extension == null) {
      return ALL;
    }
    var said = IssuingDistributionPoint.getInstance(extension.getParsedValue());
    if (said.isIndirectCRL()
        || said.onlyContainsAttributeCerts()
        || said.getOnlySomeReasons() != null) {
      throw of("the list is indirect, or of some reasons only");
    }
    return new ListScope(
        !said.onlyContainsCACerts(),
        !said.onlyContainsUserCerts(),
        points(said.getDistributionPoint()));
  }

  private static Set<GeneralName> points(@Nullable DistributionPointName name) throws ProofRefused {
    if (name == null) {
      return Set.of();
    }
    if (name.getType() != DistributionPointName.FULL_NAME) {
      throw of("the list names its place in a way that is not understood");
    }
    return Set.copyOf(List.of(GeneralNames.getInstance(name.getName()).getNames()));
  }

  void check(X509Certificate subject) throws ProofRefused {
    if (subject.getBasicConstraints() < 0 ? !users : !authorities) {
      throw of("the list does not cover certificates of this kind");
    }
    if (!points.isEmpty()
        && ServerAddresses.listPoints(subject).stream().noneMatch(points::contains)) {
      throw of("the list covers a part of the certificates, and this is not of it");
    }
  }

  private static ProofRefused of(String another) {
    return new ProofRefused(ProofRefused.Cause.OF_ANOTHER, another);
  }
}
