package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.congvan.inspection.OddPdf;
import vn.congvan.trust.lab.KeyKind;

/**
 * Writes one file of every kind we sign, for eyes and for other verifiers: {@code target/samples}.
 * Beside the files lies the root they can be trusted by.
 */
public final class Samples {
  private Samples() {}

  /** Sources by name. */
  static Map<String, byte[]> sources() throws IOException {
    var sources = new LinkedHashMap<String, byte[]>();
    sources.put("letter", Sources.letter());
    sources.put("packed", Sources.packed());
    sources.put("turned-90", Sources.turned(90));
    sources.put("turned-180", Sources.turned(180));
    sources.put("turned-270", Sources.turned(270));
    sources.put("scan", Sources.scan(3));
    sources.put("hybrid", Sources.hybrid());
    sources.put("busy", Sources.busy());
    sources.put("layers", OddPdf.layers((first, seen, other) -> {}));
    return sources;
  }

  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(Path.of("target", "samples"));
    var anchors = Files.createDirectories(folder.resolve("anchors"));
    Files.write(
        anchors.resolve("root.pem"), Files.readAllBytes(Desk.anchors().resolve("root.pem")));
    var work = Files.createDirectories(folder.resolve("work"));
    var desk = new Desk(work);
    for (var source : sources().entrySet()) {
      var prepared = desk.prepared(source.getValue());
      Files.write(folder.resolve(source.getKey() + "-0-prepared.pdf"), prepared);
      for (var kind : KeyKind.values()) {
        if (kind != KeyKind.RSA2048 && !source.getKey().equals("letter")) {
          continue;
        }
        var signed = desk.signed(prepared, kind);
        Files.write(folder.resolve(source.getKey() + "-1-signed-" + kind + ".pdf"), signed);
        Files.write(
            folder.resolve(source.getKey() + "-2-sealed-" + kind + ".pdf"),
            desk.sealed(signed, kind));
      }
      Files.write(
          folder.resolve(source.getKey() + "-attachment-sealed.pdf"),
          desk.sealedAttachment(desk.preparedAttachment(source.getValue()), KeyKind.P256));
      for (var form : CopyForm.values()) {
        Files.write(
            folder.resolve(source.getKey() + "-" + form.key() + ".pdf"),
            desk.sealedCopy(
                desk.preparedCopy(source.getValue()), form, Desk.CITY, KeyKind.RSA2048));
      }
    }
  }
}
