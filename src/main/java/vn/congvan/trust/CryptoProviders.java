package vn.congvan.trust;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which provider does which operation: the native one when its library loads, else the best for
 * each. Thread-safe.
 *
 * <p>Providers are asked for by instance and none is installed: a library that asks the JDK for an
 * algorithm gets what it would get without us. Digests are always the JDK's, which the processor's
 * own instructions do. Elliptic curves without the native library are Bouncy Castle's, several
 * times faster than the JDK's.
 */
public final class CryptoProviders {
  /** RSASSA-PSS as the baseline profiles use it; the JCA's own default is SHA-1. */
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private static final int PUBLIC_KEYS = 1024;

  private final @Nullable Provider fast;
  private final Provider bouncyCastle = new BouncyCastleProvider();
  private final Provider digests = installed("SUN");
  private final Provider rsa = installed("SunRsaSign");
  private final Provider curves = installed("SunEC");
  private final String description;

  /**
   * Public keys in the form their provider works with; translating one costs as much as using it.
   */
  private final BoundedCache<PublicKey, PublicKey> translated = new BoundedCache<>(PUBLIC_KEYS);

  private CryptoProviders(NativeProvider fast) {
    this.fast = fast.provider().orElse(null);
    this.description =
        fast.provider().isPresent()
            ? fast.description()
            : "%s %s, %s (no native library: %s)"
                .formatted(
                    rsa.getName(),
                    rsa.getVersionStr(),
                    "Bouncy Castle " + bouncyCastle.getVersionStr(),
                    fast.description());
  }

  /** One for the whole process. */
  public static CryptoProviders best() {
    return Best.INSTANCE;
  }

  /** The JDK's and Bouncy Castle's only, as where no native library loads. */
  public static CryptoProviders withoutNative() {
    return new CryptoProviders(NativeProvider.NONE);
  }

  /** SHA-256. */
  public MessageDigest sha256() {
    return digest("SHA-256");
  }

