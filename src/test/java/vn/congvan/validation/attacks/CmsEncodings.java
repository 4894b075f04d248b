package vn.congvan.validation.attacks;

import static vn.congvan.validation.attacks.Attack.FORMAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import vn.congvan.validation.PdfDraft;

/** A CMS encoded as DER does not have it (ITU-T X.690, section 10). */
final class CmsEncodings {

  private CmsEncodings() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    encodings(attacks);
    return attacks;
  }

  private static void encodings(List<Attack> to) {
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "an indefinite length",
            FORMAT,
            "an indefinite or impossible length",
            CmsEncodings::indefinite));
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "a length longer than it need be",
            FORMAT,
            "a length not in its shortest form",
            CmsEncodings::longLength));
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "an element that ends in the middle",
            FORMAT,
            "(?:bytes after the signature|longer than what holds it)",
            cms -> resized(cms, -1)));
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "an element that takes in the padding",
            FORMAT,
            "(?:a tag not expected|longer than what|cut short)",
            cms -> resized(cms, 3)));
    to.add(
        CmsSurgery.cms(
                Rule.R14,
                "a byte behind the padding",
                FORMAT,
                "bytes after the signature",
                cms -> PdfDraft.concat(cms, new byte[] {0, 5}))
            .on(CmsSurgery::hasRoom));
    to.add(
        CmsSurgery.cms(
                Rule.R14,
                "a second SEQUENCE behind it",
                FORMAT,
                "bytes after the signature",
                cms -> PdfDraft.concat(cms, new byte[] {0x30, 0}))
            .on(CmsSurgery::hasRoom));
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "an empty SEQUENCE",
            FORMAT,
            "not SignedData",
            cms -> fill(cms, new byte[] {0x30, 0})));
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "a SET for the SEQUENCE",
            FORMAT,
            "no DER SEQUENCE",
            cms -> first(cms, 0x31)));
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "SEQUENCEs in each other without end",
            FORMAT,
            "an encoding too deep",
            cms -> fill(cms, nested(200))));
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "a length of two thousand millions",
            FORMAT,
            "longer than what holds it",
            cms -> fill(cms, new byte[] {0x30, (byte) 0x84, 127, -1, -1, -1})));
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "the signature's bytes in pieces",
            FORMAT,
            "a string in pieces",
            CmsEncodings::inPieces));
    to.add(
        CmsSurgery.cms(
            Rule.R14,
            "another kind of content than signed data",
            FORMAT,
            "not SignedData",
            CmsParts.parts(p -> p.outer = new ASN1ObjectIdentifier("1.2.840.113549.1.7.3"))));
    to.add(
        CmsSurgery.cms(
                Rule.R14,
                "a certificate that is no certificate",
                FORMAT,
                "a certificate that",
                CmsParts.parts(p -> p.certificates.add(new org.bouncycastle.asn1.DERSequence())))
            .on(CmsSurgery::hasRoom));
    to.add(
        CmsSurgery.cms(
                Rule.R14,
                "a certificate that is a number",
                FORMAT,
                "a certificate that is not X.509",
                CmsParts.parts(p -> p.certificates.add(new org.bouncycastle.asn1.ASN1Integer(1))))
            .on(CmsSurgery::hasRoom));
  }

  private static byte[] first(byte[] cms, int tag) {
    var changed = cms.clone();
    changed[0] = (byte) tag;
    return changed;
  }

  private static byte[] fill(byte[] cms, byte[] now) {
    return Arrays.copyOf(now, Math.max(cms.length, now.length));
  }

  private static byte[] indefinite(byte[] cms) {
    var changed = cms.clone();
    changed[1] = (byte) 0x80;
    return changed;
  }

  private static byte[] longLength(byte[] cms) {
    var changed = cms.clone();
    changed[1] = (byte) 0x83;
    changed[2] = 0;
    return changed;
  }

  private static byte[] resized(byte[] cms, int by) {
    var changed = cms.clone();
    var length = (cms[2] & 0xff) << 8 | cms[3] & 0xff;
    changed[2] = (byte) (length + by >> 8);
    changed[3] = (byte) (length + by);
    return changed;
  }

  /** The octets of the last OCTET STRING of the signer's, said to be in pieces. */
  private static byte[] inPieces(byte[] cms) {
    var parts = new CmsParts(cms);
    var signature = parts.signature.getOctets();
    var at = PdfDraft.text(cms).lastIndexOf(PdfDraft.text(signature));
    var tag = signature.length < 128 ? at - 2 : signature.length < 256 ? at - 3 : at - 4;
    var changed = cms.clone();
    changed[tag] = 0x24;
    return changed;
  }

  /** SEQUENCEs in each other, nothing in the innermost. */
  private static byte[] nested(int depth) {
    var bytes = new byte[0];
    for (var i = 0; i < depth; i++) {
      var length = bytes.length;
      var head =
          length < 128
              ? new byte[] {0x30, (byte) length}
              : length < 256
                  ? new byte[] {0x30, (byte) 0x81, (byte) length}
                  : new byte[] {0x30, (byte) 0x82, (byte) (length >> 8), (byte) length};
      bytes = PdfDraft.concat(head, bytes);
    }
    return bytes;
  }
}
