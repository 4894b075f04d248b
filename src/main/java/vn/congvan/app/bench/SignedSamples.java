package vn.congvan.app.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Random;
import vn.congvan.signing.DigestAlgorithm;
import vn.congvan.signing.FreeSignature;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PdfSigner;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Holder;

/** Signed PDFs to be judged: folders of so many files of one size, so many signatures each. */
final class SignedSamples {
  private static final int LARGE = 50_000_000;
  private static final int STREAM = 1_000_000;

  private final Path folder;
  private final Clock clock;
  private final SigningKey key;

  /** Signs with PKCS #1 v1.5, the one kind that every program here knows. */
  private final PdfSigner signer = new PdfSigner(CryptoProviders.best());

  SignedSamples(Path folder, Clock clock, Holder holder) {
    this.folder = folder;
    this.clock = clock;
    this.key =
        new KeyRing(new SigningRules(SigningRules.Rsa.PKCS1, DigestAlgorithm.SHA_256))
            .key(holder.keyFile(), holder.passwordFile());
  }

  /** The folder with them. */
  Path make(String name, int size, int files, int signatures) throws IOException {
    var to = Files.createDirectories(folder.resolve(name));
    var sample = size < LARGE ? SamplePdf.ofSize(size) : null;
    var from = folder.resolve(name + ".unsigned");
    for (var number = 0; number < files; number++) {
      if (sample == null) {
        write(from, size);
      } else {
        Files.write(from, sample.numbered(number));
      }
      sign(from, to.resolve("%04d.pdf".formatted(number)), signatures);
    }
    Files.deleteIfExists(from);
    return to;
  }

  private void sign(Path from, Path to, int signatures) throws IOException {
    var request = new FreeSignature(key, clock.instant(), "Nguyễn Văn An", null, null, null);
    for (var i = 0; i < signatures; i++) {
      Files.deleteIfExists(to);
      Files.createFile(to);
      signer.sign(from, request).save(to, bytes -> {});
      if (i < signatures - 1) {
        Files.move(to, from, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** A page and noise nobody refers to, in streams; never in memory at once. */
  private static void write(Path to, int size) throws IOException {
    var noise = new byte[STREAM];
    new Random(1).nextBytes(noise);
    var offsets = new ArrayList<Long>();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      var at = put(out, "%PDF-1.7\n");
      for (var value :
          new String[] {
            "<</Type /Catalog/Pages 2 0 R>>",
            "<</Type /Pages/Kids [3 0 R]/Count 1>>",
            "<</Type /Page/Parent 2 0 R/MediaBox [0 0 595 842]>>"
          }) {
        offsets.add(at);
        at += put(out, "%d 0 obj\n%s\nendobj\n".formatted(offsets.size(), value));
      }
      while (at < size) {
        offsets.add(at);
        at += put(out, "%d 0 obj\n<</Length %d>>stream\n".formatted(offsets.size(), STREAM));
        out.write(noise);
        at += STREAM + put(out, "\nendstream\nendobj\n");
      }
      put(out, "xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
      for (var offset : offsets) {
        put(out, String.format(Locale.ROOT, "%010d 00000 n \n", offset));
      }
      put(
          out,
          "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
              .formatted(offsets.size() + 1, at));
    }
  }

  private static long put(OutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    out.write(bytes);
    return bytes.length;
  }
}
