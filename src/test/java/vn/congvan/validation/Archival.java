package vn.congvan.validation;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;

/** Adobe's signed attribute with proofs of status. */
final class Archival {
  private Archival() {}

  static Attribute of(List<byte[]> ocsps, List<byte[]> crls) {
    var parts = new ASN1EncodableVector();
    parts.add(new DERTaggedObject(true, 0, sequence(crls)));
    parts.add(new DERTaggedObject(true, 1, sequence(ocsps)));
    return Cms.attribute("1.2.840.113583.1.1.8", new DERSequence(parts));
  }

  private static DERSequence sequence(List<byte[]> encoded) {
    var items = new ASN1EncodableVector();
    try {
      for (var one : encoded) {
        items.add(ASN1Primitive.fromByteArray(one));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new DERSequence(items);
  }
}
