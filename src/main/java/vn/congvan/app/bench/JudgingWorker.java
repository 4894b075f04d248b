package vn.congvan.app.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.signing.DigestAlgorithm;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;

/**
 * Judges as the program does, in a process of its own, and says how fast (see {@link Worker}). Who:
 * {@code own}, which takes the files in turn; {@code own-anew}, which also forgets all it knows
 * between two; {@code floor}, which hashes the file in memory once, checks one signature's
 * arithmetic for each it has and does nothing else; {@code read}, which only reads the file.
 */
public final class JudgingWorker {
  private static final byte[] SIGNED = new byte[100];

  private final CryptoProviders providers = CryptoProviders.best();
  private int next;

  private JudgingWorker() {}

  public static void main(String[] args) throws IOException {
    Rates.serve(new JudgingWorker()::answer);
  }

  private String answer(String[] parts) throws IOException {
    var pdfs = files(Path.of(parts[1]));
    var signatures = Integer.parseInt(parts[2]);
    return Rates.of(
        parts[6],
        switch (parts[0]) {
          case "floor" -> floor(pdfs, signatures, Path.of(parts[4]), Path.of(parts[5]));
          case "read" -> reading(pdfs);
          case "own" -> {
            var verifier = verifier(Path.of(parts[3]));
            yield () -> judge(verifier, turn(pdfs), signatures);
          }
          case "own-anew" -> {
            var anchors = Path.of(parts[3]);
            yield () -> judge(verifier(anchors), turn(pdfs), signatures);
          }
          default -> throw new IllegalArgumentException("nobody is called " + parts[0]);
        });
  }

  private PdfVerifier verifier(Path anchors) {
    return new PdfVerifier(new CertificatePaths(TrustAnchors.read(anchors), providers), providers);
  }

  private static long judge(PdfVerifier verifier, Path pdf, int signatures) {
    var report = verifier.verify(pdf, Instant.now(), Expectations.none());
    if (!report.valid() || report.signatures().size() != signatures) {
      throw new IllegalStateException(
          "%d signatures, %s".formatted(report.signatures().size(), report.headline().en()));
    }
    return signatures;
  }

  private Rates.Operation floor(List<Path> pdfs, int signatures, Path keyFile, Path passwordFile)
      throws IOException {
    var inMemory = new ArrayList<byte[]>();
    for (var pdf : pdfs) {
      inMemory.add(Files.readAllBytes(pdf));
    }
    var key =
        new KeyRing(new SigningRules(SigningRules.Rsa.PKCS1, DigestAlgorithm.SHA_256))
            .key(keyFile, passwordFile);
    var value = key.sign(SIGNED);
    var publicKey = key.certificate().getPublicKey();
    return () -> {
      providers.sha256().digest(turn(inMemory));
      for (var i = 0; i < signatures; i++) {
        check(publicKey, value);
      }
      return signatures;
    };
  }

  private void check(PublicKey key, byte[] value) {
    try {
      var verifier = providers.verifier("SHA256withRSA", key);
      verifier.update(SIGNED);
      if (!verifier.verify(value)) {
        throw new IllegalStateException("what was signed here holds");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what was signed here can be checked", e);
    }
  }

  private Rates.Operation reading(List<Path> pdfs) {
    var buffer = ByteBuffer.allocate(1 << 17);
    return () -> {
      var bytes = 0L;
      try (var channel = FileChannel.open(turn(pdfs))) {
        for (var read = channel.read(buffer); read >= 0; read = channel.read(buffer)) {
          bytes += read;
          buffer.clear();
        }
      }
      return bytes;
    };
  }

  private <T> T turn(List<T> all) {
    return all.get(next++ % all.size());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
