package vn.congvan.validation.attacks;

import static vn.congvan.validation.attacks.Attack.FORMAT;
import static vn.congvan.validation.attacks.Attack.WRONG;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import vn.congvan.validation.Cms;
import vn.congvan.validation.PdfDraft;
import vn.congvan.validation.People;

/**
 * What somebody without the key can do to a CMS. No signature covers the gap of the last one, so
 * nothing else in the file says that it was changed.
 */
final class CmsSurgery {
  private CmsSurgery() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    signers(attacks);
    algorithms(attacks);
    signatures(attacks);
    certificates(attacks);
    return attacks;
  }

  /** The signed attributes said to be those that nobody signed. */
  private static byte[] retagged(byte[] cms) {
    try {
      var attributes = PdfDraft.text(new CmsParts(cms).attributes().getEncoded("DL")).substring(1);
      var changed = cms.clone();
      changed[PdfDraft.text(cms).lastIndexOf(attributes) - 1] = (byte) 0xa1;
      return changed;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void signers(List<Attack> to) {
    to.add(
        cms(
            Rule.R15,
            "signed attributes said to be unsigned ones",
            FORMAT,
            "a signer whose parts are not those of the standard",
            CmsSurgery::retagged));
    to.add(cms(Rule.R15, "no signer", FORMAT, "0 signers instead of one", noSigner()));
    to.add(
        cms(
                Rule.R15,
                "the signer twice",
                FORMAT,
                "(?:2 signers instead of one|cannot be decoded)",
                CmsParts.parts(p -> p.signers = new ArrayList<>(List.of(p.signer(), p.signer()))))
            .on(CmsSurgery::hasRoom));
    to.add(
        cms(
                Rule.R15,
                "a second signer with a signature of zeros",
                FORMAT,
                "2 signers instead of one",
                CmsParts.parts(
                    p -> {
                      var first = p.signer();
                      p.signature = new DEROctetString(new byte[8]);
                      p.attributes = null;
                      p.signers = new ArrayList<>(List.of(first, p.signer()));
                    }))
            .on(CmsSurgery::hasRoom));
    to.add(
        cms(
            Rule.R15,
            "no signed attributes",
            FORMAT,
            "no signed attributes",
            CmsParts.parts(p -> p.attributes = null)));
    to.add(
        cms(
            Rule.R15,
            "an empty set of signed attributes",
            FORMAT,
            "no signed attributes",
            CmsParts.parts(p -> p.attributes = new DERSet())));
    to.add(
        cms(
            Rule.R15,
            "a content type of its own",
            FORMAT,
            "a content type that is not",
            CmsParts.parts(p -> p.contentType = new ASN1ObjectIdentifier("1.2.840.113549.1.7.5"))));
    to.add(
        cms(
                Rule.R15,
                "content inside",
                FORMAT,
                "content inside the signature",
                CmsParts.parts(p -> p.content = new DEROctetString(new byte[0])))
            .on(CmsSurgery::hasRoom)
            .on(p -> !isStamp(p)));
    to.add(
        cms(
                Rule.R15,
                "a time-stamp without content",
                FORMAT,
                "(?:an empty time-stamp|a content type)",
                CmsParts.parts(p -> p.content = null))
            .on(CmsSurgery::isStamp));
    for (var type : List.of(Cms.CONTENT_TYPE, Cms.MESSAGE_DIGEST)) {
      to.add(
          cms(
              Rule.R15,
              "without the attribute " + type,
              FORMAT,
              "no attribute " + type,
              CmsParts.parts(p -> p.attributes = without(p.attributes(), type))));
      to.add(
          cms(
                  Rule.R15,
                  "the attribute %s twice".formatted(type),
                  FORMAT,
                  "not once",
                  CmsParts.parts(p -> p.attributes = twice(p.attributes(), type)))
              .on(CmsSurgery::hasRoom));
    }
  }

  private static UnaryOperator<byte[]> noSigner() {
    return cms -> {
      var info = ContentInfo.getInstance(cms);
      var data = SignedData.getInstance(info.getContent());
      var none =
          new SignedData(
              data.getDigestAlgorithms(),
              data.getEncapContentInfo(),
              data.getCertificates(),
              null,
              new DERSet());
      try {
        return new ContentInfo(info.getContentType(), none).getEncoded("DER");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static boolean isStamp(Parent parent) {
    return parent.signature().contains("ETSI.RFC3161");
  }

  /** Some of our files have a gap exactly as long as what is in it. */
  static boolean hasRoom(Parent parent) {
    return Parent.contents(parent.signature()).endsWith("0".repeat(1000));
  }

  private static DERSet without(ASN1Set attributes, String type) {
    var kept = new ArrayList<ASN1Encodable>();
    attributes.forEach(kept::add);
    kept.removeIf(a -> Attribute.getInstance(a).getAttrType().getId().equals(type));
    return CmsParts.set(kept);
  }

  private static DERSet twice(ASN1Set attributes, String type) {
    var kept = new ArrayList<ASN1Encodable>();
    for (var attribute : attributes) {
      kept.add(attribute);
      if (Attribute.getInstance(attribute).getAttrType().getId().equals(type)) {
        kept.add(attribute);
      }
    }
    return CmsParts.set(kept);
  }

  private static void algorithms(List<Attack> to) {
    to.add(
        cms(
                Rule.R16,
                "the digest said to be SHA-512",
                FORMAT,
                "do not agree",
                CmsParts.parts(p -> p.digest = Cms.digestIdentifier("SHA-512")))
            .on(p -> !p.name.contains("PSS")));
    to.add(
        weak(
            "the digest said to be SHA-1",
            "digest",
            p -> p.digest = Cms.digestIdentifier("SHA-1")));
    to.add(
        weak("the digest said to be MD5", "digest", p -> p.digest = Cms.digestIdentifier("MD5")));
    to.add(
        weak(
                "the digest of a name nobody knows",
                "digest",
                p ->
                    p.digest =
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.7")))
            .on(CmsSurgery::hasRoom));
    to.add(
        weak(
                "the algorithm said to be SHA-1 with RSA",
                "RSA with SHA-1",
                p -> p.algorithm = Cms.signatureIdentifier("SHA1withRSA", "SHA-1"))
            .on(CmsSurgery::hasRoom));
    to.add(
        weak(
                "the algorithm of a name nobody knows",
                "algorithm",
                p ->
                    p.algorithm =
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.7")))
            .on(CmsSurgery::hasRoom));
    to.add(
        cms(
            Rule.R16,
            "the algorithm said to be Ed25519",
            FORMAT,
            "do not agree",
            CmsParts.parts(
                p ->
                    p.algorithm =
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112")))));
    to.add(
        cms(
                Rule.R16,
                "the algorithm said to be one for another key",
                FORMAT,
                "(?:the certificate's key is not one for|other than those the signer protected)",
                CmsParts.parts(
                    p ->
                        p.algorithm =
                            isRsa(p)
                                ? Cms.signatureIdentifier("SHA256withECDSA", "SHA-256")
                                : Cms.signatureIdentifier("SHA256withRSA", "SHA-256")))
            .on(CmsSurgery::hasRoom));
    to.add(
        cms(
                Rule.R16,
                "RSASSA-PSS said to have another digest",
                FORMAT,
                "(?:do not agree|the certificate's key is not one for)",
                CmsParts.parts(p -> p.algorithm = Cms.signatureIdentifier("RSASSA-PSS", "SHA-512")))
            .on(CmsSurgery::hasRoom));
  }

  private static boolean isRsa(CmsParts parts) {
    return parts.algorithm.getAlgorithm().getId().startsWith("1.2.840.113549");
  }

  private static Attack weak(String name, String what, CmsParts.Change change) {
    return cms(
        Rule.R16,
        name,
        "VERIFY.WEAK_ALGORITHM",
        what + " .*cannot be relied on",
        CmsParts.parts(change));
  }

  private static void signatures(List<Attack> to) {
    to.add(
        cms(
            Rule.R16,
            "no digest listed",
            FORMAT,
            "a digest that is not among those it lists",
            CmsParts.parts(p -> p.digests = new DERSet())));
    to.add(
        cms(
            Rule.R16,
            "SHA-512 listed only",
            FORMAT,
            "a digest that is not among those it lists",
            CmsParts.parts(p -> p.digests = new DERSet(Cms.digestIdentifier("SHA-512")))));
    to.add(
        cms(
            Rule.R16,
            "a signature of zeros",
            WRONG,
            "not made with the key",
            CmsParts.parts(
                p -> p.signature = new DEROctetString(new byte[p.signature.getOctets().length]))));
    to.add(
        cms(
            Rule.R16,
            "an empty signature",
            WRONG,
            "not made with the key",
            CmsParts.parts(p -> p.signature = new DEROctetString(new byte[0]))));
    to.add(
        cms(
            Rule.R16,
            "a signature with one bit changed",
            WRONG,
            "not made with the key",
            CmsParts.parts(
                p -> {
                  var octets = p.signature.getOctets().clone();
                  octets[octets.length / 2] ^= 1;
                  p.signature = new DEROctetString(octets);
                })));
    to.add(
        cms(
            Rule.R16,
            "a signature of r = 0 and s = 0",
            WRONG,
            "not made with the key",
            CmsParts.parts(
                p -> p.signature = new DEROctetString(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}))));
    to.add(
        cms(
                Rule.R16,
                "another digest in the signed attributes",
                Attack.DIFFERS,
                "the signed bytes are not what was signed",
                CmsParts.parts(
                    p ->
                        p.attributes =
                            replaced(
                                p.attributes(),
                                Cms.MESSAGE_DIGEST,
                                new DEROctetString(new byte[32]))))
            .or(FORMAT)
            .on(p -> !isStamp(p)));
    to.add(
        cms(
                Rule.R16,
                "a signed attribute more",
                WRONG,
                "not made with the key",
                CmsParts.parts(
                    p -> {
                      var more = new ArrayList<ASN1Encodable>();
                      p.attributes().forEach(more::add);
                      more.add(Cms.attribute("1.2.840.113549.1.9.16.2.16", new DERSet()));
                      p.attributes = CmsParts.set(more);
                    }))
            .on(CmsSurgery::hasRoom));
  }

  private static DERSet replaced(ASN1Set attributes, String type, ASN1Encodable value) {
    var kept = new ArrayList<ASN1Encodable>();
    for (var item : attributes) {
      var attribute = Attribute.getInstance(item);
      kept.add(attribute.getAttrType().getId().equals(type) ? Cms.attribute(type, value) : item);
    }
    return CmsParts.set(kept);
  }

  private static void certificates(List<Attack> to) {
    to.add(
        cms(
            Rule.R17,
            "no certificates",
            FORMAT,
            "the signer's certificate is missing",
            CmsParts.parts(p -> p.certificates = new ArrayList<>())));
    to.add(
        cms(
            Rule.R17,
            "somebody else's certificate only",
            FORMAT,
            "the signer's certificate is missing",
            CmsParts.parts(
                p ->
                    p.certificates =
                        new ArrayList<>(
                            List.of(certificate(People.NEIGHBOURS_SEAL.certificate()))))));
    to.add(
        cms(
                Rule.R17,
                "the signer named as somebody else, whose certificate comes along",
                "VERIFY.OTHER_CERTIFICATE",
                "(?:not the one the signer named|key is not one for)",
                CmsParts.parts(
                    p -> {
                      var other = isRsa(p) ? People.LEADER : People.NEIGHBOURS_SEAL;
                      other =
                          p.certificates.contains(certificate(other.certificate()))
                              ? People.NEIGHBOURS_SEAL
                              : other;
                      p.certificates = new ArrayList<>(List.of(certificate(other.certificate())));
                      p.id =
                          id(
                              X500Name.getInstance(
                                  other.certificate().getIssuerX500Principal().getEncoded()),
                              other.certificate().getSerialNumber());
                    }))
            .or(FORMAT, WRONG));
    to.add(
        cms(
            Rule.R17,
            "the signer named by a serial number nobody has",
            FORMAT,
            "the signer's certificate is missing",
            CmsParts.parts(p -> p.id = id(new X500Name("CN=Nobody"), BigInteger.ONE))));
    to.add(
        cms(
                Rule.R17,
                "without the attribute that names the certificate",
                Attack.WRONG,
                "not made with the key",
                CmsParts.parts(
                    p -> p.attributes = without(p.attributes(), Cms.SIGNING_CERTIFICATE_V2)))
            .or(FORMAT));
  }

  private static SignerIdentifier id(X500Name issuer, BigInteger serial) {
    return new SignerIdentifier(new IssuerAndSerialNumber(issuer, serial));
  }

  private static ASN1Encodable certificate(java.security.cert.X509Certificate certificate) {
    try {
      return org.bouncycastle.asn1.ASN1Primitive.fromByteArray(certificate.getEncoded());
    } catch (IOException | java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Attack cms(
      Rule rule, String name, String code, String because, UnaryOperator<byte[]> change) {
    return Attack.of(rule, name, code, because, parent -> parent.withCms(change));
  }
}
