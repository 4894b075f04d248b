package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.signing.csc.CscServices;
import vn.congvan.signing.pkcs11.Tokens;
import vn.congvan.trust.CryptoProviders;

/**
 * The keys and images this installation signs with, each opened once. A key replaced on disk is
 * used after a restart; a token that was pulled out is found again.
 */
public final class KeyRing {
  private static final long MAX_IMAGE_BYTES = 4L << 20;

  private final ConcurrentHashMap<KeyPlace, Holder> keys = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Path, SignatureImage> images = new ConcurrentHashMap<>();
  private final Tokens tokens = new Tokens();
  private final SigningRules rules;
  private final CscServices services;

  /** A key, opened when it is first asked for; one that is slow to open holds up no other. */
  private static final class Holder {
    private @Nullable SigningKey key;

    synchronized SigningKey open(Supplier<SigningKey> opening) {
      var opened = key == null ? opening.get() : key;
      key = opened;
      return opened;
    }
  }

  /**
   * @param rules what the keys sign with
   */
  public KeyRing(SigningRules rules) {
    this(rules, Clock.systemUTC());
  }

  /**
   * @param rules what the keys sign with
   * @param clock when authorisations of remote services end
   */
  public KeyRing(SigningRules rules, Clock clock) {
    this.rules = rules;
    this.services = new CscServices(clock);
  }

  public SigningRules rules() {
    return rules;
  }

  /** The key in a PKCS#12 file. */
  public SigningKey key(Path keyFile, Path passwordFile) {
    return key(new KeyPlace.File(keyFile, passwordFile));
  }

  /**
   * The key there, opened and tried.
   *
   * @throws vn.congvan.document.RetryLater when the token or the service is away
   * @throws SetAside when the key cannot be used
   * @throws vn.congvan.document.Refused when only its owner's device can sign with it
   */
  public SigningKey key(KeyPlace place) {
    return keys.computeIfAbsent(place, any -> new Holder()).open(() -> open(place));
  }

  private SigningKey open(KeyPlace place) {
    if (place instanceof KeyPlace.File file) {
      return Pkcs12Key.load(file.file(), file.passwordFile(), rules);
    }
    if (place instanceof KeyPlace.Token token) {
      return tokens.open(token, rules, CryptoProviders.best());
    }
    if (place instanceof KeyPlace.Remote remote) {
      return services.open(remote, rules, CryptoProviders.best());
    }
    throw SignFailure.ownDevice();
  }

  /** The certificate of the key there and those above it, as far as they are known. */
  public List<X509Certificate> chain(KeyPlace place) {
    return place instanceof KeyPlace.Device device
        ? List.of(DeviceCertificate.read(device.certificate()))
        : key(place).chain();
  }

  /** SHA-256 of the certificate of the key there. A device's is known without asking it. */
  public ContentHash fingerprint(KeyPlace place) {
    return place instanceof KeyPlace.Device device
        ? fingerprint(DeviceCertificate.read(device.certificate()))
        : fingerprint(key(place));
  }

  /**
   * The picture a signature shows.
   *
   * @throws SetAside when there is none or it cannot be read
   */
  public SignatureImage image(@Nullable Path png) {
    if (png == null) {
      throw new SetAside(
          new Reason(
              "SIGN.NO_IMAGE",
              "Chưa khai báo hình chữ ký hoặc hình con dấu (PNG). Nhờ quản trị khai báo.",
              "no picture (PNG) is set for the signature or seal; have the administrator set it"));
    }
    return images.computeIfAbsent(png, KeyRing::read);
  }

  /** SHA-256 of the key's own certificate, by which it is told from all others. */
  public static ContentHash fingerprint(SigningKey key) {
    return fingerprint(key.certificate());
  }

  /** SHA-256 of a certificate. */
  static ContentHash fingerprint(X509Certificate certificate) {
    try {
      return ContentHash.of(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate in use has an encoding", e);
    }
  }

  private static SignatureImage read(Path png) {
    try {
      if (Files.size(png) > MAX_IMAGE_BYTES) {
        throw unreadable(png, null);
      }
      return SignatureImage.fromPng(Files.readAllBytes(png));
    } catch (IOException e) {
      throw unreadable(png, e);
    }
  }

  private static SetAside unreadable(Path png, @Nullable IOException cause) {
    var reason =
        new Reason(
            "SIGN.IMAGE_UNREADABLE",
            "Không dùng được hình chữ ký hoặc con dấu %s. Thay bằng tệp PNG nền trong suốt, một màu, 300 điểm một inch, dưới 4 MB."
                .formatted(png.getFileName()),
            "cannot use the picture %s (%s); use a PNG with a transparent background, one colour, 300 dots an inch, below 4 MB"
                .formatted(png.getFileName(), cause == null ? "too large" : cause.getMessage()));
    return cause == null ? new SetAside(reason) : new SetAside(reason, cause);
  }
}
