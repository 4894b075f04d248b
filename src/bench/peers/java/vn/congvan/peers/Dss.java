package vn.congvan.peers;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.MimeTypeEnum;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.SignatureImageParameters;
import eu.europa.esig.dss.pades.SignatureImageTextParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxDefaultObjectFactory;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.token.DSSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

/**
 * EU DSS, baseline B. Visible: a text drawn into a picture by Java2D, the faster of its two ways.
 */
final class Dss implements Peers.Signing {
  private final Pkcs12SignatureToken token;
  private final DSSPrivateKeyEntry key;
  private final PAdESService service = new PAdESService(new CommonCertificateVerifier());
  private final boolean visible;

  Dss(Path keyFile, char[] password, boolean visible) throws IOException {
    this.token =
        new Pkcs12SignatureToken(
            Files.readAllBytes(keyFile), new KeyStore.PasswordProtection(password));
    this.key = token.getKeys().get(0);
    this.visible = visible;
    service.setPdfObjFactory(
        visible ? new PdfBoxDefaultObjectFactory() : new PdfBoxNativeObjectFactory());
  }

  @Override
  public long sign(Path pdf, Path to) throws IOException {
    DSSDocument document =
        to == null
            ? new InMemoryDocument(Files.readAllBytes(pdf), "a.pdf", MimeTypeEnum.PDF)
            : new FileDocument(pdf.toFile());
    var parameters = new PAdESSignatureParameters();
    parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_B);
    parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
    parameters.setSigningCertificate(key.getCertificate());
    parameters.setCertificateChain(key.getCertificateChain());
    if (visible) {
      var image = new SignatureImageParameters();
      image.getFieldParameters().setPage(1);
      image.getFieldParameters().setOriginX(330);
      image.getFieldParameters().setOriginY(590);
      image.getFieldParameters().setWidth(130);
      image.getFieldParameters().setHeight(65);
      var text = new SignatureImageTextParameters();
      text.setText("Nguyễn Văn An\n24/11/2026");
      image.setTextParameters(text);
      parameters.setImageParameters(image);
    }
    var toSign = service.getDataToSign(document, parameters);
    var value = token.sign(toSign, DigestAlgorithm.SHA256, key);
    var signed = service.signDocument(document, parameters, value);
    if (to == null) {
      return ((InMemoryDocument) signed).getBytes().length;
    }
    try (OutputStream out = Files.newOutputStream(to)) {
      signed.writeTo(out);
    }
    return Files.size(to);
  }
}
