package vn.congvan.app.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.lab.SignatureImage;
import vn.congvan.signing.Box;
import vn.congvan.signing.DigestAlgorithm;
import vn.congvan.signing.FieldLayout;
import vn.congvan.signing.FreeSignature;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PdfSigner;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CryptoProviders;

/**
 * Signs as the program does, in a process of its own whose memory can be bounded, and says how
 * fast; speaks the same lines as the peers (see {@link Worker}). Who: {@code own}, {@code
 * own-visible}, or {@code floor}, which hashes the file and makes one signature with the key and
 * does nothing else.
 */
public final class SigningWorker {
  private static final FieldLayout.Place PLACE =
      new FieldLayout.Place(0, new Box(330, 190, 130, 65));
  private static final Instant TIME = Instant.parse("2026-11-24T02:00:00Z");
  private static final String NAME = "Nguyễn Văn An";

  private final CryptoProviders providers = CryptoProviders.best();

  /** As the peers sign, so that all do the same work. */
  private final KeyRing keys =
      new KeyRing(new SigningRules(SigningRules.Rsa.PKCS1, DigestAlgorithm.SHA_256));

  private final PdfSigner signer = new PdfSigner(providers);
  private final vn.congvan.signing.SignatureImage image;
  private final Map<Path, byte[]> files = new HashMap<>();

  /** As that of a program that sends one file after another: not new for each. */
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private SigningWorker() throws IOException {
    image = vn.congvan.signing.SignatureImage.fromPng(SignatureImage.png(NAME));
  }

  public static void main(String[] args) throws IOException {
    Rates.serve(new SigningWorker()::answer);
  }

  private String answer(String[] parts) throws IOException {
    var pdf = Path.of(parts[1]);
    var keyFile = Path.of(parts[2]);
    var passwordFile = Path.of(parts[3]);
    var to = parts[4].equals("-") ? null : Path.of(parts[4]);
    var size = Files.size(pdf);
    // What is made once for many signatures is made before.
    keys.key(keyFile, passwordFile);
    return Rates.of(
        parts[5],
        () ->
            (parts[0].equals("floor")
                    ? floor(pdf, keyFile, passwordFile)
                    : sign(pdf, keyFile, passwordFile, to, parts[0].equals("own-visible")))
                - size);
  }

  private long sign(Path pdf, Path keyFile, Path passwordFile, @Nullable Path to, boolean visible)
      throws IOException {
    var request =
        new FreeSignature(
            keys.key(keyFile, passwordFile),
            TIME,
            NAME,
            null,
            visible ? PLACE : null,
            visible ? image : null);
    if (to == null) {
      out.reset();
      signer.sign(pdf, request).writeTo(out);
      return out.size();
    }
    Files.deleteIfExists(to);
    Files.createFile(to);
    signer.sign(pdf, request, to, bytes -> {});
    return Files.size(to);
  }

  /** The file is in memory already: no program can do with less. */
  private long floor(Path pdf, Path keyFile, Path passwordFile) throws IOException {
    var whole = files.get(pdf);
    if (whole == null) {
      whole = Files.readAllBytes(pdf);
      files.put(pdf, whole);
    }
    var digest = providers.sha256().digest(whole);
    keys.key(keyFile, passwordFile).sign(digest);
    return whole.length;
  }
}
