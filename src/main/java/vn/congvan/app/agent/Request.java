package vn.congvan.app.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import vn.congvan.document.Shown;

/**
 * One thing a page wants signed. A key on somebody's own computer signs nothing but the signed
 * attributes of a PDF signature that name its own certificate: no request for a certificate, no
 * login, no e-mail.
 *
 * @param title as the page calls the document; not trusted
 * @param digest of what is signed, in hexadecimal digits, out of the attributes themselves
 * @param toSign the signed attributes in DER (RFC 5652, 5.4)
 */
record Request(String title, String digest, byte[] toSign) {
  static final int MOST = 100;
  private static final int MOST_BYTES = 4_096;
  private static final int MOST_TITLE = 200;

  /** What a page sent is nothing this agent signs. */
  static final class NotSigned extends Exception {
    NotSigned(String why) {
      super(why);
    }
  }

  static List<Request> read(JsonNode body, X509Certificate own) throws NotSigned {
    var documents = body.path("documents");
    if (!documents.isArray() || documents.isEmpty() || documents.size() > MOST) {
      throw new NotSigned("documents must be a list of 1 to " + MOST);
    }
    var requests = new ArrayList<Request>();
    for (var document : documents) {
      requests.add(one(document, own));
    }
    return requests;
  }

  private static Request one(JsonNode document, X509Certificate own) throws NotSigned {
    var title = Shown.of(document.path("title").asText("")).strip();
    if (title.isEmpty() || title.length() > MOST_TITLE) {
      throw new NotSigned("a document needs a title of 1 to %d characters".formatted(MOST_TITLE));
    }
    try {
      var toSign = Base64.getDecoder().decode(document.path("toSign").asText(""));
      if (toSign.length > MOST_BYTES) {
        throw new NotSigned("toSign is too long");
      }
      return new Request(title, digest(toSign, own), toSign);
    } catch (IllegalArgumentException
        | IllegalStateException
        | ClassCastException
        | IOException e) {
      throw new NotSigned("toSign is not the signed attributes of a signature in Base64");
    }
  }

  private static String digest(byte[] toSign, X509Certificate own) throws IOException, NotSigned {
    var read = ASN1Primitive.fromByteArray(toSign);
    if (!(read instanceof ASN1Set attributes)
        || !Arrays.equals(attributes.getEncoded(ASN1Encoding.DER), toSign)) {
      throw new NotSigned("toSign is not a set of attributes in DER");
    }
    if (!CMSObjectIdentifiers.data.equals(value(attributes, CMSAttributes.contentType))) {
      throw new NotSigned("toSign is not about a document");
    }
    var named =
        SigningCertificateV2.getInstance(
            value(attributes, PKCSObjectIdentifiers.id_aa_signingCertificateV2));
    var first = named.getCerts()[0];
    if (!Arrays.equals(
        hash(own, first.getHashAlgorithm().getAlgorithm().getId()), first.getCertHash())) {
      throw new NotSigned("toSign names another certificate than this agent's");
    }
    var digest = ASN1OctetString.getInstance(value(attributes, CMSAttributes.messageDigest));
    return HexFormat.of().formatHex(digest.getOctets());
  }

  private static ASN1Primitive value(ASN1Set attributes, ASN1ObjectIdentifier type)
      throws NotSigned {
    ASN1Primitive found = null;
    for (var item : attributes) {
      var attribute = Attribute.getInstance(item);
      if (attribute.getAttrType().equals(type)) {
        if (found != null || attribute.getAttrValues().size() != 1) {
          throw new NotSigned("toSign has an attribute twice");
        }
        found = attribute.getAttrValues().getObjectAt(0).toASN1Primitive();
      }
    }
    if (found == null) {
      throw new NotSigned("toSign lacks the attribute " + type);
    }
    return found;
  }

  private static byte[] hash(X509Certificate certificate, String algorithm) throws NotSigned {
    try {
      var name =
          switch (algorithm) {
            case "2.16.840.1.101.3.4.2.1" -> "SHA-256";
            case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
            case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
            default -> throw new NotSigned("toSign names its certificate by an unknown hash");
          };
      return MessageDigest.getInstance(name).digest(certificate.getEncoded());
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(
          "every Java has SHA-2, and a certificate in use an encoding", e);
    }
  }
}
