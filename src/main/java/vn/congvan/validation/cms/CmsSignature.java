package vn.congvan.validation.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CryptoProviders;

/**
 * One CMS signature over content that is elsewhere, or one RFC 3161 time-stamp token. Nothing here
 * says that the signature holds before {@link #holds} has said so.
 */
public final class CmsSignature {
  private static final String DATA = "1.2.840.113549.1.7.1";
  private static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";

  private final byte[] encoded;
  private final List<X509Certificate> certificates;
  private final X509Certificate signer;
  private final SignedAttributes attributes;
  private final Algorithms.Scheme scheme;
  private final byte[] signature;
  private final String digestAlgorithm;
  private final byte[] digest;
  private final @Nullable CmsProblem certificateDoubt;
  private final @Nullable Instant stampedAt;
  private final Unsigned unsigned;

  private CmsSignature(
      byte[] encoded,
      List<X509Certificate> certificates,
      X509Certificate signer,
      SignedAttributes attributes,
      Algorithms.Scheme scheme,
      byte[] signature,
      String digestAlgorithm,
      byte[] digest,
      @Nullable CmsProblem certificateDoubt,
      @Nullable Instant stampedAt,
      Unsigned unsigned) {
    this.encoded = encoded;
    this.certificates = certificates;
    this.signer = signer;
    this.attributes = attributes;
    this.scheme = scheme;
    this.signature = signature;
    this.digestAlgorithm = digestAlgorithm;
    this.digest = digest;
    this.certificateDoubt = certificateDoubt;
    this.stampedAt = stampedAt;
    this.unsigned = unsigned;
  }

  /**
   * Signs content that lies outside it.
   *
   * @param sha1 whether that digest is taken too; {@link #usesSha1} then says so
   */
  public static CmsSignature detached(
      byte[] padded, Certificates certificates, CryptoProviders providers, boolean sha1)
      throws CmsProblem {
    return read(padded, certificates, providers, false, sha1);
  }

  /** Stamps content that lies outside it. */
  public static CmsSignature timeStamp(
      byte[] padded, Certificates certificates, CryptoProviders providers) throws CmsProblem {
    return read(padded, certificates, providers, true, false);
  }

  private static CmsSignature read(
      byte[] padded,
      Certificates certificates,
      CryptoProviders providers,
      boolean stamp,
      boolean sha1)
      throws CmsProblem {
    try {
      return read(Envelope.open(padded), certificates, providers, stamp, sha1);
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException e) {
      // What Bouncy Castle throws at structures that are not what they should be.
      throw CmsProblem.format("cannot be decoded: " + e.getClass().getSimpleName());
    }
  }

  private static CmsSignature read(
      Envelope envelope,
      Certificates decoder,
      CryptoProviders providers,
      boolean stamp,
      boolean sha1)
      throws CmsProblem, IOException {
    var data = envelope.data();
    if (data.getSignerInfos().size() != 1) {
      throw CmsProblem.format("%d signers instead of one".formatted(data.getSignerInfos().size()));
    }
    var info = signerInfo(data.getSignerInfos().getObjectAt(0));
    var digestName = Algorithms.digest(info.getDigestAlgorithm(), sha1);
    var scheme = Algorithms.scheme(info.getDigestEncryptionAlgorithm(), digestName);
    checkListed(data.getDigestAlgorithms(), info.getDigestAlgorithm());
    var attributes = new SignedAttributes(info.getAuthenticatedAttributes());
    var content = data.getEncapContentInfo();
    var type = stamp ? TST_INFO : DATA;
    if (!content.getContentType().getId().equals(type)
        || !ASN1ObjectIdentifier.getInstance(attributes.require(SignedAttributes.CONTENT_TYPE))
            .getId()
            .equals(type)) {
      throw CmsProblem.format("a content type that is not " + type);
    }
    if (stamp == (content.getContent() == null)) {
      throw CmsProblem.format(stamp ? "an empty time-stamp" : "content inside the signature");
    }
    checkProtection(attributes, info);
    var certificates = decoder.decode(envelope.certificates());
    var signer = SigningCertificate.named(info.getSID(), certificates);
    Algorithms.checkKey(signer.getPublicKey(), scheme);
    var doubt = SigningCertificate.check(attributes, signer, providers);
    var digest =
        ASN1OctetString.getInstance(attributes.require(SignedAttributes.MESSAGE_DIGEST))
            .getOctets();
    Instant stampedAt = null;
    if (stamp) {
      var encoded = ASN1OctetString.getInstance(content.getContent()).getOctets();
      if (!Arrays.equals(providers.digest(digestName).digest(encoded), digest)) {
        throw CmsProblem.format("a time-stamp whose digest is not that of its content");
      }
      Der.check(encoded);
      var token = TSTInfo.getInstance(encoded);
      digestName = Algorithms.digest(token.getMessageImprint().getHashAlgorithm());
      digest = token.getMessageImprint().getHashedMessage();
      stampedAt = time(token);
    }
    return new CmsSignature(
        envelope.encoded(),
        certificates,
        signer,
        attributes,
        scheme,
        info.getEncryptedDigest().getOctets(),
        digestName,
        digest,
        doubt.orElse(null),
        stampedAt,
        Unsigned.of(info, data, attributes));
  }

