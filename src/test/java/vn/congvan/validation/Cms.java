package vn.congvan.validation;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

/**
 * Makes CMS signatures piece by piece, so that each piece can be made wrong. As it starts, it makes
 * sound PAdES baseline signatures.
 */
public final class Cms {
  public static final String DATA = "1.2.840.113549.1.7.1";
  public static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
  public static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
  public static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  public static final String SIGNING_TIME = "1.2.840.113549.1.9.5";
  public static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";

  private final Made signer;
  private final String algorithm;
  private final String digest;

  /** What the digest is said to be; the true one until changed. */
  public AlgorithmIdentifier declaredDigest;

  public AlgorithmIdentifier declaredSignature;
  public List<X509Certificate> certificates;

  /** Named by the signer's identifier, and by the signed attribute. */
  public X509Certificate identified;

  public X509Certificate meant;

  /** Put into the signature itself; nothing until changed. */
  public byte @Nullable [] content;

  public String contentType = DATA;
  public Consumer<List<Attribute>> attributes = list -> {};
  public Consumer<List<ASN1Encodable>> signers = list -> {};

  /** Each makes a time-stamp over the signature that is put into it. */
  final List<UnaryOperator<byte[]>> tokens = new ArrayList<>();

  /** When a time-stamp says it was made. */
  Instant stampedAt = Certificates.NOW;

  public Cms(Made signer, String algorithm, String digest) {
    this.signer = signer;
    this.algorithm = algorithm;
    this.digest = digest;
    this.declaredDigest = digestIdentifier(digest);
    this.declaredSignature = signatureIdentifier(algorithm, digest);
    this.certificates = signer.chain();
    this.identified = signer.certificate();
    this.meant = signer.certificate();
  }

  public static Cms by(Made signer) {
    var algorithm = signer.keyAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new Cms(signer, algorithm, "SHA-256");
  }

  /** Longer than other signatures. */
  public boolean isLong() {
    return algorithm.startsWith("ML-DSA") || !tokens.isEmpty();
  }

  public String digest() {
    return digest;
  }

  public static AlgorithmIdentifier digestIdentifier(String name) {
    return new AlgorithmIdentifier(
        new DefaultDigestAlgorithmIdentifierFinder().find(name).getAlgorithm());
  }

  public static AlgorithmIdentifier signatureIdentifier(String algorithm, String digest) {
    if (algorithm.equals("RSASSA-PSS")) {
      var hash = new AlgorithmIdentifier(digestIdentifier(digest).getAlgorithm(), DERNull.INSTANCE);
      return new AlgorithmIdentifier(
          new ASN1ObjectIdentifier("1.2.840.113549.1.1.10"),
          new RSASSAPSSparams(
              hash,
              new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.113549.1.1.8"), hash),
              new ASN1Integer(bytes(digest)),
              new ASN1Integer(1)));
    }
    return new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm);
  }

  private static int bytes(String digest) {
    return Integer.parseInt(digest.substring(digest.indexOf('-') + 1)) / 8;
  }

  /** A signature over content of this digest. */
  public byte[] over(byte[] contentDigest) {
    try {
      var infos = new ArrayList<ASN1Encodable>();
      infos.add(signerInfo(contentDigest));
      signers.accept(infos);
      var data =
          new SignedData(
              new DERSet(declaredDigest),
              new ContentInfo(
                  new ASN1ObjectIdentifier(contentType),
                  content == null ? null : new DEROctetString(content)),
              set(certificates()),
              null,
              set(infos));
      return new ContentInfo(new ASN1ObjectIdentifier("1.2.840.113549.1.7.2"), data)
          .getEncoded("DER");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A time-stamp token over content of this digest. */
  public byte[] stampOver(byte[] contentDigest) {
    try {
      var info =
          new TSTInfo(
              new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"),
              new MessageImprint(digestIdentifier(digest), contentDigest),
              new ASN1Integer(7),
              new ASN1GeneralizedTime(Date.from(stampedAt)),
              null,
              null,
              null,
              null,
              null);
      contentType = TST_INFO;
      content = info.getEncoded("DER");
      return over(digest(content));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance(digest).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public SignerInfo signerInfo(byte[] contentDigest) throws IOException, GeneralSecurityException {
    var list = new ArrayList<Attribute>();
    list.add(attribute(CONTENT_TYPE, new ASN1ObjectIdentifier(contentType)));
    list.add(attribute(MESSAGE_DIGEST, new DEROctetString(contentDigest)));
    list.add(
        attribute(
            SIGNING_CERTIFICATE_V2,
            new SigningCertificateV2(
                new ESSCertIDv2(MessageDigest.getInstance("SHA-256").digest(meant.getEncoded())))));
    attributes.accept(list);
    var vector = new ASN1EncodableVector();
    list.forEach(vector::add);
    var encoded = new DERSet(vector).getEncoded("DER");
    var signature = sign(list.isEmpty() ? new byte[0] : encoded);
    return new SignerInfo(
        new SignerIdentifier(
            new IssuerAndSerialNumber(
                X500Name.getInstance(identified.getIssuerX500Principal().getEncoded()),
                identified.getSerialNumber())),
        declaredDigest,
        list.isEmpty() ? null : new DERSet(vector),
        declaredSignature,
        new DEROctetString(signature),
        stamps(signature));
  }

  private @Nullable DERSet stamps(byte[] signature) throws IOException {
    if (tokens.isEmpty()) {
      return null;
    }
    var values = new ASN1EncodableVector();
    for (var token : tokens) {
      values.add(ASN1Primitive.fromByteArray(token.apply(signature)));
    }
    return new DERSet(
        new Attribute(new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.14"), new DERSet(values)));
  }

  /** With a time-stamp in it. */
  Cms stampedBy(Made stamper, Instant at) {
    tokens.add(
        signature -> {
          var token = Cms.by(stamper);
          token.stampedAt = at;
          return token.stampOver(token.digest(signature));
        });
    return this;
  }

  private byte[] sign(byte[] bytes) throws GeneralSecurityException {
    var signature =
        People.PROVIDERS.signer(
            algorithm,
            algorithm.equals("RSASSA-PSS")
                ? new PSSParameterSpec(
                    digest, "MGF1", new MGF1ParameterSpec(digest), bytes(digest), 1)
                : null,
            signer.key());
    signature.update(bytes);
    return signature.sign();
  }

  public static Attribute attribute(String type, ASN1Encodable value) {
    return new Attribute(new ASN1ObjectIdentifier(type), new DERSet(value));
  }

  public static void drop(List<Attribute> list, String type) {
    list.removeIf(attribute -> attribute.getAttrType().getId().equals(type));
  }

  private List<ASN1Encodable> certificates() throws IOException, GeneralSecurityException {
    var list = new ArrayList<ASN1Encodable>();
    for (var certificate : certificates) {
      list.add(ASN1Primitive.fromByteArray(certificate.getEncoded()));
    }
    return list;
  }

  private static DERSet set(List<ASN1Encodable> items) {
    var vector = new ASN1EncodableVector();
    items.forEach(vector::add);
    return new DERSet(vector);
  }
}
