package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.sign;
import static vn.congvan.validation.PdfDraft.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import vn.congvan.signing.SoundFiles;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.validation.Cms;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.Judging;
import vn.congvan.validation.Letter;
import vn.congvan.validation.PdfDraft;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.validation.People;
import vn.congvan.validation.VerificationReport;

/** Sound files of every kind that is attacked. */
final class Parents {
  private static final Function<byte[], VerificationReport> BY_HAND = Judging::judge;

  private Parents() {}

  /** Made once for all tests of the JVM. */
  private static final class All {
    static final List<Parent> PARENTS = make();

    private static List<Parent> make() {
      try {
        var folder = Files.createTempDirectory("sound");
        try {
          var parents = new ArrayList<>(byHand());
          parents.addAll(signed(folder));
          return List.copyOf(parents);
        } finally {
          try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
              Files.delete(file);
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static List<Parent> all() {
    return All.PARENTS;
  }

  private static List<Parent> byHand() {
    var parents = new ArrayList<Parent>();
    for (var style : Style.values()) {
      var written = style == Style.TABLE ? "table" : "streams";
      var recipe = new Recipe(style, false);
      var signed = recipe.signed();
      parents.add(parent("leader, " + written, signed, recipe));
      var issued = recipe.seal(signed, Letter.sealsUpdate());
      parents.add(parent("leader and seal, " + written, issued, new Recipe(style, true)));
    }
    parents.add(parent("attachment under its seal", Letter.attachment(), null));
    var kept = Letter.kept(Letter.issued());
    parents.add(parent("leader, seal, validation data", kept, null));
    parents.add(parent("leader, seal, validation data, time-stamp", Letter.stamped(kept), null));
    parents.add(parent("somebody's, not seen", foreign(Style.TABLE, "[0 0 0 0]", 0), null));
    parents.add(parent("somebody's, seen, streams", foreign(Style.STREAM, "[0 0 90 90]", 0), null));
    parents.add(parent("somebody's, 300 KB", foreign(Style.TABLE, "[0 0 90 90]", 300), null));
    return parents;
  }

  private static Parent parent(
      String name, byte[] bytes, @org.jspecify.annotations.Nullable Recipe recipe) {
    try {
      return new Parent(name, bytes, recipe, People.ROOT.certificate().getEncoded(), BY_HAND);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Somebody's letter, signed in a field of its own in its only revision. */
  private static byte[] foreign(Style style, String place, int kilobytes) {
    var base = new TreeMap<Integer, String>(Letter.prepared());
    base.keySet().removeAll(List.of(Letter.NUMBER, Letter.DATE, Letter.LEADER, Letter.SEAL));
    base.put(Letter.FORM, "<< /Fields [20 0 R] /SigFlags 3 >>");
    base.computeIfPresent(
        Letter.PAGE, (n, page) -> page.replaceAll("/Annots \\[[^]]*]", "/Annots [20 0 R]"));
    base.put(20, Letter.signatureField("Signature1", place, "/V 21 0 R"));
    base.put(21, signature(""));
    if (kilobytes > 0) {
      base.put(
          22,
          PdfDraft.stream(
              "/Type /XObject /Subtype /Form /BBox [0 0 1 1]",
              "% a line of no use\n".repeat(kilobytes * 54)));
    }
    return sign(style.original(base), Cms.by(People.SEAL));
  }

  /** Those our signer makes. */
  private static List<Parent> signed(Path folder) throws IOException {
    try (var files = new SoundFiles(folder)) {
      var providers = CryptoProviders.best();
      var verifier =
          new PdfVerifier(
              new CertificatePaths(TrustAnchors.read(files.anchors()), providers), providers);
      var at = files.at();
      var anchor = Files.readAllBytes(files.anchors().resolve("root.pem"));
      var parents = new ArrayList<Parent>();
      for (Map.Entry<String, byte[]> file : files.make().entrySet()) {
        parents.add(
            new Parent(
                file.getKey(),
                file.getValue(),
                null,
                anchor,
                bytes -> Judging.judge(verifier, bytes, Expectations.none(), at)));
      }
      return parents;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
