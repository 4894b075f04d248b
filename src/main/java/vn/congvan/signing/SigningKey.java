package vn.congvan.signing;

import java.security.cert.X509Certificate;
import java.util.List;

/** A private key that can be asked to sign, wherever it is kept. Thread-safe. */
public interface SigningKey {
  X509Certificate certificate();

  /** From the certificate upwards, without the root. */
  List<X509Certificate> chain();

  /** What {@link #sign} does. */
  SignatureScheme scheme();

  /**
   * Signs these bytes, not their digest. @throws vn.congvan.document.Failure when the key cannot be
   * used now
   */
  byte[] sign(byte[] data);
}
