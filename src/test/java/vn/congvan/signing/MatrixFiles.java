package vn.congvan.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.congvan.signing.FieldLayout.Place;
import vn.congvan.trust.lab.KeyKind;

/**
 * Makes the file of each combination: a document under its leader's signature and its agency's seal
 * when two are to be seen, else somebody's file as it is, with so many signatures appended.
 */
final class MatrixFiles {
  private static final Map<List<Object>, SigningKey> KEYS = new ConcurrentHashMap<>();

  private final Path folder;
  private final Desk desk;
  private final Map<List<Object>, byte[]> sources = new ConcurrentHashMap<>();

  MatrixFiles(Path folder) {
    this.folder = folder;
    this.desk = new Desk(folder);
  }

  static X509Certificate certificate(KeyKind kind) {
    return Desk.leaderKey(kind).certificate();
  }

  byte[] make(Combination one) throws IOException {
    var leader = key(one, true);
    var signed = source(one);
    if (isDocument(one)) {
      var signature = new LeaderSignature(leader, Desk.HAND, Desk.SIGNED_AT, "Lê Thị Bình", null);
      signed = Desk.bytes(desk.signer.signAsLeader(write(signed), signature)::writeTo);
      var seal =
          new Seal(key(one, false), Desk.STAMP, Desk.NUMBER, Desk.DATE, Desk.SEALED_AT, "UBND Huế");
      signed = Desk.bytes(desk.signer.seal(write(signed), seal)::writeTo);
    } else {
      for (var i = 0; i < one.signatures(); i++) {
        var request =
            new FreeSignature(
                leader,
                Desk.SIGNED_AT.plusSeconds(i),
                "Lê Thị Bình",
                null,
                one.visible() ? new Place(0, new Box(20 + 110 * i, 20, 90, 45)) : null,
                one.visible() ? Desk.HAND : null);
        signed = Desk.bytes(desk.signer.sign(write(signed), request)::writeTo);
      }
    }
    return one.level().raising.apply(signed);
  }

  static boolean isDocument(Combination one) {
    return one.visible() && one.signatures() == 2;
  }

  private byte[] source(Combination one) {
    return sources.computeIfAbsent(
        List.of(one.source(), isDocument(one)),
        any -> {
          try {
            var source =
                one.source() == Combination.Source.TABLE ? Sources.letter() : Sources.packed();
            return isDocument(one) ? desk.prepared(source) : source;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(Files.createTempFile(folder, "step", ".pdf"), file);
  }

  /** The same few keys again and again, in the form each rule asks for. */
  private static SigningKey key(Combination one, boolean leader) {
    return KEYS.computeIfAbsent(
        List.of(one.key(), one.scheme(), leader),
        any -> {
          var holder = leader ? Desk.leader(one.key()) : Desk.agency(one.key());
          return new KeyRing(one.rules()).key(holder.keyFile(), holder.passwordFile());
        });
  }
}
