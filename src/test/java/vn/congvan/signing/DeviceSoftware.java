package vn.congvan.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Hashtable;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import vn.congvan.trust.CryptoProviders;

/** Signs as the middleware of a token does, with its own CMS; wrongly, when asked to. */
final class DeviceSoftware {
  ContentSigner signer;

  /** Its own first. */
  List<X509Certificate> chain;

  X509Certificate named;
  byte[] digest = new byte[0];
  boolean withTime;
  boolean withCertificate = true;

  DeviceSoftware(ContentSigner signer, List<X509Certificate> chain) {
    this.signer = signer;
    this.chain = chain;
    this.named = chain.get(0);
  }

  /** The software of a device that holds this key. */
  static DeviceSoftware holding(SigningKey key) {
    var written = new ByteArrayOutputStream();
    return new DeviceSoftware(
        new ContentSigner() {
          @Override
          public AlgorithmIdentifier getAlgorithmIdentifier() {
            return AlgorithmIdentifier.getInstance(key.scheme().signatureIdentifier());
          }

          @Override
          public OutputStream getOutputStream() {
            return written;
          }

          @Override
          public byte[] getSignature() {
            return key.sign(written.toByteArray());
          }
        },
        key.chain());
  }

  byte[] cms(PendingSignature pending) {
    try {
      return signed(pending);
    } catch (CMSException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] signed(PendingSignature pending)
      throws CMSException, GeneralSecurityException, OperatorCreationException, IOException {
    var attributes = new Hashtable<ASN1ObjectIdentifier, Attribute>();
    put(
        attributes,
        CMSAttributes.messageDigest,
        new DEROctetString(digest.length == 0 ? pending.digest() : digest));
    put(
        attributes,
        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
        new SigningCertificateV2(
            new ESSCertIDv2(CryptoProviders.best().sha256().digest(named.getEncoded()))));
    var table = new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes));
    var infos =
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .setContentDigest(
                AlgorithmIdentifier.getInstance(pending.key().scheme().digestIdentifier()))
            .setSignedAttributeGenerator(
                parameters -> {
                  var all = table.getAttributes(parameters);
                  return withTime ? all : all.remove(CMSAttributes.signingTime);
                })
            .build(signer, chain.get(0));
    var generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(infos);
    if (withCertificate) {
      generator.addCertificates(new JcaCertStore(chain));
    }
    return generator.generate(new CMSAbsentContent(), false).toASN1Structure().getEncoded("DER");
  }

  private static void put(
      Hashtable<ASN1ObjectIdentifier, Attribute> attributes,
      ASN1ObjectIdentifier type,
      ASN1Encodable value) {
    attributes.put(type, new Attribute(type, new DERSet(value)));
  }
}
