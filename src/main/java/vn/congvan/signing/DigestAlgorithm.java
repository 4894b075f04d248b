package vn.congvan.signing;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;

/** The digests a signature may be made with (FIPS 180-4, FIPS 202); there is no weaker one. */
public enum DigestAlgorithm {
  SHA_256("SHA-256", 32, NISTObjectIdentifiers.id_sha256),
  SHA_384("SHA-384", 48, NISTObjectIdentifiers.id_sha384),
  SHA_512("SHA-512", 64, NISTObjectIdentifiers.id_sha512),
  SHA3_256("SHA3-256", 32, NISTObjectIdentifiers.id_sha3_256),
  SHA3_384("SHA3-384", 48, NISTObjectIdentifiers.id_sha3_384),
  SHA3_512("SHA3-512", 64, NISTObjectIdentifiers.id_sha3_512);

  private final String jca;
  private final int bytes;
  private final ASN1ObjectIdentifier oid;

  DigestAlgorithm(String jca, int bytes, ASN1ObjectIdentifier oid) {
    this.jca = jca;
    this.bytes = bytes;
    this.oid = oid;
  }

  /** JCA name, for example {@code SHA-256}. */
  public String jca() {
    return jca;
  }

  /** Octets of a digest. */
  public int bytes() {
    return bytes;
  }

  ASN1ObjectIdentifier oid() {
    return oid;
  }

  boolean isSha3() {
    return ordinal() >= SHA3_256.ordinal();
  }

  /** As JCA names of signatures begin, for example {@code SHA256} and {@code SHA3-256}. */
  String prefix() {
    return isSha3() ? jca : jca.replace("-", "");
  }

  /** Of the same family, and not below so many octets. */
  DigestAlgorithm atLeast(int octets) {
    var fitting = this;
    while (fitting.bytes < octets) {
      fitting = values()[fitting.ordinal() + 1];
    }
    return fitting;
  }

  /** SHA-2 of the same length, which everybody knows. */
  DigestAlgorithm sha2() {
    return isSha3() ? values()[ordinal() - SHA3_256.ordinal()] : this;
  }
}
