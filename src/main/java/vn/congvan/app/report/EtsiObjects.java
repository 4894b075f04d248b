package vn.congvan.app.report;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.congvan.validation.SignatureMaterial;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.VerificationReport;

/** The names by which the parts of one report refer to its objects; each object is there once. */
final class EtsiObjects {
  /** Base64 to name. */
  private final Map<String, String> certificates = new LinkedHashMap<>();

  private final List<SignatureReport> signatures;
  private final List<SignatureMaterial> covered = new ArrayList<>();

  EtsiObjects(VerificationReport report) {
    signatures = report.signatures();
    for (var signature : signatures) {
      var signer = signature.signer();
      if (signer != null) {
        add(signer.certificate());
      }
      var material = signature.material();
      if (material != null) {
        material.certificates().forEach(this::add);
        covered.add(material);
      }
    }
  }

  static boolean isTimeStamp(SignatureReport signature) {
    var material = signature.material();
    return material != null && material.timeStamp();
  }

  boolean isEmpty() {
    return certificates.isEmpty() && covered.isEmpty();
  }

  Map<String, String> certificates() {
    return certificates;
  }

  String identifier(SignatureReport signature) {
    return "S" + (indexOf(signatures, signature) + 1);
  }

  String of(SignatureMaterial material) {
    return (material.timeStamp() ? "T" : "D") + (indexOf(covered, material) + 1);
  }

  String of(X509Certificate certificate) {
    var name = certificates.get(base64(certificate));
    if (name == null) {
      throw new IllegalArgumentException("a certificate of no signature of the report");
    }
    return name;
  }

  private void add(X509Certificate certificate) {
    certificates.putIfAbsent(base64(certificate), "C" + (certificates.size() + 1));
  }

  /** Two signatures may be alike in every word and still be two. */
  private static <T> int indexOf(List<T> all, T one) {
    for (var i = 0; i < all.size(); i++) {
      if (all.get(i) == one) {
        return i;
      }
    }
    throw new IllegalArgumentException("of another report");
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without encoding", e);
    }
  }
}
