package vn.congvan.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import vn.congvan.trust.CryptoProviders;

/**
 * CMS SignedData (RFC 5652) as the PAdES baseline wants it (EN 319 142-1, 6.3): detached, in DER,
 * one signer, the chain without its root; signed are content-type, message-digest and
 * signing-certificate-v2, and no signing-time, which stands in the PDF.
 */
final class CmsSignature {
  private static final byte[] DATA = oid(CMSObjectIdentifiers.data);
  private static final byte[] SIGNED_DATA = oid(CMSObjectIdentifiers.signedData);
  private static final byte[] CONTENT_TYPE =
      Der.sequence(oid(CMSAttributes.contentType), Der.set(List.of(DATA)));
  private static final byte[] MESSAGE_DIGEST = oid(CMSAttributes.messageDigest);
  private static final byte[] SIGNING_CERTIFICATE =
      oid(PKCSObjectIdentifiers.id_aa_signingCertificateV2);

  private static final byte[] TIME_STAMP = oid(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
  private static final byte[] NOTHING = {};

  /** Lengths around a time-stamp may need as many octets more than without it. */
  private static final int LONGER_LENGTHS = 16;

  /** Of a time-stamp. */
  private static final int MOST_AROUND = TIME_STAMP.length + 4 * 4 + LONGER_LENGTHS;

  private static final int SET = 0x31;
  private static final int CONTEXT_0 = 0xA0;
  private static final int CONTEXT_1 = 0xA1;

  private final SigningKey key;
  private final SignatureScheme scheme;
  private final byte[] certificates;
  private final byte[] signerIdentifier;
  private final byte[] signingCertificate;
  private final int maxLength;

  /**
   * @throws CertificateEncodingException when a certificate of the key has no encoding
   */
  CmsSignature(SigningKey key, CryptoProviders providers) throws CertificateEncodingException {
    this.key = key;
    this.scheme = key.scheme();
    var encodings = new ArrayList<byte[]>();
    for (var certificate : key.chain()) {
      encodings.add(certificate.getEncoded());
    }
    this.certificates = Der.tagged(CONTEXT_0, Der.sorted(encodings));
    var own = key.certificate();
    var issuer = own.getIssuerX500Principal().getEncoded();
    var serial = Der.integer(own.getSerialNumber());
    this.signerIdentifier = Der.sequence(issuer, serial);
    this.signingCertificate = signingCertificate(own, providers);
    var dummyDigest = new byte[scheme.digest().bytes()];
    this.maxLength =
        signedData(signedAttributes(dummyDigest), new byte[scheme.maxLength(own.getPublicKey())])
            .length;
  }

  /** JCA name of the digest of what is signed. */
  String digest() {
    return scheme.digest().jca();
  }

  /** The most octets {@link #sign} returns when there is no time-stamp. */
  int maxLength() {
    return maxLength;
  }

  /**
   * Octets to set aside for a signature and a time-stamp on it.
   *
   * @param token the most octets the time-stamp has
   */
  int maxLength(int token) {
    return maxLength + timeStamp(new byte[token]).length + LONGER_LENGTHS;
  }

  /**
   * @param digest of what is signed, by the scheme's digest
   * @param room octets there are for all of it; at least {@link #maxLength()}
   * @param stamper gives a time-stamp (RFC 3161) on what the key has made, when it can
   */
  byte[] sign(byte[] digest, int room, Stamper stamper) {
    var attributes = signedAttributes(digest);
    var signature = key.sign(Der.tagged(SET, attributes));
    var plain = signedData(attributes, signature);
    var token = stamper.stamp(signature, room - plain.length - MOST_AROUND);
    return token.isEmpty() ? plain : signedData(attributes, signature, timeStamp(token.get()));
  }

  /** Gives time-stamps. */
  @FunctionalInterface
  interface Stamper {
    /**
     * @param signature of which the time is to be proved
     * @param room the most octets the token may have
     */
    Optional<byte[]> stamp(byte[] signature, int room);
  }

  /**
   * Unsigned attributes (RFC 5652, 5.3) with the signature's time-stamp (ETSI EN 319 122-1, 5.3).
   */
  private static byte[] timeStamp(byte[] token) {
    return Der.tagged(CONTEXT_1, Der.sequence(TIME_STAMP, Der.tagged(SET, token)));
  }

  /** The signed attributes as they are signed (RFC 5652, 5.4): what a device is sent. */
  byte[] toBeSigned(byte[] digest) {
    return Der.tagged(SET, signedAttributes(digest));
  }

  /** The whole of it, with what a device has made of {@link #toBeSigned}. */
  byte[] with(byte[] digest, byte[] signature) {
    return signedData(signedAttributes(digest), signature);
  }

  /**
   * RFC 5035: the certificate's SHA-256, the default and therefore not named. Its issuer is
   * optional there, says nothing that the hash does not, and is in the signer's identifier already.
   */
  private static byte[] signingCertificate(X509Certificate own, CryptoProviders providers)
      throws CertificateEncodingException {
    var hash = Der.octets(providers.sha256().digest(own.getEncoded()));
    var value = Der.sequence(Der.sequence(Der.sequence(hash)));
    return Der.sequence(SIGNING_CERTIFICATE, Der.set(List.of(value)));
  }

  private byte[] signedAttributes(byte[] digest) {
    var messageDigest = Der.sequence(MESSAGE_DIGEST, Der.set(List.of(Der.octets(digest))));
    return Der.sorted(List.of(CONTENT_TYPE, messageDigest, signingCertificate));
  }

  private byte[] signedData(byte[] attributes, byte[] signature) {
    return signedData(attributes, signature, NOTHING);
  }

  private byte[] signedData(byte[] attributes, byte[] signature, byte[] unsigned) {
    var signer =
        Der.sequence(
            Der.integer(1),
            signerIdentifier,
            scheme.digestIdentifier(),
            Der.tagged(CONTEXT_0, attributes),
            scheme.signatureIdentifier(),
            Der.octets(signature),
            unsigned);
    var signedData =
        Der.sequence(
            Der.integer(1),
            Der.set(List.of(scheme.digestIdentifier())),
            Der.sequence(DATA),
            certificates,
            Der.set(List.of(signer)));
    return Der.sequence(SIGNED_DATA, Der.tagged(CONTEXT_0, signedData));
  }

  private static byte[] oid(ASN1ObjectIdentifier identifier) {
    try {
      return identifier.getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException("a constant has an encoding", e);
    }
  }
}
