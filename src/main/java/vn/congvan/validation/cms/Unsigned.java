package vn.congvan.validation.cms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.jspecify.annotations.Nullable;

/**
 * What came with a signature to prove it for longer. Each is checked by itself when it is used, so
 * that it does not matter who put it there.
 *
 * @param timeStamps tokens over the signature (RFC 3161, appendix A)
 * @param ocsps from Adobe's signed attribute (ISO 32000-2, section 12.8.3.3.2)
 * @param crls from there, and from beside the signature
 */
record Unsigned(List<byte[]> timeStamps, List<byte[]> ocsps, List<byte[]> crls) {
  static final String REVOCATION_ARCHIVAL = "1.2.840.113583.1.1.8";
  private static final String SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14";
  private static final int CRLS = 0;
  private static final int OCSPS = 1;

  /** Nobody honest puts more into one signature. */
  private static final int MOST_STAMPS = 8;

  private static final int MOST_PROOFS = 64;

  static Unsigned of(SignerInfo info, SignedData data, SignedAttributes signed) throws IOException {
    var ocsps = new ArrayList<byte[]>();
    var crls = new ArrayList<byte[]>();
    var archived = signed.get(REVOCATION_ARCHIVAL);
    if (archived instanceof ASN1Sequence parts) {
      for (var part : parts) {
        if (part instanceof ASN1TaggedObject tagged
            && tagged.getExplicitBaseObject().toASN1Primitive() instanceof ASN1Sequence items) {
          add(items, tagged.getTagNo() == OCSPS ? ocsps : tagged.getTagNo() == CRLS ? crls : null);
        }
      }
    }
    var beside = data.getCRLs();
    if (beside != null) {
      for (var one : beside) {
        if (one.toASN1Primitive() instanceof ASN1Sequence && crls.size() < MOST_PROOFS) {
          crls.add(encoded(one));
        }
      }
    }
    return new Unsigned(timeStamps(info.getUnauthenticatedAttributes()), ocsps, crls);
  }

  private static void add(ASN1Sequence items, @Nullable List<byte[]> to) throws IOException {
    if (to != null) {
      for (var item : items) {
        if (to.size() < MOST_PROOFS) {
          to.add(encoded(item));
        }
      }
    }
  }

  private static List<byte[]> timeStamps(@Nullable ASN1Set attributes) throws IOException {
    var found = new ArrayList<byte[]>();
    if (attributes != null) {
      for (var item : attributes) {
        var attribute = Attribute.getInstance(item);
        if (attribute.getAttrType().getId().equals(SIGNATURE_TIME_STAMP)) {
          for (var value : attribute.getAttrValues()) {
            if (found.size() < MOST_STAMPS) {
              found.add(encoded(value));
            }
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private static byte[] encoded(ASN1Encodable value) throws IOException {
    return value.toASN1Primitive().getEncoded(ASN1Encoding.DL);
  }
}