  private static Instant time(TSTInfo token) throws CmsProblem {
    try {
      return token.getGenTime().getDate().toInstant();
    } catch (java.text.ParseException e) {
      throw CmsProblem.format("a time-stamp without time");
    }
  }

  /**
   * RFC 5652, section 5.3: signed attributes are [0], unsigned ones [1]. The library takes either
   * for what stands in its place, whatever its tag says it is.
   */
  private static SignerInfo signerInfo(ASN1Encodable encoded) throws CmsProblem {
    var tags = new ArrayList<Integer>();
    for (var part : ASN1Sequence.getInstance(encoded)) {
      if (part instanceof ASN1TaggedObject tagged) {
        tags.add(tagged.getTagNo());
      }
    }
    // A signer named by its key has a [0] of its own.
    var info = SignerInfo.getInstance(encoded);
    var wanted = new ArrayList<Integer>();
    if (info.getSID().getId() instanceof ASN1OctetString) {
      wanted.add(0);
    }
    if (info.getAuthenticatedAttributes() != null) {
      wanted.add(0);
    }
    if (info.getUnauthenticatedAttributes() != null) {
      wanted.add(1);
    }
    if (!tags.equals(wanted)) {
      throw CmsProblem.format("a signer whose parts are not those of the standard");
    }
    return info;
  }

  /** RFC 5652, section 5.1: readers that make the digests on the way know them from this list. */
  private static void checkListed(ASN1Set listed, AlgorithmIdentifier digest) throws CmsProblem {
    for (var item : listed) {
      if (AlgorithmIdentifier.getInstance(item).getAlgorithm().equals(digest.getAlgorithm())) {
        return;
      }
    }
    throw CmsProblem.format("a digest that is not among those it lists");
  }

  /** RFC 6211. */
  private static void checkProtection(SignedAttributes attributes, SignerInfo info)
      throws CmsProblem {
    var value = attributes.get(SignedAttributes.ALGORITHM_PROTECTION);
    if (value != null) {
      var protection = CMSAlgorithmProtection.getInstance(value);
      if (!info.getDigestAlgorithm().equals(protection.getDigestAlgorithm())
          || !info.getDigestEncryptionAlgorithm().equals(protection.getSignatureAlgorithm())) {
        throw CmsProblem.format("algorithms other than those the signer protected");
      }
    }
  }

  /** Whether it is RSA with the padding of PKCS#1 v1.5 (RFC 8017, section 8.2). */
  public boolean isPkcs1() {
    return scheme.keyKind().equals("RSA") && scheme.pss() == null;
  }

  /** Whether it depends on SHA-1. */
  public boolean usesSha1() {
    return scheme.jca().startsWith("SHA1") || digestAlgorithm.equals(Algorithms.SHA1);
  }

  /** The kind of the signer's key: RSA, EC, Ed25519 or ML-DSA-65. */
  public String keyKind() {
    return scheme.keyKind().equals("EdDSA") ? "Ed25519" : scheme.keyKind();
  }

  /** The length of the signer's key; 0 where its kind has but one. */
  public int keyBits() {
    return Algorithms.bits(signer.getPublicKey());
  }

  /** Time-stamp tokens over {@link #value}, as they came; none of them looked at. */
  public List<byte[]> timeStamps() {
    return unsigned.timeStamps();
  }

  /** OCSP responses that came with the signature; none of them looked at. */
  public List<byte[]> ocsps() {
    return unsigned.ocsps();
  }

  /** Revocation lists that came with the signature; none of them looked at. */
  public List<byte[]> crls() {
    return unsigned.crls();
  }

  /** JCA name of the digest to make of the content. */
  public String digestAlgorithm() {
    return digestAlgorithm;
  }

  /** Whether this is the digest that was signed, or stamped. */
  public boolean isOver(byte[] contentDigest) {
    return Arrays.equals(digest, contentDigest);
  }

  /** As it stands in the file, without the zeros after it. Not a copy; for reading only. */
  public byte[] encoded() {
    return encoded;
  }

  /**
   * What the signer's key made; a time-stamp in the signature is over it. Not a copy; for reading
   * only.
   */
  public byte[] value() {
    return signature;
  }

  /** What the signer's key signed: the attributes, and through them the content. */
  public byte[] signedAttributes() {
    return attributes.encoded();
  }

  public X509Certificate signer() {
    return signer;
  }

  /** All that came along, the signer's included; not trusted. */
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** Why it is not proved that the signer meant this certificate; empty when it is. */
  public Optional<CmsProblem> certificateDoubt() {
    return Optional.ofNullable(certificateDoubt);
  }

  /** A signed attribute that PAdES forbids: the time is in the PDF, /M. */
  public boolean hasSigningTime() {
    return attributes.get(SignedAttributes.SIGNING_TIME) != null;
  }

  /** Empty but for a time-stamp. */
  public Optional<Instant> stampedAt() {
    return Optional.ofNullable(stampedAt);
  }

  /** Whether the signer's key made this signature. */
  public boolean holds(CryptoProviders providers) {
    return holds(providers, signer.getPublicKey());
  }

  private boolean holds(CryptoProviders providers, PublicKey key) {
    try {
      var verifier = providers.verifier(scheme.jca(), scheme.pss(), key);
      verifier.update(attributes.encoded());
      return verifier.verify(signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Providers throw at keys and signatures of a wrong shape; it does not hold.
      return false;
    }
  }
}
