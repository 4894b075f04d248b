package vn.congvan.signing.pkcs11;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import vn.congvan.signing.DigestAlgorithm;
import vn.congvan.signing.SignatureScheme;
import vn.congvan.trust.CryptoProviders;

/**
 * How a token is asked for a signature of a scheme: its mechanism, and what the mechanism wants to
 * be given. The digest is made here, so that the token's slow line carries 32 octets.
 */
record Way(SignatureScheme scheme, Cryptoki.Mechanism mechanism) {

  /** Empty when the token has no mechanism for it. */
  static Optional<Way> of(SignatureScheme scheme, Set<Long> offered) {
    var mechanism =
        switch (scheme.family()) {
          case RSA_PSS -> pss(scheme.digest());
          case RSA_PKCS1 -> Optional.of(new Cryptoki.Mechanism(Ck.CKM_RSA_PKCS, List.of()));
          case ECDSA -> Optional.of(new Cryptoki.Mechanism(Ck.CKM_ECDSA, List.of()));
          case ED25519 -> Optional.of(new Cryptoki.Mechanism(Ck.CKM_EDDSA, List.of()));
          case ML_DSA_65 -> Optional.<Cryptoki.Mechanism>empty();
        };
    return mechanism.filter(m -> offered.contains(m.type())).map(m -> new Way(scheme, m));
  }

  private static Optional<Cryptoki.Mechanism> pss(DigestAlgorithm digest) {
    var salt = (long) digest.bytes();
    return Optional.ofNullable(
            switch (digest) {
              case SHA_256 -> List.of(Ck.CKM_SHA256, Ck.CKG_MGF1_SHA256, salt);
              case SHA_384 -> List.of(Ck.CKM_SHA384, Ck.CKG_MGF1_SHA384, salt);
              case SHA_512 -> List.of(Ck.CKM_SHA512, Ck.CKG_MGF1_SHA512, salt);
              case SHA3_256, SHA3_384, SHA3_512 -> null;
            })
        .map(parameter -> new Cryptoki.Mechanism(Ck.CKM_RSA_PKCS_PSS, parameter));
  }

  /** What the token signs for these bytes to be signed. */
  byte[] input(byte[] data, CryptoProviders providers) {
    return switch (scheme.family()) {
      case ED25519, ML_DSA_65 -> data;
      case RSA_PSS, ECDSA -> digest(data, providers);
      case RSA_PKCS1 -> digestInfo(digest(data, providers));
    };
  }

  /** The signature as CMS has it, of what the token answered. */
  byte[] signature(byte[] answer) {
    return scheme.family() == SignatureScheme.Family.ECDSA ? twoIntegers(answer) : answer;
  }

  private byte[] digest(byte[] data, CryptoProviders providers) {
    return providers.digest(scheme.digest().jca()).digest(data);
  }

  /** RFC 8017, 9.2: here the digest's identifier has NULL; that of SHA-3 has too (RFC 9688). */
  private byte[] digestInfo(byte[] digest) {
    var named = AlgorithmIdentifier.getInstance(scheme.digestIdentifier()).getAlgorithm();
    try {
      return new DigestInfo(new AlgorithmIdentifier(named, DERNull.INSTANCE), digest)
          .getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("a digest has an encoding", e);
    }
  }

  /** PKCS#11 puts r and s side by side; X.509 and CMS have a sequence of two. */
  private static byte[] twoIntegers(byte[] answer) {
    var half = answer.length / 2;
    var r = new BigInteger(1, Arrays.copyOfRange(answer, 0, half));
    var s = new BigInteger(1, Arrays.copyOfRange(answer, half, answer.length));
    try {
      return new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)})
          .getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("two numbers have an encoding", e);
    }
  }
}
