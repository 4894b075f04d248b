package vn.congvan.validation;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.validation.cms.CmsSignature;
import vn.congvan.validation.pdf.SignedRange;

/**
 * What a signature is made of and what it is over, for whoever reports on it or wants the bytes
 * that were signed.
 *
 * @param timeStamp whether it is a document time-stamp
 * @param cms SHA-256 of the CMS, or of the time-stamp token, as it stands in the file
 * @param dataToBeSigned SHA-256 of what the signer's key signed
 * @param value what that key made of it; not a copy, for reading only
 * @param digestAlgorithm JCA name of the digest of the covered bytes
 * @param digest of the covered bytes as they are in the file; not a copy, for reading only
 * @param intact whether the covered bytes are what was signed, with the key of the certificate that
 *     came along; says nothing of trust in that certificate, nor of what came after these bytes
 * @param gapStart the first byte that is left out
 * @param gapEnd just after the last byte that is left out
 * @param end just after the last covered byte: the length of the file as it was signed
 * @param certificates all that came along, the signer's first
 */
public record SignatureMaterial(
    boolean timeStamp,
    ContentHash cms,
    ContentHash dataToBeSigned,
    byte[] value,
    String digestAlgorithm,
    byte[] digest,
    boolean intact,
    long gapStart,
    long gapEnd,
    long end,
    List<X509Certificate> certificates) {
  public SignatureMaterial {
    certificates = List.copyOf(certificates);
  }

  static SignatureMaterial of(
      CmsSignature signature,
      SignedRange range,
      byte[] digest,
      boolean intact,
      CryptoProviders providers) {
    var others =
        signature.certificates().stream().filter(c -> !c.equals(signature.signer())).toList();
    var all = new ArrayList<X509Certificate>();
    all.add(signature.signer());
    all.addAll(others);
    return new SignatureMaterial(
        signature.stampedAt().isPresent(),
        ContentHash.of(providers.sha256().digest(signature.encoded())),
        ContentHash.of(providers.sha256().digest(signature.signedAttributes())),
        signature.value(),
        signature.digestAlgorithm(),
        digest,
        intact,
        range.gapStart(),
        range.gapEnd(),
        range.end(),
        all);
  }

  /** /ByteRange (ISO 32000-2, 12.8.1): begin and length of each of the two parts. */
  public List<Long> byteRange() {
    return List.of(0L, gapStart, gapEnd, end - gapEnd);
  }
}
