package vn.congvan.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * The names an anchor allows below it (RFC 5280, section 4.2.1.10). The JDK applies those of CAs
 * between, and none of an anchor.
 */
final class AnchorNames {
  static final String NAME_CONSTRAINTS = "2.5.29.30";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";

  private AnchorNames() {}

  static void check(List<X509Certificate> below, X509Certificate anchor) throws PathDoesNotHold {
    var extension = anchor.getExtensionValue(NAME_CONSTRAINTS);
    if (extension == null) {
      return;
    }
    try {
      var validator = validator(NameConstraints.getInstance(content(extension)));
      for (var certificate : below) {
        // A CA that certifies its new key keeps its name, whatever it allows below it.
        if (PathRules.isSelfIssued(certificate) && !certificate.equals(below.get(0))) {
          continue;
        }
        var subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        validator.checkPermittedDN(subject);
        validator.checkExcludedDN(subject);
        var others = certificate.getExtensionValue(ALTERNATIVE_NAMES);
        if (others != null) {
          for (var name : GeneralNames.getInstance(content(others)).getNames()) {
            validator.checkPermitted(name);
            validator.checkExcluded(name);
          }
        } else {
          // Addresses were put into the subject before there was a better place for them.
          for (var address : subject.getRDNs(BCStyle.EmailAddress)) {
            var name =
                new GeneralName(
                    GeneralName.rfc822Name, IETFUtils.valueToString(address.getFirst().getValue()));
            validator.checkPermitted(name);
            validator.checkExcluded(name);
          }
        }
      }
    } catch (NameConstraintValidatorException e) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.CONSTRAINT,
          "a name that %s does not allow below it".formatted(anchor.getSubjectX500Principal()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.DAMAGED, "names in a certificate cannot be decoded");
    }
  }

  private static PKIXNameConstraintValidator validator(NameConstraints constraints) {
    var validator = new PKIXNameConstraintValidator();
    if (constraints.getPermittedSubtrees() != null) {
      validator.intersectPermittedSubtree(constraints.getPermittedSubtrees());
    }
    if (constraints.getExcludedSubtrees() != null) {
      for (var excluded : constraints.getExcludedSubtrees()) {
        validator.addExcludedSubtree(excluded);
      }
    }
    return validator;
  }

  private static byte[] content(byte[] extension) {
    return ASN1OctetString.getInstance(extension).getOctets();
  }
}
