package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.Judging.judge;
import static vn.congvan.validation.PdfDraft.append;
import static vn.congvan.validation.PdfDraft.bytes;
import static vn.congvan.validation.PdfDraft.sign;
import static vn.congvan.validation.PdfDraft.startxref;
import static vn.congvan.validation.PdfDraft.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/**
 * What a verifier of structure must see that is no attack on a sound file; those are in {@code
 * attacks}.
 */
class StructureAttacksTest {
  private static final byte[] SIGNED = Letter.signed();

  @Test
  void tracesOfASignatureInAFileWithoutOneAreNotPassedOver() {
    var hidden = new LinkedHashMap<>(Letter.prepared());
    var signature = text(SIGNED).substring(text(SIGNED).indexOf("<< /Type /Sig "));
    hidden.put(Letter.CONTENT, PdfDraft.stream("", signature));
    var report = judge(PdfDraft.original(hidden, Letter.TRAILER));

    assertThat(report.headline().code()).isEqualTo("VERIFY.TRACE");
    assertThat(report.integrity()).isEqualTo(Integrity.ALTERED);
  }

  @Test
  void anUpdateForAGoodReasonHidesNothingBeside() {
    var kept = append(SIGNED, PdfVerifierTest.validationData());
    assertThat(judge(kept).valid()).isTrue();
    var page = "3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n";
    var table = startxref(kept);
    var late = text(kept).substring(0, table) + page + text(kept).substring(table);
    changed(
        bytes(
            late.replace(
                "startxref\n%d".formatted(table), "startxref\n" + (table + page.length()))),
        "bytes that belong to no object");
    changed(
        bytes(
            text(kept)
                .replaceFirst(
                    "(?s)xref\n1 1\n(?!.*xref\n1 1\n)", "xref\n4 1\n0000000000 00001 f \n1 1\n")),
        "an update that frees object 4");
    for (var size : List.of("/Size 43", "/Size 31", "/Size 00", "/Size (4")) {
      changed(
          bytes(text(kept).replaceFirst("(?s)/Size 44(?!.*/Size)", Matcher.quoteReplacement(size))),
          size.contains("(") ? "a string without end" : "/Size");
    }
  }

  private static void changed(byte[] file, String why) {
    var report = judge(file);
    assertThat(report.valid()).isFalse();
    assertThat(report.headline().en()).contains(why);
  }

  @Test
  void everyRevisionNamesItsOwnSection() {
    var draft = append(Letter.unsigned(), Letter.leadersUpdate());
    var wrong =
        bytes(
            text(draft)
                .replaceFirst(
                    "startxref\n\\d+",
                    "startxref\n%d".formatted(startxref(Letter.unsigned()) + 1)));

    assertThat(wrong).hasSameSizeAs(draft);
    structure(sign(wrong, Cms.by(People.LEADER)));
  }

  @Test
  void theEndOfTheLastLineIsNoContent() {
    var draft = append(Letter.unsigned(), Letter.leadersUpdate());

    assertThat(judge(PdfDraft.signLess(draft, Cms.by(People.LEADER), 0, 0, 0)).valid()).isTrue();
    assertThat(judge(PdfDraft.signLess(draft, Cms.by(People.LEADER), 0, 0, 1)).valid()).isTrue();
  }

  private static void structure(byte[] file) {
    assertThat(judge(file).headline().code()).isEqualTo("VERIFY.STRUCTURE");
  }
}
