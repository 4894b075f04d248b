package vn.congvan.validation;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import vn.congvan.testing.Seeds;
import vn.congvan.validation.pdf.PdfBytes;

/** A whole verdict on bytes that a fuzzer makes of signed files, attacks and bombs. */
public final class FuzzedPdf {
  private static final Map<String, byte[]> SIGNED =
      Map.of(
          "leader", Letter.signed(),
          "issued", Letter.issued());
  private static final Set<String> COVERED =
      Set.of(covered(Letter.signed()), covered(Letter.issued()));

  private FuzzedPdf() {}

  public static void fuzzerInitialize() throws IOException {
    Seeds.plant(SIGNED);
  }

  public static void fuzzerTestOneInput(byte[] file) throws IOException {
    var report = People.VERIFIER.verify(PdfBytes.of(file), Judging.NOW, Expectations.none());
    if (report.headline().code().equals("VERIFY.FAILED")) {
      throw new AssertionError(report.headline().en());
    }
    if (report.valid() && !COVERED.contains(covered(file))) {
      throw new AssertionError("valid, and nobody signed it");
    }
  }

  /** All but how the last signature itself is written. */
  private static String covered(byte[] file) {
    var text = PdfDraft.text(file);
    var start = text.lastIndexOf("/Contents <3");
    return start < 0 ? text : text.substring(0, start) + text.substring(text.indexOf('>', start));
  }
}
