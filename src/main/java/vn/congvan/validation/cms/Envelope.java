package vn.congvan.validation.cms;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.cms.SignedData;

/**
 * A SignedData (RFC 5652, sections 3 and 5.1) and, still encoded, the certificates that came with
 * it: most of its bytes are theirs, and they are nearly always known already.
 *
 * @param encoded all of it
 * @param data without certificates
 * @param certificates each one SEQUENCE
 */
record Envelope(byte[] encoded, SignedData data, List<byte[]> certificates) {
  private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
  private static final byte SEQUENCE = 0x30;
  private static final byte TAG_0 = (byte) 0xa0;
  private static final int CERTIFICATES_AT = 3;

  /**
   * @param padded a ContentInfo in DER, and zeros
   */
  static Envelope open(byte[] padded) throws CmsProblem, IOException {
    var encoded = Der.cut(padded);
    var outer = Der.inside(encoded);
    if (outer.size() != 2
        || !(ASN1Primitive.fromByteArray(outer.get(0)) instanceof ASN1ObjectIdentifier type)
        || !type.getId().equals(SIGNED_DATA)
        || outer.get(1)[0] != TAG_0) {
      throw CmsProblem.format("not SignedData");
    }
    var inner = Der.inside(outer.get(1));
    if (inner.size() != 1 || inner.get(0)[0] != SEQUENCE) {
      throw CmsProblem.format("not one SignedData");
    }
    List<byte[]> certificates = null;
    var others = new ASN1EncodableVector();
    for (var part : Der.inside(inner.get(0))) {
      if (others.size() == CERTIFICATES_AT && certificates == null && part[0] == TAG_0) {
        certificates = Der.inside(part);
      } else {
        others.add(ASN1Primitive.fromByteArray(part));
      }
    }
    var data = SignedData.getInstance(new DLSequence(others));
    if (data.getCertificates() != null) {
      throw CmsProblem.format("certificates in two places");
    }
    var found = certificates == null ? List.<byte[]>of() : certificates;
    if (found.stream().anyMatch(certificate -> certificate[0] != SEQUENCE)) {
      throw CmsProblem.format("a certificate that is not X.509");
    }
    return new Envelope(encoded, data, found);
  }
}
