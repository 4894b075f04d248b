package vn.congvan.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads PKCS#12 (RFC 7292), also with keys of kinds that this Java runtime does not know. */
public final class KeyStoreFile {
  private KeyStoreFile() {}

  /** A private key and the certificates with it, its own first. */
  public record Entry(PrivateKey key, List<X509Certificate> chain) {
    public Entry {
      chain = List.copyOf(chain);
    }
  }

  /**
   * Every private key of a file.
   *
   * @throws IOException when it is no PKCS#12, or the password is wrong
   * @throws GeneralSecurityException when a key in it is of a kind nobody here knows
   */
  public static List<Entry> read(byte[] file, char[] password, CryptoProviders providers)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(file), password);
    var entries = new ArrayList<Entry>();
    for (var alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        var chain = new ArrayList<X509Certificate>();
        for (var certificate : store.getCertificateChain(alias)) {
          if (certificate instanceof X509Certificate x509) {
            chain.add(x509);
          }
        }
        entries.add(new Entry(key(file, store, alias, password, providers), chain));
      }
    }
    return entries;
  }

  private static PrivateKey key(
      byte[] file, KeyStore store, String alias, char[] password, CryptoProviders providers)
      throws IOException, GeneralSecurityException {
    try {
      return (PrivateKey) store.getKey(alias, password);
    } catch (UnrecoverableKeyException e) {
      // The password has opened the file: what is not known is the kind of key.
      var other = providers.keyStore();
      other.load(new ByteArrayInputStream(file), password);
      if (other.getKey(alias, password) instanceof PrivateKey key) {
        return key;
      }
      throw e;
    }
  }
}
