package vn.congvan.trust.stamp;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.util.CollectionStore;

/**
 * A time-stamp that was checked.
 *
 * @param encoded the token (CMS SignedData) in DER
 * @param time when the server says it saw the digest
 * @param certificates the signer's and those that came with the token
 */
public record TimeStampToken(
    byte[] encoded, Instant time, X509Certificate signer, List<X509Certificate> certificates) {
  public TimeStampToken {
    certificates = List.copyOf(certificates);
  }

  /**
   * The same without the certificates that are not its signer's. They are not signed, and may lie
   * elsewhere in a file.
   */
  public TimeStampToken withSignerAlone() {
    try {
      var data = new CMSSignedData(encoded);
      var alone =
          CMSSignedData.replaceCertificatesAndCRLs(
              data,
              new CollectionStore<>(List.of(new JcaX509CertificateHolder(signer))),
              new CollectionStore<>(List.of()),
              new CollectionStore<>(List.of()));
      return new TimeStampToken(
          alone.toASN1Structure().getEncoded(ASN1Encoding.DER), time, signer, certificates);
    } catch (CMSException | IOException | CertificateEncodingException e) {
      throw new IllegalStateException("a token that was checked can be decoded", e);
    }
  }
}
