package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;

/**
 * The keys and images this installation signs with, each read from its file once. A key replaced on
 * disk is used after a restart.
 */
public final class KeyRing {
  private static final long MAX_IMAGE_BYTES = 4L << 20;

  private final ConcurrentHashMap<Path, SigningKey> keys = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Path, SignatureImage> images = new ConcurrentHashMap<>();

  private final SigningRules rules;

  /**
   * @param rules what the keys sign with
   */
  public KeyRing(SigningRules rules) {
    this.rules = rules;
  }

  public SigningRules rules() {
    return rules;
  }

  /** The key in a PKCS#12 file. */
  public SigningKey key(Path keyFile, Path passwordFile) {
    return keys.computeIfAbsent(keyFile, file -> Pkcs12Key.load(file, passwordFile, rules));
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
    try {
      return ContentHash.of(
          MessageDigest.getInstance("SHA-256").digest(key.certificate().getEncoded()));
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
