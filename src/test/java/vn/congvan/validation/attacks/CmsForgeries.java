package vn.congvan.validation.attacks;

import static vn.congvan.validation.attacks.Attack.FORMAT;
import static vn.congvan.validation.attacks.Attack.WRONG;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.validation.Cms;
import vn.congvan.validation.PdfDraft;
import vn.congvan.validation.People;

/** What the holder of a key can do: the signature is made by it over just these bytes. */
final class CmsForgeries {
  private static final Made SHORT = People.leader(Certificates.rsa(1024));
  private static final Made POST_QUANTUM = People.leader(People.curve("ML-DSA-65"));
  private static final Made ANOTHER = People.leader(Certificates.rsa(2048));
  private static final Made SAME_KEY =
      People.issued(
          Certificates.signer()
              .withKey(
                  new java.security.KeyPair(
                      People.LEADER.certificate().getPublicKey(), People.LEADER.key())),
          "C=VN,CN=Người khác");

  private CmsForgeries() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    shapes(attacks);
    attributes(attacks);
    algorithms(attacks);
    certificates(attacks);
    return attacks;
  }

  private static void shapes(List<Attack> to) {
    to.add(
        made(
            Rule.R15,
            "two signers, both sound",
            FORMAT,
            "2 signers instead of one",
            cms ->
                cms.signers =
                    infos -> {
                      try {
                        infos.add(Cms.by(People.SEAL).signerInfo(new byte[32]));
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    to.add(
        made(
            Rule.R15,
            "three bytes of content inside",
            FORMAT,
            "content inside the signature",
            cms -> cms.content = new byte[] {1, 2, 3}));
    to.add(
        made(
            Rule.R15,
            "content of another type",
            FORMAT,
            "a content type that is not",
            cms -> cms.contentType = "1.2.840.113549.1.7.5"));
    to.add(
        then(
            "signed attributes in another order",
            Rule.R14,
            "signed attributes that are not DER",
            CmsForgeries::unsorted));
    to.add(
        then(
            "indefinite lengths, ended as they should be",
            Rule.R14,
            "an indefinite or impossible length",
            CmsForgeries::indefinite));
  }

  private static Attack then(String name, Rule rule, String because, UnaryOperator<byte[]> change) {
    return Attack.of(
            rule, "by the signer: " + name, FORMAT, because, p -> p.made().signedAndThen(change))
        .on(CmsForgeries::isLeaders);
  }

  private static byte[] indefinite(byte[] bytes) {
    var changed = new byte[bytes.length - 2];
    System.arraycopy(bytes, 4, changed, 2, bytes.length - 4);
    changed[0] = 0x30;
    changed[1] = (byte) 0x80;
    return PdfDraft.concat(changed, new byte[] {0, 0});
  }

  /** Content type and message digest change places; a signature is over them sorted. */
  private static byte[] unsorted(byte[] bytes) {
    var text = PdfDraft.text(bytes);
    var type = text.indexOf(PdfDraft.text(new byte[] {0x30, 0x18, 6, 9, 0x2a}));
    var digest = text.indexOf(PdfDraft.text(new byte[] {0x30, 0x2f, 6, 9, 0x2a}));
    if (digest != type + 0x1a) {
      throw new IllegalStateException("attributes in another order already");
    }
    return PdfDraft.bytes(
        text.substring(0, type)
            + text.substring(digest, digest + 0x31)
            + text.substring(type, digest)
            + text.substring(digest + 0x31));
  }

  private static void attributes(List<Attack> to) {
    for (var type : List.of(Cms.CONTENT_TYPE, Cms.MESSAGE_DIGEST)) {
      to.add(
          attributes(
              Rule.R15,
              "without the attribute " + type,
              "no attribute",
              list -> Cms.drop(list, type)));
      to.add(
          attributes(
              Rule.R15,
              "the attribute %s twice".formatted(type),
              "not once",
              list -> list.add(attribute(list, type))));
    }
    to.add(attributes(Rule.R15, "no signed attributes", "no signed attributes", List::clear));
    to.add(
        attributes(
            Rule.R15,
            "the content said to be a time-stamp",
            "a content type that is not",
            list -> {
              Cms.drop(list, Cms.CONTENT_TYPE);
              list.add(Cms.attribute(Cms.CONTENT_TYPE, new ASN1ObjectIdentifier(Cms.TST_INFO)));
            }));
    to.add(
        attributes(
            Rule.R15,
            "two digests in one attribute",
            "not once",
            list -> {
              var digest = attribute(list, Cms.MESSAGE_DIGEST);
              Cms.drop(list, Cms.MESSAGE_DIGEST);
              list.add(
                  new Attribute(
                      digest.getAttrType(),
                      new DERSet(
                          new ASN1Encodable[] {
                            digest.getAttrValues().getObjectAt(0), new DEROctetString(new byte[32])
                          })));
            }));
    to.add(
        attributes(
            Rule.R16,
            "algorithms protected that are others",
            "algorithms other than those the signer protected",
            list ->
                list.add(
                    Cms.attribute(
                        "1.2.840.113549.1.9.52",
                        new CMSAlgorithmProtection(
                            Cms.digestIdentifier("SHA-512"),
                            CMSAlgorithmProtection.SIGNATURE,
                            Cms.signatureIdentifier("SHA256withRSA", "SHA-256"))))));
    to.add(
        attributes(
                Rule.R17,
                "the certificate not named",
                "does not name its certificate",
                list -> Cms.drop(list, Cms.SIGNING_CERTIFICATE_V2))
            .or("VERIFY.NO_SIGNING_CERTIFICATE")
            .againstTrust());
    to.add(
        attributes(
                Rule.R17,
                "the certificate named by SHA-1",
                "cannot be relied on",
                list -> {
                  Cms.drop(list, Cms.SIGNING_CERTIFICATE_V2);
                  list.add(
                      Cms.attribute(
                          Cms.SIGNING_CERTIFICATE_V2,
                          new SigningCertificateV2(
                              new ESSCertIDv2(
                                  new AlgorithmIdentifier(
                                      new ASN1ObjectIdentifier("1.3.14.3.2.26")),
                                  new byte[20]))));
                })
            .or("VERIFY.WEAK_ALGORITHM"));
    to.add(
        attributes(
                Rule.R18,
                "the time said in the signature",
                "a signing-time attribute",
                list ->
                    list.add(
                        Cms.attribute(
                            Cms.SIGNING_TIME, new DERUTCTime(Date.from(Certificates.NOW)))))
            .or("VERIFY.NOT_BASELINE")
            .againstTrust());
  }

  private static Attribute attribute(List<Attribute> list, String type) {
    return list.stream()
        .filter(a -> a.getAttrType().getId().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static Attack attributes(
      Rule rule, String name, String because, Consumer<List<Attribute>> change) {
    return made(rule, name, FORMAT, because, cms -> cms.attributes = change);
  }

  private static void algorithms(List<Attack> to) {
    var agree = "do not agree";
    to.add(
        made(
            Rule.R16,
            "a digest other than said",
            FORMAT,
            agree,
            cms -> cms.declaredDigest = Cms.digestIdentifier("SHA-512")));
    to.add(
        made(
            Rule.R16,
            "SHA-3 for SHA-2",
            FORMAT,
            agree,
            cms -> cms.declaredDigest = Cms.digestIdentifier("SHA3-256")));
    to.add(
        made(
            Rule.R16,
            "an algorithm with another digest",
            FORMAT,
            agree,
            cms -> cms.declaredSignature = Cms.signatureIdentifier("SHA512withRSA", "SHA-512")));
    to.add(
        made(
            Rule.R16,
            "ML-DSA by a key of RSA",
            FORMAT,
            "key is not one for",
            cms -> {
              cms.declaredDigest = Cms.digestIdentifier("SHA-512");
              cms.declaredSignature = Cms.signatureIdentifier("ML-DSA-65", "SHA-512");
            }));
    to.add(
        by(
            Rule.R16,
            "RSASSA-PSS said to be PKCS#1 v1.5",
            WRONG,
            "not made with the key",
            () -> {
              var pss = new Cms(People.LEADER, "RSASSA-PSS", "SHA-256");
              pss.declaredSignature = Cms.signatureIdentifier("SHA256withRSA", "SHA-256");
              return pss;
            }));
    var weak = "VERIFY.WEAK_ALGORITHM";
    to.add(
        by(
            Rule.R16,
            "SHA-1",
            weak,
            "digest .*cannot be relied on",
            () -> new Cms(People.LEADER, "SHA1withRSA", "SHA-1")));
    to.add(
        by(
            Rule.R16,
            "MD5",
            weak,
            "digest .*cannot be relied on",
            () -> new Cms(People.LEADER, "MD5withRSA", "MD5")));
    to.add(
        by(
            Rule.R16,
            "a key of RSA of 1024 bits",
            weak,
            "an RSA key of 1024 bits",
            () -> Cms.by(SHORT)));
    to.add(
        by(
            Rule.R16,
            "ML-DSA-65 over SHA-256",
            weak,
            "ML-DSA-65 over SHA-256",
            () -> new Cms(POST_QUANTUM, "ML-DSA-65", "SHA-256")));
  }

  private static void certificates(List<Attack> to) {
    to.add(
        made(
            Rule.R17,
            "somebody else's certificate",
            FORMAT,
            "the signer's certificate is missing",
            cms -> cms.certificates = List.of(People.SEAL.certificate())));
    to.add(
        made(
            Rule.R17,
            "the certificate twice",
            FORMAT,
            "two certificates for one signer",
            cms -> {
              var certificates = new ArrayList<>(cms.certificates);
              certificates.add(cms.certificates.get(0));
              cms.certificates = certificates;
            }));
    to.add(
        made(
            Rule.R17,
            "another certificate for the same key, after signing",
            "VERIFY.OTHER_CERTIFICATE",
            "not the one the signer named",
            cms -> {
              cms.certificates = List.of(SAME_KEY.certificate(), People.ROOT.certificate());
              cms.identified = SAME_KEY.certificate();
            }));
    to.add(
        made(
            Rule.R17,
            "a certificate of another key, named throughout",
            WRONG,
            "not made with the key",
            cms -> {
              cms.certificates = ANOTHER.chain();
              cms.identified = ANOTHER.certificate();
              cms.meant = ANOTHER.certificate();
            }));
    trust(
        to,
        "a certificate nobody has issued",
        "VERIFY.UNKNOWN_ISSUER",
        Certificates.signer()
            .withKey(People.curve("secp256r1"))
            .signedWith("SHA256withECDSA")
            .selfSigned("CN=Người lạ"));
    trust(to, "a certificate for time-stamps", "VERIFY.KEY_USAGE", People.STAMPER);
    trust(
        to,
        "a certificate of an authority",
        "VERIFY.KEY_USAGE",
        People.issued(Certificates.ca(0).withKey(People.curve("secp256r1")), "CN=Một CA"));
    trust(
        to,
        "a certificate for nothing that is said",
        "VERIFY.KEY_USAGE",
        People.issued(
            Certificates.withoutPurpose().withKey(People.curve("secp256r1")), "CN=Không rõ"));
  }

  private static void trust(List<Attack> to, String name, String code, Made signer) {
    to.add(by(Rule.R18, name, code, "", () -> Cms.by(signer)).againstTrust());
  }

  private static Attack made(
      Rule rule, String name, String code, String because, Consumer<Cms> change) {
    return Attack.of(
            rule,
            "by the signer: " + name,
            code,
            because,
            parent -> parent.made().signedWith(change))
        .on(CmsForgeries::isLeaders);
  }

  private static Attack by(
      Rule rule, String name, String code, String because, java.util.function.Supplier<Cms> cms) {
    return Attack.of(
            rule,
            "by the signer: " + name,
            code,
            because,
            parent -> parent.made().signedBy(cms.get()))
        .on(CmsForgeries::isLeaders);
  }

  private static boolean isLeaders(Parent parent) {
    return parent.recipe != null && !parent.recipe.sealed();
  }
}
