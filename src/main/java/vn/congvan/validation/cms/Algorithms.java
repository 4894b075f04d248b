package vn.congvan.validation.cms;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * The digests, algorithms and keys a signature may use, by name; all others are refused (ETSI TS
 * 119 312).
 */
final class Algorithms {
  /**
   * How to check a signature.
   *
   * @param jca the name of the algorithm
   * @param keyKind RSA, EC, EdDSA or ML-DSA-65
   * @param pss null for all but RSASSA-PSS
   */
  record Scheme(String jca, String keyKind, @Nullable PSSParameterSpec pss) {}

  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_RSA_BITS = 8192;
  private static final int MOST_EXPONENT_BITS = 64;

  private static final Map<String, String> DIGESTS =
      Map.of(
          "2.16.840.1.101.3.4.2.1", "SHA-256",
          "2.16.840.1.101.3.4.2.2", "SHA-384",
          "2.16.840.1.101.3.4.2.3", "SHA-512",
          "2.16.840.1.101.3.4.2.8", "SHA3-256",
          "2.16.840.1.101.3.4.2.9", "SHA3-384",
          "2.16.840.1.101.3.4.2.10", "SHA3-512");

  /** Anybody with means can make it collide; who judges must say so. */
  static final String SHA1 = "SHA-1";

  private static final String SHA1_ID = "1.3.14.3.2.26";
  private static final Map<String, Integer> DIGEST_BYTES =
      Map.of(
          "SHA-256",
          32,
          "SHA-384",
          48,
          "SHA-512",
          64,
          "SHA3-256",
          32,
          "SHA3-384",
          48,
          "SHA3-512",
          64);

  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String SHA1_WITH_RSA = "1.2.840.113549.1.1.5";
  private static final String PSS = "1.2.840.113549.1.1.10";
  private static final String MGF1 = "1.2.840.113549.1.1.8";
  private static final String ED25519 = "1.3.101.112";

  private static final String ML_DSA_65 = "2.16.840.1.101.3.4.3.18";

  /** Algorithms whose name says the digest, which must be the one the signer declares. */
  private static final Map<String, String> FIXED_DIGEST =
      Map.ofEntries(
          Map.entry("1.2.840.113549.1.1.11", "SHA-256"),
          Map.entry("1.2.840.113549.1.1.12", "SHA-384"),
          Map.entry("1.2.840.113549.1.1.13", "SHA-512"),
          Map.entry("2.16.840.1.101.3.4.3.14", "SHA3-256"),
          Map.entry("2.16.840.1.101.3.4.3.15", "SHA3-384"),
          Map.entry("2.16.840.1.101.3.4.3.16", "SHA3-512"),
          Map.entry("1.2.840.10045.4.3.2", "SHA-256"),
          Map.entry("1.2.840.10045.4.3.3", "SHA-384"),
          Map.entry("1.2.840.10045.4.3.4", "SHA-512"),
          Map.entry("2.16.840.1.101.3.4.3.10", "SHA3-256"),
          Map.entry("2.16.840.1.101.3.4.3.11", "SHA3-384"),
          Map.entry("2.16.840.1.101.3.4.3.12", "SHA3-512"),
          Map.entry(ED25519, "SHA-512"));

  /** PKCS#1 v1.5 among them. */
  private static final Set<String> WITH_RSA =
      Set.of(
          RSA,
          SHA1_WITH_RSA,
          "1.2.840.113549.1.1.11",
          "1.2.840.113549.1.1.12",
          "1.2.840.113549.1.1.13",
          "2.16.840.1.101.3.4.3.14",
          "2.16.840.1.101.3.4.3.15",
          "2.16.840.1.101.3.4.3.16");

  /** Those as strong as ML-DSA-65 (RFC 9882, section 3.3). */
  private static final Set<String> WITH_ML_DSA_65 =
      Set.of("SHA-384", "SHA-512", "SHA3-384", "SHA3-512");

  private static final Set<String> CURVES =
      Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");

  private Algorithms() {}

  /** The JCA name of a digest we rely on. */
  static String digest(AlgorithmIdentifier algorithm) throws CmsProblem {
    return digest(algorithm, false);
  }

  /**
   * The JCA name of a digest.
   *
   * @param sha1 whether that one will do too
   */
  static String digest(AlgorithmIdentifier algorithm, boolean sha1) throws CmsProblem {
    var id = algorithm.getAlgorithm().getId();
    var name = sha1 && id.equals(SHA1_ID) ? SHA1 : DIGESTS.get(id);
    if (name == null || !hasNoParameters(algorithm)) {
      throw refused("digest " + algorithm.getAlgorithm());
    }
    return name;
  }

