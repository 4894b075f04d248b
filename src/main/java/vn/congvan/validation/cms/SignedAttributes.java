package vn.congvan.validation.cms;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.jspecify.annotations.Nullable;

/** What the signature is over (RFC 5652 §5.4): each attribute once, with one value. */
final class SignedAttributes {
  static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
  static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  static final String SIGNING_TIME = "1.2.840.113549.1.9.5";
  static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
  static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
  static final String ALGORITHM_PROTECTION = "1.2.840.113549.1.9.52";

  private final Map<String, ASN1Encodable> values = new HashMap<>();
  private final byte[] encoded;

  SignedAttributes(@Nullable ASN1Set set) throws CmsProblem, IOException {
    if (set == null || set.size() == 0) {
      throw CmsProblem.format("no signed attributes");
    }
    for (var item : set) {
      var attribute = Attribute.getInstance(item);
      if (attribute.getAttrValues().size() != 1
          || values.put(attribute.getAttrType().getId(), attribute.getAttrValues().getObjectAt(0))
              != null) {
        throw CmsProblem.format("attribute %s not once".formatted(attribute.getAttrType()));
      }
    }
    encoded = set.getEncoded(ASN1Encoding.DER);
    if (!Arrays.equals(encoded, set.getEncoded(ASN1Encoding.DL))) {
      throw CmsProblem.format("signed attributes that are not DER");
    }
  }

  /** With the tag of a SET OF, over which the signature is made. Not a copy. */
  byte[] encoded() {
    return encoded;
  }

  @Nullable ASN1Encodable get(String type) {
    return values.get(type);
  }

  ASN1Encodable require(String type) throws CmsProblem {
    var value = values.get(type);
    if (value == null) {
      throw CmsProblem.format("no attribute " + type);
    }
    return value;
  }
}
