package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.congvan.signing.FieldLayout.Place;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.stamp.TimeStamps;

/** Signed files of the kinds we make, for tests of what happens to them afterwards. */
public final class SoundFiles implements AutoCloseable {
  private final Path folder;
  private final RaisingDesk desk;

  public SoundFiles(Path folder) {
    this.folder = folder;
    this.desk = new RaisingDesk(folder);
  }

  public Path anchors() {
    return desk.anchors();
  }

  /** When all of them were made. */
  public Instant at() {
    return desk.lab.clock.instant();
  }

  /** By name: issued documents of each level, and somebody's letter with one signature. */
  public Map<String, byte[]> make() throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    var none = new TimeStamps(List.of());
    files.put("issued, B-B, RSA-PSS", Files.readAllBytes(desk.sealed(KeyKind.RSA2048, none)));
    var stamped = desk.sealed(KeyKind.P256, desk.lab.stamps());
    files.put("issued, B-T, ECDSA", Files.readAllBytes(stamped));
    files.put("issued, B-LT, ECDSA", raised(stamped, PadesLevel.B_LT));
    files.put("issued, B-LTA, ECDSA", raised(stamped, PadesLevel.B_LTA));
    files.put("one signature, seen, objects packed", appended(Sources.packed(), true));
    files.put("one signature, not seen, hybrid table", appended(Sources.hybrid(), false));
    return files;
  }

  private byte[] raised(Path file, PadesLevel level) throws IOException {
    return Files.readAllBytes(desk.raised(file, level));
  }

  private byte[] appended(byte[] source, boolean seen) throws IOException {
    var request =
        new FreeSignature(
            desk.leader(KeyKind.P256),
            at(),
            "Lê Thị Bình",
            null,
            seen ? new Place(0, new Box(20, 20, 90, 45)) : null,
            seen ? Desk.HAND : null);
    var signer = new PdfSigner(CryptoProviders.best());
    var file = Files.write(folder.resolve("appended.pdf"), source);
    return Desk.bytes(signer.sign(file, request)::writeTo);
  }

  @Override
  public void close() {
    desk.close();
  }
}
