package vn.congvan.trust.lab;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CryptoProviders;

/** Certificates of every good and bad shape, for tests. */
public final class Certificates {
  public static final Instant NOW = Instant.parse("2026-11-22T02:30:00Z");

  private final CryptoProviders providers = CryptoProviders.best();
  private final List<Extension> extensions = new ArrayList<>();
  private String signature = "SHA256withRSA";
  private Instant now = NOW;
  private int years = 5;
  private @Nullable KeyPair pair;

  private Certificates() {}

  /** A key and the chain from its certificate up. */
  public record Made(PrivateKey key, List<X509Certificate> chain, String keyAlgorithm) {
    public X509Certificate certificate() {
      return chain.get(0);
    }
  }

  public static Certificates ca() {
    var made = new Certificates();
    made.extensions.addAll(Extensions.forCa(Integer.MAX_VALUE));
    return made;
  }

  public static Certificates ca(int below) {
    var made = new Certificates();
    made.extensions.addAll(Extensions.forCa(below));
    return made;
  }

  public static Certificates signer() {
    var made = new Certificates();
    made.extensions.addAll(Extensions.forSigning());
    return made;
  }

  public static Certificates timeStamper() {
    var made = new Certificates();
    made.extensions.addAll(Extensions.forTimeStamps());
    return made;
  }

  /** A signer's, but without any word on what its key is for. */
  public static Certificates withoutPurpose() {
    return new Certificates();
  }

  /** A CA that may issue only to subjects of this country. */
  public Certificates onlyFor(String country) {
    var tree = new GeneralSubtree(new GeneralName(new X500Name("C=" + country)));
    try {
      extensions.add(
          new Extension(
              Extension.nameConstraints,
              true,
              new NameConstraints(new GeneralSubtree[] {tree}, null).getEncoded("DER")));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  public Certificates withKey(KeyPair other) {
    pair = other;
    return this;
  }

  /** How its issuer signs it. */
  public Certificates signedWith(String algorithm) {
    signature = algorithm;
    return this;
  }

  public Certificates from(Instant start, int lastingYears) {
    now = start;
    years = lastingYears;
    return this;
  }

  public Made selfSigned(String subject) {
    return issuedBy(new Made(pair().getPrivate(), List.of(), "RSA"), subject);
  }

  public Made issuedBy(Made issuer, String subject) {
    var authority = new Authority(issuer.key(), issuer.chain(), signature, providers);
    var chain = authority.issue(new X500Name(subject), pair().getPublic(), now, years, extensions);
    return new Made(pair().getPrivate(), chain, pair().getPublic().getAlgorithm());
  }

  /** RSA, made only when no other key is given: it takes long. */
  private KeyPair pair() {
    var made = pair == null ? rsa(2048) : pair;
    pair = made;
    return made;
  }

  public static KeyPair rsa(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
