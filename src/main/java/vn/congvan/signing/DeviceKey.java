package vn.congvan.signing;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/**
 * The public half of a key on its owner's device: says who signs and how, and cannot sign. Read
 * from what the device sent, so that all of it is outside input.
 */
public final class DeviceKey implements SigningKey {
  private static final int MAX_CHAIN = 8;
  private static final int MAX_BYTES = 1 << 14;

  private final List<X509Certificate> chain;
  private final SignatureScheme scheme;

  private DeviceKey(List<X509Certificate> chain, SignatureScheme scheme) {
    this.chain = chain;
    this.scheme = scheme;
  }

  /**
   * @param certificates in DER, from the device's own upwards; a root among them is left out
   * @throws Refused when they are no chain, or the key is too weak or of no kind we use
   */
  public static DeviceKey of(List<byte[]> certificates, SigningRules rules) {
    if (certificates.isEmpty() || certificates.size() > MAX_CHAIN) {
      throw refused(
          "cần từ 1 đến %d chứng thư".formatted(MAX_CHAIN),
          "1 to %d certificates are needed".formatted(MAX_CHAIN));
    }
    var chain = new ArrayList<X509Certificate>();
    for (var encoded : certificates) {
      var certificate = certificate(encoded);
      if (!chain.isEmpty()
          && !chain
              .get(chain.size() - 1)
              .getIssuerX500Principal()
              .equals(certificate.getSubjectX500Principal())) {
        throw refused(
            "các chứng thư không nối tiếp nhau", "the certificates do not follow one another");
      }
      if (chain.isEmpty()
          || !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
        chain.add(certificate);
      }
    }
    var scheme =
        SignatureScheme.fitting(chain.get(0).getPublicKey(), rules, any -> true)
            .orElseThrow(
                () ->
                    refused(
                        "khóa quá yếu hoặc thuộc loại không được hỗ trợ",
                        "the key is too weak or of a kind that is not supported"));
    return new DeviceKey(List.copyOf(chain), scheme);
  }

  /**
   * As it was when a session began.
   *
   * @throws IllegalArgumentException when it cannot have been so
   */
  static DeviceKey again(List<byte[]> certificates, SignatureScheme scheme) {
    try {
      var key = new DeviceKey(certificates.stream().map(DeviceKey::certificate).toList(), scheme);
      if (scheme.fits(key.certificate().getPublicKey())) {
        return key;
      }
    } catch (Refused e) {
      throw new IllegalArgumentException("a certificate that cannot be read", e);
    }
    throw new IllegalArgumentException("a key that cannot be used so");
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
    throw SignFailure.ownDevice();
  }

  private static X509Certificate certificate(byte[] encoded) {
    try {
      if (encoded.length <= MAX_BYTES) {
        var in = new ByteArrayInputStream(encoded);
        var read = CertificateFactory.getInstance("X.509").generateCertificate(in);
        if (read instanceof X509Certificate certificate && in.available() == 0) {
          return certificate;
        }
      }
      throw refused("có chứng thư không đọc được", "a certificate cannot be read");
    } catch (CertificateException e) {
      throw refused("có chứng thư không đọc được", "a certificate cannot be read");
    }
  }

  private static Refused refused(String vi, String en) {
    return new Refused(
        new Reason(
            "SIGN.DEVICE_CERTIFICATE",
            "Chứng thư thiết bị gửi không dùng được: %s.".formatted(vi),
            "the device's certificates cannot be used: %s".formatted(en)));
  }
}
