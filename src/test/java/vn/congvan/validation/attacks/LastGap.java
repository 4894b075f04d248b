package vn.congvan.validation.attacks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.Certificate;
import vn.congvan.validation.PdfDraft;

/**
 * Where the last signature of a file stands, which no signature covers, and what is where in it.
 */
final class LastGap {
  private record Part(int from, int to) {}

  private final int start;
  private final int end;
  private final int signedLength;
  private final String cms;
  private final Map<Insignificant, List<Part>> parts = new EnumMap<>(Insignificant.class);

  LastGap(Parent parent) {
    var digits = Parent.contents(parent.signature());
    start = PdfDraft.text(parent.bytes).indexOf(digits);
    end = start + digits.length();
    cms = PdfDraft.text(Parent.der(HexFormat.of().parseHex(digits)));
    signedLength = parent.signedLength();
    var data = SignedData.getInstance(ContentInfo.getInstance(PdfDraft.bytes(cms)).getContent());
    var signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    var signerAt = cms.lastIndexOf(encoded(signer));
    add(Insignificant.VERSION, version(cms.indexOf(encoded(data))), 1);
    add(Insignificant.VERSION, version(signerAt), 1);
    var id = encoded(signer.getSID());
    add(Insignificant.ISSUER_NAME, cms.indexOf(id, signerAt), id.length());
    for (var item : data.getCertificates()) {
      var certificate = Certificate.getInstance(item);
      if (!id.contains(encoded(certificate.getSerialNumber()))) {
        add(
            Insignificant.OTHER_CERTIFICATE,
            cms.indexOf(encoded(certificate)),
            encoded(certificate).length());
      }
    }
    if (signer.getUnauthenticatedAttributes() != null) {
      var added = encoded(signer.getUnauthenticatedAttributes()).substring(1);
      add(Insignificant.UNSIGNED_ATTRIBUTE, cms.indexOf(added) - 1, added.length() + 1);
    }
  }

  private static String encoded(ASN1Encodable value) {
    try {
      return PdfDraft.text(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one byte of the INTEGER that a SEQUENCE begins with. */
  private int version(int sequence) {
    var length = cms.charAt(sequence + 1);
    return sequence + 2 + (length < 0x80 ? 0 : length - 0x80) + 2;
  }

  private void add(Insignificant what, int from, int length) {
    parts.computeIfAbsent(what, w -> new ArrayList<>()).add(new Part(from, from + length));
  }

  boolean holds(int position) {
    return position >= start && position < end;
  }

  /** Why that byte of the file may be another; empty when it may not. */
  Optional<Insignificant> reason(int position, byte old, byte now) {
    if (!holds(position)) {
      return position < signedLength
          ? Optional.empty()
          : Optional.of(Insignificant.UNSIGNED_UPDATE);
    }
    if (Character.toLowerCase((char) old) == Character.toLowerCase((char) now)) {
      return Optional.of(Insignificant.CAPITALS);
    }
    var at = (position - start) / 2;
    return Arrays.stream(Insignificant.values())
        .filter(
            what ->
                parts.getOrDefault(what, List.of()).stream()
                    .anyMatch(part -> at >= part.from && at < part.to))
        .findFirst();
  }
}
