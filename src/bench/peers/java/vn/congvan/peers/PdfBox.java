package vn.congvan.peers;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Calendar;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Stock PDFBox with Bouncy Castle's CMS, as most Java programs sign: the attributes of baseline B. */
final class PdfBox implements Peers.Signing {
  private static final int ROOM = 8192;

  private final CMSSignedDataGenerator generator = new CMSSignedDataGenerator();

  PdfBox(Path keyFile, char[] password) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(keyFile)) {
      store.load(in, password);
    }
    var alias = store.aliases().nextElement();
    var key = (PrivateKey) store.getKey(alias, password);
    var chain = new ArrayList<X509Certificate>();
    for (var certificate : store.getCertificateChain(alias)) {
      chain.add((X509Certificate) certificate);
    }
    var own = chain.get(0);
    var id = new ESSCertIDv2(MessageDigest.getInstance("SHA-256").digest(own.getEncoded()));
    var attributes = new ASN1EncodableVector();
    attributes.add(
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(id))));
    var usual = new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes));
    var builder = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
    builder.setSignedAttributeGenerator(
        parameters ->
            usual
                .getAttributes(parameters)
                .remove(CMSAttributes.signingTime)
                .remove(CMSAttributes.cmsAlgorithmProtect));
    var algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    generator.addSignerInfoGenerator(
        builder.build(
            new JcaContentSignerBuilder(algorithm).build(key), new JcaX509CertificateHolder(own)));
    generator.addCertificates(new JcaCertStore(chain));
  }

  @Override
  public long sign(Path pdf, Path to) throws Exception {
    if (to == null) {
      var bytes = Files.readAllBytes(pdf);
      var out = new ByteArrayOutputStream(bytes.length + 4 * ROOM);
      try (var document = Loader.loadPDF(bytes)) {
        sign(document, out);
      }
      return out.toByteArray().length;
    }
    try (var document = Loader.loadPDF(pdf.toFile());
        var out = new BufferedOutputStream(Files.newOutputStream(to))) {
      sign(document, out);
    }
    return Files.size(to);
  }

  private void sign(PDDocument document, OutputStream out) throws Exception {
    var signature = new PDSignature();
    signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
    signature.setSubFilter(COSName.getPDFName("ETSI.CAdES.detached"));
    signature.setSignDate(Calendar.getInstance());
    var options = new SignatureOptions();
    options.setPreferredSignatureSize(ROOM);
    document.addSignature(signature, options);
    var external = document.saveIncrementalForExternalSigning(out);
    external.setSignature(
        generator.generate(new Content(external.getContent()), false).getEncoded());
  }

  /** What is signed, read once. */
  private record Content(InputStream in) implements CMSTypedData {
    @Override
    public ASN1ObjectIdentifier getContentType() {
      return PKCSObjectIdentifiers.data;
    }

    @Override
    public void write(OutputStream out) throws IOException {
      in.transferTo(out);
      in.close();
    }

    @Override
    public Object getContent() {
      return in;
    }
  }
}
