package vn.congvan.signing;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import vn.congvan.document.Refused;
import vn.congvan.trust.CryptoProviders;

/**
 * A CMS that a device's own software made. It goes into the file as it came, so it is held to all
 * that the baseline demands of ours (EN 319 142-1, 6.3), and to what was prepared.
 */
final class DeviceCms {
  private final PendingSignature pending;
  private final CryptoProviders providers;

  DeviceCms(PendingSignature pending, CryptoProviders providers) {
    this.pending = pending;
    this.providers = providers;
  }

  /**
   * @throws vn.congvan.document.Refused when it is not what was asked for
   */
  byte[] checked(byte[] encoded) {
    try {
      var read = ASN1Primitive.fromByteArray(encoded);
      require(
          read != null && Arrays.equals(read.getEncoded("DER"), encoded),
          "không mã hóa DER",
          "it is not in DER");
      check(ContentInfo.getInstance(read));
      return encoded;
    } catch (Refused e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The library's parsers fail in every way on what is spoilt.
      throw DeviceSigner.wrong("không phải CMS", "it is no CMS");
    }
  }

  private void check(ContentInfo content) throws IOException {
    require(
        CMSObjectIdentifiers.signedData.equals(content.getContentType()),
        "không phải SignedData",
        "it is no SignedData");
    var data = SignedData.getInstance(content.getContent());
    require(
        CMSObjectIdentifiers.data.equals(data.getEncapContentInfo().getContentType())
            && data.getEncapContentInfo().getContent() == null,
        "mang theo nội dung",
        "it carries its content");
    require(data.getSignerInfos().size() == 1, "phải có một người ký", "it needs one signer");
    var signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    // The library reads over a wrong tag; written again it would be another.
    require(
        isAsWritten(content.getContent(), data)
            && isAsWritten(data.getSignerInfos().getObjectAt(0), signer),
        "cấu trúc sai",
        "it is not built as it should be");
    require(
        data.getVersion().hasValue(1)
            && signer.getVersion().hasValue(1)
            && data.getCRLs() == null
            && data.getDigestAlgorithms().size() == 1
            && isDigest(data.getDigestAlgorithms().getObjectAt(0)),
        "phiên bản, hàm băm hoặc CRL không đúng",
        "its versions, digests or revocation lists are not as they should be");
    require(
        holdsCertificate(data.getCertificates()),
        "thiếu chứng thư đã nêu",
        "the named certificate is not in it");
    checkSigner(signer);
    checkAttributes(signer);
  }

  private static boolean isAsWritten(ASN1Encodable given, ASN1Encodable understood)
      throws IOException {
    return Arrays.equals(
        given.toASN1Primitive().getEncoded("DER"), understood.toASN1Primitive().getEncoded("DER"));
  }