  /** The JCA name of a digest we rely on. */
  static String digest(ASN1ObjectIdentifier oid) throws CmsProblem {
    return digest(new AlgorithmIdentifier(oid));
  }

  static Scheme scheme(AlgorithmIdentifier algorithm, String digest) throws CmsProblem {
    var oid = algorithm.getAlgorithm().getId();
    var fixed = FIXED_DIGEST.get(oid);
    if (fixed != null && !fixed.equals(digest)) {
      throw CmsProblem.format("the signature's algorithm and its digest do not agree");
    }
    if (oid.equals(SHA1_WITH_RSA) && !digest.equals(SHA1)) {
      throw refused("RSA with SHA-1");
    }
    if (oid.equals(PSS)) {
      return new Scheme("RSASSA-PSS", "RSA", pss(algorithm.getParameters(), digest));
    }
    if (!hasNoParameters(algorithm)) {
      throw CmsProblem.format("parameters where the algorithm has none");
    }
    var shortDigest = digest.startsWith("SHA3") ? digest : digest.replace("-", "");
    if (WITH_RSA.contains(oid)) {
      return new Scheme(shortDigest + "withRSA", "RSA", null);
    }
    if (oid.equals(ED25519)) {
      return new Scheme("Ed25519", "EdDSA", null);
    }
    if (oid.equals(ML_DSA_65)) {
      if (!WITH_ML_DSA_65.contains(digest)) {
        throw refused("ML-DSA-65 over " + digest);
      }
      return new Scheme("ML-DSA-65", "ML-DSA-65", null);
    }
    if (fixed != null) {
      return new Scheme(shortDigest + "withECDSA", "EC", null);
    }
    throw refused("algorithm " + oid);
  }

  /** RFC 4056: one digest for all, and a salt as long as it. */
  private static PSSParameterSpec pss(@Nullable ASN1Encodable parameters, String digest)
      throws CmsProblem {
    if (parameters == null) {
      throw refused("RSASSA-PSS with SHA-1");
    }
    var pss = RSASSAPSSparams.getInstance(parameters);
    var mask = pss.getMaskGenAlgorithm();
    var length = DIGEST_BYTES.getOrDefault(digest, 0);
    if (!digest(pss.getHashAlgorithm()).equals(digest)
        || !mask.getAlgorithm().getId().equals(MGF1)
        || !digest(AlgorithmIdentifier.getInstance(mask.getParameters())).equals(digest)
        || pss.getSaltLength().intValueExact() != length
        || pss.getTrailerField().intValueExact() != 1) {
      throw CmsProblem.format("the parameters of RSASSA-PSS do not agree with its digest");
    }
    return new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), length, 1);
  }

  /** The length by which a key's strength is told; 0 where its kind has but one. */
  static int bits(PublicKey key) {
    return key instanceof RSAPublicKey rsa
        ? rsa.getModulus().bitLength()
        : key instanceof ECPublicKey curve ? curve.getParams().getOrder().bitLength() : 0;
  }

  static void checkKey(PublicKey key, Scheme scheme) throws CmsProblem {
    switch (scheme.keyKind()) {
      case "RSA" -> {
        if (!(key instanceof RSAPublicKey rsa)) {
          throw otherKey();
        }
        var bits = rsa.getModulus().bitLength();
        var exponent = rsa.getPublicExponent();
        if (bits < LEAST_RSA_BITS
            || bits > MOST_RSA_BITS
            || exponent.bitLength() > MOST_EXPONENT_BITS
            || exponent.bitLength() < 2
            || !exponent.testBit(0)) {
          throw refused("an RSA key of %d bits".formatted(bits));
        }
      }
      case "EC" -> {
        if (!(key instanceof ECPublicKey)) {
          throw otherKey();
        }
        var curve =
            SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getParameters();
        if (!(curve instanceof ASN1ObjectIdentifier oid) || !CURVES.contains(oid.getId())) {
          throw refused("this elliptic curve");
        }
      }
      default -> {
        // By identifier: not every Java runtime has names for these keys.
        var kind = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
        var wanted = scheme.keyKind().equals("EdDSA") ? ED25519 : ML_DSA_65;
        if (!kind.getAlgorithm().getId().equals(wanted)) {
          throw otherKey();
        }
      }
    }
  }

  private static boolean hasNoParameters(AlgorithmIdentifier algorithm) {
    return algorithm.getParameters() == null || algorithm.getParameters() instanceof ASN1Null;
  }

  private static CmsProblem otherKey() {
    return CmsProblem.format("the certificate's key is not one for the signature's algorithm");
  }

  private static CmsProblem refused(String what) {
    return new CmsProblem(CmsProblem.Kind.ALGORITHM, what + " cannot be relied on");
  }
}
