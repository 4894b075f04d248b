package vn.congvan.signing.csc;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import vn.congvan.signing.csc.SigningService.Rejected;

/** What the service does with a hash and a key: CSC 2.0, 11.10, and RFC 8017. */
final class HashSignature {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String PSS = "1.2.840.113549.1.1.10";
  private static final String EC = "1.2.840.10045.2.1";

  private record Digest(String name, int length) {}

  private static final Map<String, Digest> DIGESTS =
      Map.of(
          "2.16.840.1.101.3.4.2.1", new Digest("SHA-256", 32),
          "2.16.840.1.101.3.4.2.2", new Digest("SHA-384", 48),
          "2.16.840.1.101.3.4.2.3", new Digest("SHA-512", 64),
          "2.16.840.1.101.3.4.2.8", new Digest("SHA3-256", 32),
          "2.16.840.1.101.3.4.2.9", new Digest("SHA3-384", 48),
          "2.16.840.1.101.3.4.2.10", new Digest("SHA3-512", 64));

  /** RSA's algorithms that name their digest, and which. */
  private static final Map<String, String> OF_RSA =
      Map.of(
          "1.2.840.113549.1.1.11", "2.16.840.1.101.3.4.2.1",
          "1.2.840.113549.1.1.12", "2.16.840.1.101.3.4.2.2",
          "1.2.840.113549.1.1.13", "2.16.840.1.101.3.4.2.3",
          "2.16.840.1.101.3.4.3.14", "2.16.840.1.101.3.4.2.8",
          "2.16.840.1.101.3.4.3.15", "2.16.840.1.101.3.4.2.9",
          "2.16.840.1.101.3.4.3.16", "2.16.840.1.101.3.4.2.10");

  private static final Map<String, String> OF_CURVES =
      Map.of(
          "1.2.840.10045.4.3.2", "2.16.840.1.101.3.4.2.1",
          "1.2.840.10045.4.3.3", "2.16.840.1.101.3.4.2.2",
          "1.2.840.10045.4.3.4", "2.16.840.1.101.3.4.2.3",
          "2.16.840.1.101.3.4.3.10", "2.16.840.1.101.3.4.2.8",
          "2.16.840.1.101.3.4.3.11", "2.16.840.1.101.3.4.2.9",
          "2.16.840.1.101.3.4.3.12", "2.16.840.1.101.3.4.2.10");

  private HashSignature() {}

  /** Of a hash of this algorithm, in octets. */
  static int length(String hashOid) throws Rejected {
    return digest(hashOid).length;
  }

  static byte[] sign(
      PrivateKey key, String algorithm, String parameters, String hashOid, byte[] hash)
      throws Rejected, GeneralSecurityException {
    var digest = digest(hashOid);
    var rsa = key instanceof RSAPrivateKey;
    Signature signature;
    var input = hash;
    if (rsa && algorithm.equals(PSS)) {
      requireSame(parameters, hashOid, digest);
      // The JDK pads only what it has digested itself.
      signature = Signature.getInstance("RAWRSASSA-PSS", PROVIDER);
      signature.setParameter(
          new PSSParameterSpec(
              digest.name, "MGF1", new MGF1ParameterSpec(digest.name), digest.length, 1));
    } else if (rsa && (algorithm.equals(RSA) || hashOid.equals(OF_RSA.get(algorithm)))) {
      signature = Signature.getInstance("NONEwithRSA");
      input = named(hashOid, hash);
    } else if (!rsa && (algorithm.equals(EC) || hashOid.equals(OF_CURVES.get(algorithm)))) {
      signature = Signature.getInstance("NONEwithECDSA");
    } else {
      throw new Rejected(400, "invalid_request", "Invalid parameter signAlgo");
    }
    signature.initSign(key);
    signature.update(input);
    return signature.sign();
  }

  private static Digest digest(String hashOid) throws Rejected {
    var digest = DIGESTS.get(hashOid);
    if (digest == null) {
      throw new Rejected(400, "invalid_request", "Invalid parameter hashAlgorithmOID");
    }
    return digest;
  }

  /** The parameters are to say the same digest for message and mask, and a salt as long. */
  private static void requireSame(String parameters, String hashOid, Digest digest)
      throws Rejected {
    if (parameters.isEmpty()) {
      throw new Rejected(400, "invalid_request", "Missing parameter signAlgoParams");
    }
    try {
      var given = RSASSAPSSparams.getInstance(Base64.getDecoder().decode(parameters));
      var mask = given.getMaskGenAlgorithm();
      if (given.getHashAlgorithm().getAlgorithm().getId().equals(hashOid)
          && mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
          && AlgorithmIdentifier.getInstance(mask.getParameters())
              .getAlgorithm()
              .getId()
              .equals(hashOid)
          && given.getSaltLength().intValueExact() == digest.length) {
        return;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Told below.
    }
    throw new Rejected(400, "invalid_request", "Invalid parameter signAlgoParams");
  }

  private static byte[] named(String hashOid, byte[] hash) {
    try {
      return new DigestInfo(
              new AlgorithmIdentifier(new ASN1ObjectIdentifier(hashOid), DERNull.INSTANCE), hash)
          .getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
