package vn.congvan.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CryptoProviders;

/**
 * How a signature is made and how CMS names it; what is not here is not signed with.
 *
 * <p>The identifier of RSA PKCS#1 v1.5 has NULL for parameters (RFC 8017, A.2.4; RFC 9688), that of
 * RSASSA-PSS names digest, mask and a salt as long as the digest (RFC 4056), those of digests, of
 * curves and of ML-DSA have none (RFC 5754, RFC 9688, RFC 8419, RFC 9882).
 */
public enum SignatureScheme {
  RSA_PSS_SHA256(Family.RSA_PSS, DigestAlgorithm.SHA_256),
  RSA_PSS_SHA384(Family.RSA_PSS, DigestAlgorithm.SHA_384),
  RSA_PSS_SHA512(Family.RSA_PSS, DigestAlgorithm.SHA_512),
  RSA_PSS_SHA3_256(Family.RSA_PSS, DigestAlgorithm.SHA3_256),
  RSA_PSS_SHA3_384(Family.RSA_PSS, DigestAlgorithm.SHA3_384),
  RSA_PSS_SHA3_512(Family.RSA_PSS, DigestAlgorithm.SHA3_512),
  RSA_PKCS1_SHA256(
      Family.RSA_PKCS1, DigestAlgorithm.SHA_256, PKCSObjectIdentifiers.sha256WithRSAEncryption),
  RSA_PKCS1_SHA384(
      Family.RSA_PKCS1, DigestAlgorithm.SHA_384, PKCSObjectIdentifiers.sha384WithRSAEncryption),
  RSA_PKCS1_SHA512(
      Family.RSA_PKCS1, DigestAlgorithm.SHA_512, PKCSObjectIdentifiers.sha512WithRSAEncryption),
  RSA_PKCS1_SHA3_256(
      Family.RSA_PKCS1,
      DigestAlgorithm.SHA3_256,
      NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_256),
  RSA_PKCS1_SHA3_384(
      Family.RSA_PKCS1,
      DigestAlgorithm.SHA3_384,
      NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_384),
  RSA_PKCS1_SHA3_512(
      Family.RSA_PKCS1,
      DigestAlgorithm.SHA3_512,
      NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_512),
  ECDSA_SHA256(Family.ECDSA, DigestAlgorithm.SHA_256, X9ObjectIdentifiers.ecdsa_with_SHA256),
  ECDSA_SHA384(Family.ECDSA, DigestAlgorithm.SHA_384, X9ObjectIdentifiers.ecdsa_with_SHA384),
  ECDSA_SHA512(Family.ECDSA, DigestAlgorithm.SHA_512, X9ObjectIdentifiers.ecdsa_with_SHA512),
  ECDSA_SHA3_256(
      Family.ECDSA, DigestAlgorithm.SHA3_256, NISTObjectIdentifiers.id_ecdsa_with_sha3_256),
  ECDSA_SHA3_384(
      Family.ECDSA, DigestAlgorithm.SHA3_384, NISTObjectIdentifiers.id_ecdsa_with_sha3_384),
  ECDSA_SHA3_512(
      Family.ECDSA, DigestAlgorithm.SHA3_512, NISTObjectIdentifiers.id_ecdsa_with_sha3_512),
  /** RFC 8419: the digest of the content is SHA-512. */
  ED25519(Family.ED25519, DigestAlgorithm.SHA_512, EdECObjectIdentifiers.id_Ed25519),
  /** FIPS 204, pure, without context; RFC 9882: the digest of the content is SHA-512. */
  ML_DSA_65(Family.ML_DSA_65, DigestAlgorithm.SHA_512, NISTObjectIdentifiers.id_ml_dsa_65);

  /** What schemes that differ in their digest only have in common. */
  public enum Family {
    RSA_PSS("RSA"),
    RSA_PKCS1("RSA"),
    ECDSA("EC"),
    ED25519("Ed25519"),
    ML_DSA_65("ML-DSA-65");

    private final String keyAlgorithm;

    Family(String keyAlgorithm) {
      this.keyAlgorithm = keyAlgorithm;
    }
  }

  private static final int ED25519_BYTES = 64;
  private static final int ML_DSA_65_BYTES = 3309;

  private final Family family;
  private final DigestAlgorithm digest;
  private final AlgorithmIdentifier signature;
  private final @Nullable PSSParameterSpec pss;
  private final byte[] digestIdentifier;
  private final byte[] signatureIdentifier;

