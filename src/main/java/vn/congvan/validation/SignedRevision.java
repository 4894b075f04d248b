package vn.congvan.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.document.Shown;
import vn.congvan.trust.CryptoProviders;

/**
 * The file as it was when a signature was made: its first bytes, up to where that signature's range
 * ends. What came later is not in it, so whoever reads it reads what was signed and nothing else.
 */
public final class SignedRevision {
  private final Path pdf;
  private final SignatureMaterial signature;
  private final CryptoProviders providers;

  private SignedRevision(Path pdf, SignatureMaterial signature, CryptoProviders providers) {
    this.pdf = pdf;
    this.signature = signature;
    this.providers = providers;
  }

  /**
   * Writes what was signed. Reads as it writes, so the size does not matter; digests as it reads,
   * so that what was written is what was judged, also when the file changes meanwhile.
   *
   * @return its SHA-256
   * @throws SetAside when the bytes are not, or no longer, what was signed; what was written until
   *     then is worth nothing
   */
  public static ContentHash write(
      Path pdf, SignatureReport report, CryptoProviders providers, OutputStream to)
      throws IOException {
    var signature = report.material();
    if (signature == null || !signature.intact()) {
      throw new SetAside(
          new Reason(
              "VERIFY.SIGNED_UNKNOWN",
              "chữ ký ở ô \"%s\" của tệp %s hỏng hoặc không khớp với tệp, nên không biết bản đã ký là gì. Lấy lại tệp gốc từ nơi ban hành"
                  .formatted(Shown.of(report.field()), pdf),
              "the signature in the field '%s' of the file %s is broken or does not match it, so what was signed is not known; get the original again"
                  .formatted(Shown.of(report.field()), pdf)));
    }
    return new SignedRevision(pdf, signature, providers).write(to);
  }

  private ContentHash write(OutputStream to) throws IOException {
    try (var in = open()) {
      return write(in, to);
    }
  }

  private ContentHash write(InputStream in, OutputStream to) throws IOException {
    var whole = providers.sha256();
    var covered = providers.digest(signature.digestAlgorithm());
    var buffer = new byte[1 << 16];
    for (var position = 0L; position < signature.end(); ) {
      var wanted = (int) Math.min(buffer.length, signature.end() - position);
      var read = read(in, buffer, wanted);
      whole.update(buffer, 0, read);
      cover(covered, buffer, read, position);
      to.write(buffer, 0, read);
      position += read;
    }
    if (!Arrays.equals(covered.digest(), signature.digest())) {
      throw changed();
    }
    return ContentHash.of(whole.digest());
  }

  private InputStream open() {
    try {
      return Files.newInputStream(pdf);
    } catch (IOException e) {
      throw changed();
    }
  }

  private int read(InputStream in, byte[] buffer, int wanted) {
    try {
      var read = in.read(buffer, 0, wanted);
      if (read > 0) {
        return read;
      }
    } catch (IOException e) {
      // It could be read a moment ago.
    }
    throw changed();
  }

  /** What lies before the gap, and what lies after it. */
  private void cover(MessageDigest covered, byte[] buffer, int length, long position) {
    var before = (int) Math.max(0, Math.min(length, signature.gapStart() - position));
    covered.update(buffer, 0, before);
    var after = (int) Math.max(0, Math.min(length, signature.gapEnd() - position));
    covered.update(buffer, after, length - after);
  }

  private SetAside changed() {
    return new SetAside(
        new Reason(
            "VERIFY.FILE_CHANGED",
            "tệp %s bị thay đổi trong lúc kiểm tra. Đợi tệp ghi xong rồi chạy lại".formatted(pdf),
            "the file %s was changed while it was verified; run again when it is written"
                .formatted(pdf)));
  }
}
