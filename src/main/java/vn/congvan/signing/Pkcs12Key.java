package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.SetAside;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.KeyStoreFile;

/** A key in a PKCS#12 file, read once and kept in the form that signs fastest here. */
final class Pkcs12Key implements SigningKey {
  private static final long MAX_BYTES = 1L << 20;

  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final SignatureScheme scheme;
  private final CryptoProviders providers;

  private Pkcs12Key(
      PrivateKey key,
      List<X509Certificate> chain,
      SignatureScheme scheme,
      CryptoProviders providers) {
    this.key = key;
    this.chain = chain;
    this.scheme = scheme;
    this.providers = providers;
  }

  /**
   * The one key of the file. It is tried before it is returned: a key that does not belong to its
   * certificate is found out here and not by those who verify.
   *
   * @throws SetAside {@code SIGN.KEY_UNUSABLE} when the file cannot be read or opened, holds none
   *     or several, or a key that is too weak
   */
  static SigningKey load(Path file, Path passwordFile, SigningRules rules) {
    char[] password = new char[0];
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw unusable(file, "tệp lớn hơn 1 MB", "it is larger than 1 MB", null);
      }
      try (var secret = Secret.read(passwordFile)) {
        password = secret.characters();
      }
      return load(
          file,
          KeyStoreFile.read(Files.readAllBytes(file), password, CryptoProviders.best()),
          rules,
          CryptoProviders.best());
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(
          file,
          "không mở được tệp khóa hoặc mật khẩu sai",
          "the key file cannot be opened, or its password is wrong",
          e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  @Override
  public X509Certificate certificate() {
    return chain.get(0);
  }

  @Override
  public List<X509Certificate> chain() {
    return chain;
  }

  @Override
  public SignatureScheme scheme() {
    return scheme;
  }

  @Override
  public byte[] sign(byte[] data) {
    try {
      var signer = providers.signer(scheme.algorithm(), scheme.parameters().orElse(null), key);
      signer.update(data);
      return signer.sign();
    } catch (SignatureException | IllegalArgumentException e) {
      throw SignFailure.keyUnusable("không ký được bằng khóa này", "it does not sign", e);
    }
  }

  private static SigningKey load(
      Path file, List<KeyStoreFile.Entry> entries, SigningRules rules, CryptoProviders providers)
      throws GeneralSecurityException {
    if (entries.size() != 1) {
      throw unusable(
          file,
          "tệp có %d khóa, phải có đúng một".formatted(entries.size()),
          "the file holds %d keys, one is needed".formatted(entries.size()),
          null);
    }
    var entry = entries.get(0);
    var chain = withoutRoot(entry.chain());
    var publicKey = chain.get(0).getPublicKey();
    var scheme =
        SignatureScheme.fitting(publicKey, rules, any -> true)
            .orElseThrow(
                () ->
                    unusable(
                        file,
                        "khóa quá yếu hoặc thuộc loại không được hỗ trợ",
                        "the key is too weak or of a kind that is not supported",
                        null));
    var key =
        providers
            .keyFactory(scheme.keyAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(entry.key().getEncoded()));
    var made = new Pkcs12Key(key, chain, scheme, providers);
    var proof = made.certificate().getSerialNumber().toByteArray();
    if (!scheme.holds(publicKey, proof, made.sign(proof), providers)) {
      throw unusable(
          file,
          "khóa không khớp với chứng thư",
          "the key does not belong to its certificate",
          null);
    }
    return made;
  }

  private static List<X509Certificate> withoutRoot(List<X509Certificate> whole) {
    var chain = new ArrayList<X509Certificate>();
    for (var certificate : whole) {
      if (chain.isEmpty()
          || !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
        chain.add(certificate);
      }
    }
    return List.copyOf(chain);
  }

  private static SetAside unusable(Path file, String vi, String en, @Nullable Exception cause) {
    var name = file.getFileName();
    var viOfFile = "%s (%s)".formatted(vi, name);
    var enOfFile = "%s (%s)".formatted(en, name);
    return cause == null
        ? SignFailure.keyUnusable(viOfFile, enOfFile)
        : SignFailure.keyUnusable(viOfFile, enOfFile, cause);
  }
}