  /** RSASSA-PSS. */
  SignatureScheme(Family family, DigestAlgorithm digest) {
    this(
        family,
        digest,
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, pssParameters(digest)));
  }

  SignatureScheme(Family family, DigestAlgorithm digest, ASN1ObjectIdentifier signature) {
    this(
        family,
        digest,
        family == Family.RSA_PKCS1
            ? new AlgorithmIdentifier(signature, DERNull.INSTANCE)
            : new AlgorithmIdentifier(signature));
  }

  SignatureScheme(Family family, DigestAlgorithm digest, AlgorithmIdentifier signature) {
    this.family = family;
    this.digest = digest;
    this.signature = signature;
    this.pss =
        family == Family.RSA_PSS
            ? new PSSParameterSpec(
                digest.jca(),
                "MGF1",
                new MGF1ParameterSpec(digest.jca()),
                digest.bytes(),
                PSSParameterSpec.TRAILER_FIELD_BC)
            : null;
    this.digestIdentifier = encoded(new AlgorithmIdentifier(digest.oid()));
    this.signatureIdentifier = encoded(signature);
  }

  /** Empty for a pair that is not used. */
  public static Optional<SignatureScheme> of(Family family, DigestAlgorithm digest) {
    for (var scheme : values()) {
      if (scheme.family == family && scheme.digest == digest) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }

  /**
   * What a key is to sign with: what the rules say when its holder can do it, else the nearest to
   * it, RSA's padding before the digest.
   *
   * @param can what the holder of the private key can do with it; a key in a file can do all
   * @return empty when the key is too weak, of no kind we use, or its holder can do nothing we use
   */
  public static Optional<SignatureScheme> fitting(
      PublicKey key, SigningRules rules, Predicate<SignatureScheme> can) {
    return SchemeChoice.of(key, rules).stream().filter(can).findFirst();
  }

  /** Whether a key is strong enough and of the kind this is done with. */
  public boolean fits(PublicKey key) {
    return SchemeChoice.of(key, SigningRules.standard()).contains(this);
  }

  public Family family() {
    return family;
  }

  /** JCA name; RSASSA-PSS needs its {@link #parameters} beside it. */
  public String algorithm() {
    return switch (family) {
      case RSA_PSS -> "RSASSA-PSS";
      case RSA_PKCS1 -> digest.prefix() + "withRSA";
      case ECDSA -> digest.prefix() + "withECDSA";
      case ED25519, ML_DSA_65 -> family.keyAlgorithm;
    };
  }

  /** Empty for all but RSASSA-PSS. */
  public Optional<PSSParameterSpec> parameters() {
    return Optional.ofNullable(pss);
  }

  /** JCA name of the kind of key: RSA, EC, Ed25519 or ML-DSA-65. */
  public String keyAlgorithm() {
    return family.keyAlgorithm;
  }

  /** Of what is signed: the content and, with RSA and ECDSA, the signed attributes too. */
  public DigestAlgorithm digest() {
    return digest;
  }

  /** Of the signature's algorithm, in dots; that of RSASSA-PSS says nothing of its digest. */
  public String oid() {
    return signature.getAlgorithm().getId();
  }

  /** AlgorithmIdentifier of the digest in DER. */
  public byte[] digestIdentifier() {
    return digestIdentifier.clone();
  }

  /** AlgorithmIdentifier of the signature in DER, parameters included. */
  public byte[] signatureIdentifier() {
    return signatureIdentifier.clone();
  }

  /** The most octets a signature with this key can have; all but ECDSA's always have them. */
  public int maxLength(PublicKey key) {
    return switch (family) {
      case RSA_PSS, RSA_PKCS1 -> (((RSAPublicKey) key).getModulus().bitLength() + 7) / 8;
      case ECDSA -> ecdsaLength(SchemeChoice.curveBits(key));
      case ED25519 -> ED25519_BYTES;
      case ML_DSA_65 -> ML_DSA_65_BYTES;
    };
  }

  /** Whether a signature is the key's over the data; what is no signature at all is not. */
  public boolean holds(PublicKey key, byte[] data, byte[] made, CryptoProviders providers) {
    try {
      var verifier = providers.verifier(algorithm(), pss, key);
      verifier.update(data);
      return verifier.verify(made);
    } catch (SignatureException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Two INTEGERs, each with a leading zero when its highest bit is set. */
  private static int ecdsaLength(int bits) {
    var integer = 2 + bits / 8 + 1;
    return 2 * integer + (2 * integer < 0x80 ? 2 : 3);
  }

  /** RFC 4055: the digest within has NULL; RFC 9688: SHA-3 has nothing. */
  private static RSASSAPSSparams pssParameters(DigestAlgorithm digest) {
    var hash =
        digest.isSha3()
            ? new AlgorithmIdentifier(digest.oid())
            : new AlgorithmIdentifier(digest.oid(), DERNull.INSTANCE);
    return new RSASSAPSSparams(
        hash,
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash),
        new ASN1Integer(digest.bytes()),
        RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
  }

  private static byte[] encoded(AlgorithmIdentifier identifier) {
    try {
      return identifier.getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException("a constant has an encoding", e);
    }
  }
}
