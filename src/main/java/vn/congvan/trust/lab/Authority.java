package vn.congvan.trust.lab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import vn.congvan.trust.CryptoProviders;

/**
 * Who issues certificates: a key, and the chain from its own certificate up to the root.
 *
 * @param chain empty for a root that is about to certify itself
 * @param signature JCA name of how it signs
 */
record Authority(
    PrivateKey key, List<X509Certificate> chain, String signature, CryptoProviders providers) {

  private static final Duration BACKDATED = Duration.ofDays(1);
  private static final int SERIAL_BITS = 127;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A chain that begins with a new certificate for this key. */
  List<X509Certificate> issue(
      X500Name subject, PublicKey subjectKey, Instant now, int years, List<Extension> extensions) {
    var longer = new ArrayList<X509Certificate>();
    longer.add(certify(subject, subjectKey, now, years, extensions));
    longer.addAll(chain);
    return longer;
  }

  private X509Certificate certify(
      X500Name subject, PublicKey subjectKey, Instant now, int years, List<Extension> extensions) {
    var from = now.minus(BACKDATED);
    var builder =
        new X509v3CertificateBuilder(
            chain.isEmpty() ? subject : nameOf(chain.get(0)),
            new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1),
            Date.from(from),
            Date.from(from.plus(Duration.ofDays(365L * years))),
            subject,
            SubjectPublicKeyInfo.getInstance(subjectKey.getEncoded()));
    try {
      var keyIds = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, keyIds.createSubjectKeyIdentifier(subjectKey));
      if (!chain.isEmpty()) {
        builder.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            keyIds.createAuthorityKeyIdentifier(chain.get(0).getPublicKey()));
      }
      for (var extension : extensions) {
        builder.addExtension(extension);
      }
      var encoded = builder.build(new Signer()).getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (IOException | CertificateException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a certificate made here is well-formed", e);
    }
  }

  /**
   * A revocation list on which nobody stands (RFC 5280, section 5).
   *
   * @param valid until its next update
   */
  byte[] emptyList(Instant now, Duration valid) {
    var list = new X509v2CRLBuilder(nameOf(chain.get(0)), Date.from(now));
    list.setNextUpdate(Date.from(now.plus(valid)));
    try {
      list.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(chain.get(0).getPublicKey()));
      return list.build(new Signer()).getEncoded();
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a list made here is well-formed", e);
    }
  }

  private static X500Name nameOf(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private final class Signer implements ContentSigner {
    private final ByteArrayOutputStream toBeSigned = new ByteArrayOutputStream();

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new DefaultSignatureAlgorithmIdentifierFinder().find(signature);
    }

    @Override
    public OutputStream getOutputStream() {
      return toBeSigned;
    }

    @Override
    public byte[] getSignature() {
      try {
        var signer = providers.signer(signature, key);
        signer.update(toBeSigned.toByteArray());
        return signer.sign();
      } catch (SignatureException e) {
        throw new IllegalStateException("a key made here signs", e);
      }
    }
  }
}
