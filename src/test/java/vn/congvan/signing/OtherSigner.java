package vn.congvan.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.GregorianCalendar;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Signs as much other software does: PDFBox, and a CMS of the plain kind (adbe.pkcs7.detached). */
final class OtherSigner {
  private OtherSigner() {}

  /** How its CMS is made. */
  enum Habit {
    /** DER, and says which certificate signed. */
    STRICT,
    /** BER of lengths that are not said, and no word about the certificate. */
    LOOSE
  }

  /**
   * @param key of P-256
   */
  static byte[] sign(byte[] source, SigningKey key, Habit habit) throws IOException {
    try (var document = Loader.loadPDF(source)) {
      var signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
      signature.setName("Somebody Else");
      var day = new GregorianCalendar();
      day.setTimeInMillis(vn.congvan.trust.lab.LabCircle.NOW.toEpochMilli());
      signature.setSignDate(day);
      document.addSignature(signature, content -> cms(content.readAllBytes(), key, habit));
      var out = new ByteArrayOutputStream();
      document.saveIncremental(out);
      return out.toByteArray();
    }
  }

  private static byte[] cms(byte[] content, SigningKey key, Habit habit) {
    try {
      var generator = new CMSSignedDataGenerator();
      var signer =
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
      if (habit == Habit.STRICT) {
        signer.setSignedAttributeGenerator(
            new DefaultSignedAttributeTableGenerator(
                new AttributeTable(signingCertificate(key.certificate()))));
      }
      generator.addSignerInfoGenerator(signer.build(new Asking(key), key.certificate()));
      generator.addCertificates(new JcaCertStore(key.chain()));
      return generator
          .generate(new CMSProcessableByteArray(content), false)
          .getEncoded(habit == Habit.STRICT ? ASN1Encoding.DER : ASN1Encoding.BER);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Attribute signingCertificate(X509Certificate certificate)
      throws GeneralSecurityException {
    var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    var ids = new ESSCertIDv2[] {new ESSCertIDv2(hash)};
    return new Attribute(
        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
        new DERSet(new SigningCertificateV2(ids)));
  }

  private static final class Asking implements ContentSigner {
    private final SigningKey key;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    Asking(SigningKey key) {
      this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256WITHECDSA");
    }

    @Override
    public OutputStream getOutputStream() {
      return data;
    }

    @Override
    public byte[] getSignature() {
      return key.sign(data.toByteArray());
    }
  }
}