  private void checkSigner(SignerInfo signer) throws IOException {
    var scheme = pending.key().scheme();
    var own = pending.key().certificate();
    var named =
        new IssuerAndSerialNumber(
            X500Name.getInstance(own.getIssuerX500Principal().getEncoded()), own.getSerialNumber());
    require(
        // By their octets: two names that differ in the case of a letter are equal else.
        Arrays.equals(
            signer.getSID().getId().toASN1Primitive().getEncoded("DER"),
            named.toASN1Primitive().getEncoded("DER")),
        "người ký không phải chứng thư đã nêu",
        "its signer is not the named certificate");
    require(isDigest(signer.getDigestAlgorithm()), "hàm băm khác", "its digest is another");
    var algorithm = signer.getDigestEncryptionAlgorithm();
    var same =
        Arrays.equals(algorithm.getEncoded("DER"), scheme.signatureIdentifier())
            // RFC 3370, 3.2: an older way to name the same, which much software writes.
            || scheme.family() == SignatureScheme.Family.RSA_PKCS1
                && algorithm.equals(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE));
    require(same, "thuật toán ký khác", "its algorithm is another");
  }

  /** RFC 5754, 2: without parameters, or with NULL. */
  private boolean isDigest(ASN1Encodable given) {
    var wanted =
        AlgorithmIdentifier.getInstance(pending.key().scheme().digestIdentifier()).getAlgorithm();
    var algorithm = AlgorithmIdentifier.getInstance(given);
    return algorithm.equals(new AlgorithmIdentifier(wanted))
        || algorithm.equals(new AlgorithmIdentifier(wanted, DERNull.INSTANCE));
  }

  private void checkAttributes(SignerInfo signer) throws IOException {
    require(
        signer.getUnauthenticatedAttributes() == null,
        "có thuộc tính không được ký",
        "it has unsigned attributes");
    var set = signer.getAuthenticatedAttributes();
    require(set != null, "không có thuộc tính được ký", "it has no signed attributes");
    var attributes = new AttributeTable(set);
    require(
        attributes.get(CMSAttributes.signingTime) == null,
        "có signing-time (thời gian ký ghi trong PDF)",
        "it has a signing-time, which belongs into the PDF");
    require(
        CMSObjectIdentifiers.data.equals(one(attributes, CMSAttributes.contentType)),
        "content-type sai",
        "its content-type is wrong");
    var digest = ASN1OctetString.getInstance(one(attributes, CMSAttributes.messageDigest));
    require(
        MessageDigest.isEqual(digest.getOctets(), pending.digest()),
        "ký tài liệu khác",
        "it is of another document");
    checkSigningCertificate(attributes);
    requireHolds(set, signer.getEncryptedDigest().getOctets());
  }

  /** RFC 5035. */
  private void checkSigningCertificate(AttributeTable attributes) throws IOException {
    var named =
        SigningCertificateV2.getInstance(
            one(attributes, PKCSObjectIdentifiers.id_aa_signingCertificateV2));
    var first = named.getCerts()[0];
    var digest =
        switch (first.getHashAlgorithm().getAlgorithm().getId()) {
          case "2.16.840.1.101.3.4.2.1" -> "SHA-256";
          case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
          case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
          default ->
              throw DeviceSigner.wrong(
                  "signing-certificate-v2 dùng hàm băm lạ",
                  "its signing-certificate-v2 has an unknown digest");
        };
    try {
      require(
          MessageDigest.isEqual(
              first.getCertHash(),
              providers.digest(digest).digest(pending.key().certificate().getEncoded())),
          "signing-certificate-v2 nêu chứng thư khác",
          "its signing-certificate-v2 names another certificate");
    } catch (CertificateEncodingException e) {
      throw new IOException(e);
    }
  }

  private void requireHolds(ASN1Set attributes, byte[] signature) throws IOException {
    var key = pending.key();
    var publicKey = key.certificate().getPublicKey();
    if (!key.scheme().holds(publicKey, attributes.getEncoded("DER"), signature, providers)) {
      throw DeviceSigner.wrong("chữ ký không khớp", "its signature does not hold");
    }
  }

  private boolean holdsCertificate(@org.jspecify.annotations.Nullable ASN1Set certificates)
      throws IOException {
    if (certificates != null) {
      for (var certificate : certificates) {
        try {
          if (Arrays.equals(
              certificate.toASN1Primitive().getEncoded("DER"),
              pending.key().certificate().getEncoded())) {
            return true;
          }
        } catch (CertificateEncodingException e) {
          throw new IOException(e);
        }
      }
    }
    return false;
  }

  private static ASN1Encodable one(AttributeTable attributes, ASN1ObjectIdentifier type) {
    var all = attributes.getAll(type);
    require(all.size() == 1, "thiếu hoặc thừa thuộc tính", "an attribute is missing or twice");
    var values = Attribute.getInstance(all.get(0)).getAttrValues();
    require(values.size() == 1, "thuộc tính nhiều giá trị", "an attribute has several values");
    return values.getObjectAt(0);
  }

  private static void require(boolean holds, String vi, String en) {
    if (!holds) {
      throw DeviceSigner.wrong(vi, en);
    }
  }
}