  /**
   * @param algorithm JCA name, for example SHA-256, SHA-384, SHA-512
   * @throws IllegalArgumentException when there is no such digest
   */
  public MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm, digests);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("no digest " + algorithm, e);
    }
  }

  /**
   * Ready to sign. A key that came from {@link #keyFactory} signs fastest: others are translated
   * every time.
   *
   * @param algorithm JCA name, for example SHA256withRSA, SHA256withECDSA, RSASSA-PSS, Ed25519
   * @param pss of RSASSA-PSS; null there is SHA-256 with a salt of 32 bytes
   * @throws IllegalArgumentException when no provider can use this key so
   */
  public Signature signer(String algorithm, @Nullable PSSParameterSpec pss, PrivateKey key) {
    return ready(algorithm, pss, signature -> signature.initSign(key));
  }

  /** Ready to sign with an algorithm that has no parameters. */
  public Signature signer(String algorithm, PrivateKey key) {
    return signer(algorithm, null, key);
  }

  /**
   * Ready to verify.
   *
   * @param pss of RSASSA-PSS; null there is SHA-256 with a salt of 32 bytes
   * @throws IllegalArgumentException when no provider can use this key so; keys come from
   *     certificates of others, so this is to be expected
   */
  public Signature verifier(String algorithm, @Nullable PSSParameterSpec pss, PublicKey key) {
    var usable = translated(algorithm, key);
    return ready(algorithm, pss, signature -> signature.initVerify(usable));
  }

  /** Ready to verify with an algorithm that has no parameters. */
  public Signature verifier(String algorithm, PublicKey key) {
    return verifier(algorithm, null, key);
  }

  /**
   * Makes keys in the form that works fastest here.
   *
   * @param algorithm RSA, EC, Ed25519 or ML-DSA-65
   */
  public KeyFactory keyFactory(String algorithm) {
    var provider = makerOf(algorithm);
    try {
      return KeyFactory.getInstance(algorithm, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("no key factory " + algorithm, e);
    }
  }

  /**
   * @param algorithm RSA, EC, Ed25519 or ML-DSA-65
   */
  public KeyPairGenerator keyPairGenerator(String algorithm) {
    var provider = isEdwards(algorithm) ? curves : makerOf(algorithm);
    try {
      return KeyPairGenerator.getInstance(algorithm, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("no key pair generator " + algorithm, e);
    }
  }

  /** PKCS#12 with keys of every kind. */
  KeyStore keyStore() throws GeneralSecurityException {
    return KeyStore.getInstance("PKCS12", bouncyCastle);
  }

  /** RFC 5280, over certificates of {@link #certificates}, signed with whatever is known here. */
  CertPathValidator pathValidator() throws GeneralSecurityException {
    return CertPathValidator.getInstance("PKIX", bouncyCastle);
  }

  /** Certificates that give public keys of every kind. */
  CertificateFactory certificates() throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509", bouncyCastle);
  }

  /** For the log at start: the native provider's name and version, or why it is not used. */
  public String describe() {
    return description;
  }

  /** Gives a fresh Signature its key. */
  @FunctionalInterface
  private interface Start {
    void on(Signature signature) throws GeneralSecurityException;
  }

  private Signature ready(String algorithm, @Nullable PSSParameterSpec pss, Start start) {
    GeneralSecurityException last = null;
    for (var provider : inOrderFor(algorithm)) {
      try {
        var signature = Signature.getInstance(algorithm, provider);
        start.on(signature);
        if (algorithm.equals("RSASSA-PSS")) {
          signature.setParameter(pss == null ? PSS : pss);
        }
        return signature;
      } catch (GeneralSecurityException | UnsupportedOperationException e) {
        last = e instanceof GeneralSecurityException g ? g : new GeneralSecurityException(e);
      }
    }
    throw new IllegalArgumentException("no provider can use this key for " + algorithm, last);
  }

  /** The next is asked when one does not know the algorithm or refuses the key. */
  private List<Provider> inOrderFor(String algorithm) {
    if (isMlDsa(algorithm)) {
      return List.of(bouncyCastle);
    }
    var order = new ArrayList<Provider>(3);
    if (fast != null) {
      order.add(fast);
    }
    if (isRsa(algorithm)) {
      order.add(rsa);
    }
    order.add(bouncyCastle);
    return order;
  }

  private Provider makerOf(String algorithm) {
    if (isMlDsa(algorithm)) {
      return bouncyCastle;
    }
    if (fast != null) {
      // The native provider signs with the JDK's Edwards keys and has no factory of its own.
      return isEdwards(algorithm) ? curves : fast;
    }
    return isRsa(algorithm) ? rsa : bouncyCastle;
  }

  private PublicKey translated(String algorithm, PublicKey key) {
    if (isEdwards(algorithm)) {
      return key;
    }
    var known = translated.get(key);
    if (known != null) {
      return known;
    }
    return translate(algorithm, key)
        .map(
            fresh -> {
              translated.put(key, fresh);
              return fresh;
            })
        .orElse(key);
  }

  /** Empty when the factory refuses the key; another provider may still take it as it is. */
  private Optional<PublicKey> translate(String algorithm, PublicKey key) {
    try {
      if (isMlDsa(algorithm)) {
        // A Java runtime that does not know the kind of key has nothing but its bytes.
        return Optional.of(
            keyFactory(algorithm).generatePublic(new X509EncodedKeySpec(key.getEncoded())));
      }
      Key fresh = keyFactory(key.getAlgorithm()).translateKey(key);
      return fresh instanceof PublicKey usable ? Optional.of(usable) : Optional.empty();
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isRsa(String algorithm) {
    return algorithm.toUpperCase(Locale.ROOT).contains("RSA");
  }

  private static boolean isEdwards(String algorithm) {
    return algorithm.toUpperCase(Locale.ROOT).startsWith("ED");
  }

  private static boolean isMlDsa(String algorithm) {
    return algorithm.toUpperCase(Locale.ROOT).startsWith("ML-DSA");
  }

  private static Provider installed(String name) {
    var provider = Security.getProvider(name);
    if (provider == null) {
      throw new IllegalStateException("this Java runtime has no security provider " + name);
    }
    return provider;
  }

  private static final class Best {
    static final CryptoProviders INSTANCE = new CryptoProviders(NativeProvider.load());
  }
}
