package vn.congvan.signing.pkcs11;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.KeyPlace;

/**
 * A token found and logged in to, with the key that was asked for. It lasts until the token, or the
 * login, is lost; then another is made.
 *
 * @param chain from the key's certificate up, as far as the token holds it, without a root
 */
record Link(Sessions sessions, long key, List<X509Certificate> chain, Set<Long> mechanisms) {
  private static final int MAX_CHAIN = 8;

  /**
   * @param session logged in
   * @throws vn.congvan.document.SetAside when there is not exactly one such key, or it has no
   *     certificate
   */
  static Link of(Cryptoki library, long slot, Sessions sessions, long session, KeyPlace.Token place)
      throws CryptokiException {
    var name = place.name();
    var keys = new ArrayList<Long>();
    for (var object : library.find(session, Ck.CKO_PRIVATE_KEY)) {
      if (matches(library, session, object, place)) {
        keys.add(object);
      }
    }
    if (keys.size() != 1) {
      throw TokenFailure.unusable(
          name,
          "có %d khóa khớp khai báo, phải có đúng một".formatted(keys.size()),
          "%d keys fit what is set, one is needed".formatted(keys.size()));
    }
    var key = keys.get(0);
    var id = library.attribute(session, key, Ck.CKA_ID);
    var label = library.attribute(session, key, Ck.CKA_LABEL);
    X509Certificate byId = null;
    X509Certificate byLabel = null;
    var all = new ArrayList<X509Certificate>();
    for (var object : library.find(session, Ck.CKO_CERTIFICATE)) {
      var certificate = certificate(library.attribute(session, object, Ck.CKA_VALUE));
      if (certificate == null) {
        continue;
      }
      all.add(certificate);
      if (id.length > 0 && Arrays.equals(id, library.attribute(session, object, Ck.CKA_ID))) {
        byId = certificate;
      } else if (label.length > 0
          && Arrays.equals(label, library.attribute(session, object, Ck.CKA_LABEL))) {
        byLabel = certificate;
      }
    }
    var own = byId != null ? byId : byLabel;
    if (own == null) {
      throw TokenFailure.unusable(
          name,
          "trên thiết bị không có chứng thư cùng CKA_ID với khóa",
          "the token holds no certificate with the CKA_ID of the key");
    }
    return new Link(sessions, key, chain(own, all), library.mechanisms(slot));
  }

  private static boolean matches(Cryptoki library, long session, long object, KeyPlace.Token place)
      throws CryptokiException {
    var label = place.label();
    var id = place.id();
    return (label == null
            || Arrays.equals(
                label.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                library.attribute(session, object, Ck.CKA_LABEL)))
        && (id == null
            || Arrays.equals(
                HexFormat.of().parseHex(id), library.attribute(session, object, Ck.CKA_ID)));
  }

  private static List<X509Certificate> chain(X509Certificate own, List<X509Certificate> all) {
    var chain = new ArrayList<X509Certificate>();
    for (var next = own; next != null && chain.size() < MAX_CHAIN; ) {
      chain.add(next);
      next = issuer(next, all, chain);
    }
    return List.copyOf(chain);
  }

  private static @Nullable X509Certificate issuer(
      X509Certificate of, List<X509Certificate> all, List<X509Certificate> chain) {
    for (var candidate : all) {
      var root = candidate.getSubjectX500Principal().equals(candidate.getIssuerX500Principal());
      if (!root
          && !chain.contains(candidate)
          && candidate.getSubjectX500Principal().equals(of.getIssuerX500Principal())) {
        return candidate;
      }
    }
    return null;
  }

  /** Null for what is no certificate: tokens hold all kinds of things. */
  private static @Nullable X509Certificate certificate(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      return null;
    }
  }
}
