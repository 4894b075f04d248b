package vn.congvan.signing;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Which schemes a key can be used with, the wanted one first. */
final class SchemeChoice {
  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_RSA_BITS = 8192;

  /** Octets of the shortest digest that is as strong as the curve (SP 800-57 part 1, 5.6.1). */
  private static final Map<ASN1ObjectIdentifier, Integer> CURVES =
      Map.of(
          SECObjectIdentifiers.secp256r1, 32,
          SECObjectIdentifiers.secp384r1, 48,
          SECObjectIdentifiers.secp521r1, 64);

  private SchemeChoice() {}

  /** Empty for a key that is too weak or of no kind we use. */
  static List<SignatureScheme> of(PublicKey key, SigningRules rules) {
    if (key instanceof RSAPublicKey rsa) {
      var bits = rsa.getModulus().bitLength();
      return bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS ? List.of() : rsa(rules);
    }
    var kind = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
    if (key instanceof ECPublicKey) {
      return kind.getParameters() instanceof ASN1ObjectIdentifier curve && CURVES.containsKey(curve)
          ? with(SignatureScheme.Family.ECDSA, digests(rules.digest(), CURVES.get(curve)))
          : List.of();
    }
    // By identifier: not every Java runtime has names for these.
    if (kind.getAlgorithm().equals(EdECObjectIdentifiers.id_Ed25519)) {
      return List.of(SignatureScheme.ED25519);
    }
    if (kind.getAlgorithm().equals(NISTObjectIdentifiers.id_ml_dsa_65)) {
      return List.of(SignatureScheme.ML_DSA_65);
    }
    return List.of();
  }

  /** Of the order of the curve. */
  static int curveBits(PublicKey key) {
    return ((ECPublicKey) key).getParams().getOrder().bitLength();
  }

  private static List<SignatureScheme> rsa(SigningRules rules) {
    var digests = digests(rules.digest(), 0);
    var pss = with(SignatureScheme.Family.RSA_PSS, digests);
    var pkcs1 = with(SignatureScheme.Family.RSA_PKCS1, digests);
    var both = new ArrayList<>(rules.rsa() == SigningRules.Rsa.PSS ? pss : pkcs1);
    both.addAll(rules.rsa() == SigningRules.Rsa.PSS ? pkcs1 : pss);
    return both;
  }

  /** The wanted one, SHA-2 of its length, then whatever is long enough. */
  private static Iterable<DigestAlgorithm> digests(DigestAlgorithm wanted, int least) {
    var digests = new LinkedHashSet<DigestAlgorithm>();
    digests.add(wanted.atLeast(least));
    digests.add(wanted.atLeast(least).sha2());
    for (var digest : DigestAlgorithm.values()) {
      if (digest.bytes() >= least) {
        digests.add(digest);
      }
    }
    return digests;
  }

  private static List<SignatureScheme> with(
      SignatureScheme.Family family, Iterable<DigestAlgorithm> digests) {
    var schemes = new ArrayList<SignatureScheme>();
    for (var digest : digests) {
      SignatureScheme.of(family, digest).ifPresent(schemes::add);
    }
    return schemes;
  }
}
