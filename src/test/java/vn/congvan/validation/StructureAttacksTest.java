package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.Judging.judge;
import static vn.congvan.validation.PdfDraft.append;
import static vn.congvan.validation.PdfDraft.bytes;
import static vn.congvan.validation.PdfDraft.concat;
import static vn.congvan.validation.PdfDraft.sign;
import static vn.congvan.validation.PdfDraft.startxref;
import static vn.congvan.validation.PdfDraft.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Universal signature forgery, incremental saving, and signature wrapping: attacks on where a
 * verifier looks, not on what it computes.
 */
class StructureAttacksTest {
  private static final byte[] SIGNED = Letter.signed();
  private static final String SIGNATURE = signatureOf(SIGNED);
  private static final String CONTENTS = group(SIGNATURE, "/Contents (<[0-9a-f]+>)");
  private static final String RANGE = group(SIGNATURE, "/ByteRange (\\[[0-9 ]+\\])");

  private static String group(String text, String pattern) {
    var m = Pattern.compile(pattern).matcher(text);
    assertThat(m.find()).isTrue();
    return m.group(1);
  }

  private static String signatureOf(byte[] file) {
    return group(text(file), "20 0 obj\n(<<.*?>>)\nendobj");
  }

  /** The signed letter, its signature dictionary written in another way and all offsets right. */
  private static byte[] withSignature(UnaryOperator<String> change) {
    var changed = change.apply(SIGNATURE);
    assertThat(changed).isNotEqualTo(SIGNATURE);
    var update = new LinkedHashMap<>(Letter.leadersUpdate());
    update.put(Letter.LEADERS_SIGNATURE, changed);
    return append(Letter.unsigned(), update);
  }

  private static UnaryOperator<String> contents(String replacement) {
    return s -> s.replace("/Contents " + CONTENTS, replacement);
  }

  private static UnaryOperator<String> range(String replacement) {
    return s -> s.replace("/ByteRange " + RANGE, replacement);
  }

  @Test
  void theLetterThatIsAttackedIsSound() {
    assertThat(judge(SIGNED, Expectations.signedByLeader()).valid()).isTrue();
    assertThat(withSignature(s -> s + " ")).hasSize(SIGNED.length + 1);
  }

  @Test
  void aSignatureWithoutUsableContentsIsBrokenNeverAbsent() {
    var literal = "(" + "0".repeat(CONTENTS.length() - 2) + ")";
    for (var attack :
        List.of(
            contents("/Contents <>"),
            contents("/Contents <00>"),
            contents("/Contents null"),
            contents("/Contents"),
            contents(""),
            contents("/Contents 0"),
            contents("/Contents []"),
            contents("/Contents " + literal),
            contents("/Contents <" + CONTENTS.substring(1, 41).replace("3", "4") + ">"),
            contents("/Contents <" + "00".repeat(PdfDraft.ROOM) + ">"),
            contents("/Contents " + CONTENTS + " /Contents " + CONTENTS),
            contents("/Contents null /Contents " + CONTENTS),
            contents("/#43ontents null /Contents " + CONTENTS),
            contents("/Contents 20 0 R"))) {
      broken(withSignature(attack));
    }
  }

  @Test
  void aSignatureWithoutUsableByteRangeIsBrokenNeverAbsent() {
    var numbers = RANGE.substring(1, RANGE.length() - 1).split(" ");
    for (var attack :
        List.of(
            range("/ByteRange null"),
            range(""),
            range("/ByteRange []"),
            range("/ByteRange [0 10 20]"),
            range("/ByteRange [0 %s %s -%s]".formatted(numbers[1], numbers[2], numbers[3])),
            range("/ByteRange [0 -1 20 30]"),
            range("/ByteRange [-1 1 20 30]"),
            range("/ByteRange [0 0 0 0]"),
            range("/ByteRange [0 9223372036854775807 9223372036854775807 2]"),
            range("/ByteRange [0 99999999999999999999 0 0]"),
            range("/ByteRange [0 %s %s 4294967299]".formatted(numbers[1], numbers[2])),
            range("/ByteRange [1 %s %s %s]".formatted(numbers[1], numbers[2], numbers[3])),
            range("/ByteRange [0 %s %s %s.0]".formatted(numbers[1], numbers[2], numbers[3])),
            range("/ByteRange [0 %s %s %s 0 0]".formatted(numbers[1], numbers[2], numbers[3])),
            range("/ByteRange (0)"),
            range("/ByteRange " + RANGE + " /ByteRange " + RANGE),
            range("/ByteRange null /ByteRange " + RANGE),
            range("/#42yteRange [0 1 2 3] /ByteRange " + RANGE))) {
      broken(withSignature(attack));
    }
  }

  @Test
  void aSignatureStrippedToAlmostNothingIsBrokenNeverAbsent() {
    for (var left :
        List.of(
            "<< /Type /Sig >>",
            "<< /Type /DocTimeStamp >>",
            "<< /ByteRange [0 1 2 3] >>",
            "<< /Contents <30> /SubFilter /ETSI.CAdES.detached >>",
            "<< >>",
            "(no dictionary)",
            "[ ]")) {
      broken(withSignature(s -> left));
    }
    var gone = new LinkedHashMap<>(Letter.leadersUpdate());
    gone.remove(Letter.LEADERS_SIGNATURE);
    gone.put(Letter.LEADER, Letter.signatureField("leader", "[0 0 0 0]", "/V << /Type /Sig >>"));
    broken(append(Letter.unsigned(), gone));
  }

  @Test
  void aKeyTwiceInASignatureIsTwoSignaturesInOne() {
    for (var twice :
        List.of(
            "/Contents <30>",
            "/Contents null",
            "/#43ontents <30>",
            "/ByteRange [0 1 2 3]",
            "/ByteRange null",
            "/SubFilter /adbe.pkcs7.detached")) {
      var update = new LinkedHashMap<>(Letter.leadersUpdate());
      update.put(Letter.LEADERS_SIGNATURE, PdfDraft.signature(Letter.CERTIFICATION + " " + twice));

      broken(sign(append(Letter.unsigned(), update), Cms.by(People.LEADER)));
    }
  }

  @Test
  void tracesOfASignatureInAFileWithoutOneAreNotPassedOver() {
    var hidden = new LinkedHashMap<>(Letter.prepared());
    hidden.put(Letter.CONTENT, PdfDraft.stream("", SIGNATURE));
    var report = judge(PdfDraft.original(hidden, Letter.TRAILER));

    assertThat(report.headline().code()).isEqualTo("VERIFY.TRACE");
    assertThat(report.integrity()).isEqualTo(Integrity.ALTERED);
  }

  @Test
  void aSignatureThatNoFieldHoldsIsBroken() {
    var orphan = new LinkedHashMap<>(Letter.leadersUpdate());
    orphan.put(Letter.LEADER, Letter.signatureField("leader", "[300 200 420 260]", ""));

    broken(sign(append(Letter.unsigned(), orphan), Cms.by(People.LEADER)));
  }

  @Test
  void aSignatureThatTwoFieldsHoldIsBroken() {
    var twice = new LinkedHashMap<>(Letter.leadersUpdate());
    twice.put(Letter.SEAL, Letter.signatureField("seal", "[0 0 0 0]", "/V 20 0 R"));

    broken(sign(append(Letter.unsigned(), twice), Cms.by(People.LEADER)));
  }

  @Test
  void aFileThatSomeoneWroteOnAtItsEndIsNotIntact() {
    var xref = startxref(SIGNED);
    var page = "3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 99 0 R >>\nendobj\n";
    for (var tail :
        List.of(
            " ",
            "\n",
            "\0",
            "x",
            "%%EOF\n",
            "% only a comment\n",
            page,
            page + "%%EOF\n",
            page + "startxref\n%d\n%%%%EOF\n".formatted(xref),
            page + "xref\n0 0\ntrailer\n<< >>\nstartxref\n%d\n%%%%EOF\n".formatted(xref),
            page + "trailer\n<< /Root 1 0 R /Size 40 >>\nstartxref\n%d\n%%%%EOF\n".formatted(xref),
            page
                + "xref\n0 0\ntrailer\n<< /Size 31 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
                    .formatted(xref, SIGNED.length + page.length()),
            "xref\n0 0\ntrailer\n<< /Size 31 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n%s"
                .formatted(xref, SIGNED.length, page),
            "xref\n0 0\ntrailer\n<< /Size 31 /Root 1 0 R /Prev %d >>\n%s\nstartxref\n%d\n%%%%EOF\n"
                .formatted(xref, page, SIGNED.length),
            "%"
                + page.replace('\n', ' ')
                + "\nxref\n0 0\ntrailer\n<< /Size 31 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
                    .formatted(xref, SIGNED.length + page.length() + 2))) {
      notIntact(concat(SIGNED, bytes(tail)));
    }
  }

  @Test
  void anUpdateThatListsLessThanItHoldsIsNotIntact() {
    var page = "3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n";
    for (var listed :
        List.of(
            "3 1\n%010d 00000 n \n".formatted(SIGNED.length + 1),
            "3 1\n%010d 00000 n \n".formatted(SIGNED.length - 1),
            "3 1\n0000000000 00000 f \n",
            "3 1\n%010d 00001 n \n".formatted(SIGNED.length),
            "4 1\n%010d 00000 n \n".formatted(SIGNED.length),
            "3 1\n%010d 00000 n \n3 1\n%010d 00000 n \n".formatted(SIGNED.length, SIGNED.length),
            "3 1\n0000000300 00000 n \n",
            "3 1\n9999999999 00000 n \n")) {
      var table =
          "xref\n%strailer\n<< /Size 31 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
              .formatted(listed, startxref(SIGNED), SIGNED.length + page.length());
      notIntact(concat(SIGNED, bytes(page + table)));
    }
  }

  @Test
  void anUpdateThatBringsBackWhatLiesBeforeIsNotIntact() {
    var hidden = new LinkedHashMap<>(Letter.prepared());
    hidden.put(
        Letter.CONTENT,
        PdfDraft.stream("", "(99 0 obj) Tj\n3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj"));
    var signed =
        sign(
            append(PdfDraft.original(hidden, Letter.TRAILER), Letter.leadersUpdate()),
            Cms.by(People.LEADER));
    assertThat(judge(signed).valid()).isTrue();
    var within = text(signed).lastIndexOf("3 0 obj\n<< /Type /Page /Parent 2 0 R >>");
    var table =
        "xref\n3 1\n%010d 00000 n \ntrailer\n<< /Size 31 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
            .formatted(within, startxref(signed), signed.length);

    notIntact(concat(signed, bytes(table)));
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
  void aCatalogPreparedBeforeSigningCannotBeSwitchedToAfterwards() {
    var base = new LinkedHashMap<>(Letter.prepared());
    base.put(15, "<< /Type /Page /Parent 16 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>");
    base.put(16, "<< /Type /Pages /Kids [15 0 R] /Count 1 >>");
    base.put(
        17,
        "<< /Type /Catalog /Pages 16 0 R /AcroForm 6 0 R /Perms << /DocMDP 20 0 R >> /DSS << /Certs"
            + " [] /CRLs 18 0 R >> >>");
    base.put(18, "[]");
    var signed =
        sign(
            append(PdfDraft.original(base, Letter.TRAILER), Letter.leadersUpdate()),
            Cms.by(People.LEADER));
    assertThat(judge(signed).valid()).isTrue();
    var update = append(signed, Map.of(18, "[60 0 R]", 60, PdfDraft.stream("", "a list")));

    changed(
        bytes(text(update).replaceFirst("(?s)/Root 1 0 R(?!.*/Root)", "/Root 17 0 R")),
        "the trailer names another catalog");
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
  void aChainOfSectionsThatRunsInACircleOrNowhereIsNotIntact() {
    var empty = append(SIGNED, Map.of());
    for (var previous :
        List.of("%010d".formatted(startxref(empty)), "9999999999", "-000000001", "0000000001")) {
      structure(
          bytes(
              text(empty)
                  .replaceFirst("(?s)/Prev \\d+ +>>(?!.*/Prev)", "/Prev " + previous + " >>")));
    }
  }

  @Test
  void anUpdateForNoReasonIsNotIntact() {
    notIntact(append(SIGNED, Map.of()));
  }

  @Test
  void anUpdateThatSwitchesTheCatalogIsNotIntact() {
    var other = new LinkedHashMap<Integer, String>();
    other.put(60, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>");

    notIntact(
        bytes(
            text(append(SIGNED, other))
                .replaceFirst("(?s)/Root 1 0 R(?!.*/Root)", "/Root 60 0 R")));
  }

  @Test
  void aCopyOfTheSignatureDoesNotSignTheCopy() {
    var update = new LinkedHashMap<Integer, String>();
    update.put(
        Letter.SEAL,
        Letter.signatureField("seal", "[260 190 340 270]", "/Lock << /Action /All >> /V 60 0 R"));
    update.put(60, SIGNATURE);

    broken(append(SIGNED, update));
    update.clear();
    update.put(Letter.LEADERS_SIGNATURE, SIGNATURE);
    broken(append(SIGNED, update));
  }

  @Test
  void aSignatureRangeThatEndsBeforeItsRevisionIsBroken() {
    var shorter = RANGE.replaceFirst(" (\\d+)\\]", " 0000000300]");

    broken(PdfDraft.replaceSame(SIGNED, RANGE, shorter));
  }

  @Test
  void aSignatureThatLeavesOutMoreThanItselfIsBroken() {
    var draft = append(Letter.unsigned(), Letter.leadersUpdate());
    assertThat(judge(PdfDraft.signLess(draft, Cms.by(People.LEADER), 0, 0, 0)).valid()).isTrue();
    for (var less :
        List.of(
            new int[] {1, 0, 0},
            new int[] {9, 0, 0},
            new int[] {0, 1, 0},
            new int[] {0, 3, 0},
            new int[] {0, -1, 0},
            new int[] {-1, 0, 0},
            new int[] {0, 0, 2},
            new int[] {0, 0, 100})) {
      var report =
          judge(PdfDraft.signLess(draft, Cms.by(People.LEADER), less[0], less[1], less[2]));

      assertThat(report.headline().code())
          .as(Arrays.toString(less))
          .isEqualTo("VERIFY.SIGNATURE_BROKEN");
    }
    assertThat(judge(PdfDraft.signLess(draft, Cms.by(People.LEADER), 0, 0, 1)).valid())
        .as("the end of the last line is no content")
        .isTrue();
  }

  @Test
  void aSecondRangeMovedAwayFromTheGapIsBroken() {
    var m = Pattern.compile("\\[0 (\\d+) (\\d+) (\\d+)\\]").matcher(RANGE);
    assertThat(m.matches()).isTrue();
    var gapEnd = Integer.parseInt(m.group(2));
    var rest = Arrays.copyOfRange(SIGNED, gapEnd, SIGNED.length);
    var extra = bytes(" 3 0 obj\n<< /Type /Page >>\nendobj\n");
    var moved =
        bytes(
            text(SIGNED)
                .replace(
                    RANGE,
                    "[0 %s %010d %s]"
                        .formatted(m.group(1), SIGNED.length + extra.length, m.group(3))));

    broken(moved);
    notIntact(concat(moved, extra, rest));
  }

  @Test
  void contentInTheGapIsBroken() {
    var gap = Matcher.quoteReplacement(CONTENTS.substring(0, CONTENTS.length() - 41));
    for (var end :
        List.of(
            "> 3 0 obj<</Type/Page>>endobj           >",
            " ".repeat(40) + ">",
            "g".repeat(40) + ">",
            "0".repeat(39) + ">>",
            "0".repeat(39) + ")>")) {
      assertThat(end).hasSize(41);
      notIntact(bytes(text(SIGNED).replaceAll("<" + CONTENTS.substring(1) + "", gap + end)));
    }
  }

  @Test
  void aPolyglotOrAFileWithSomethingBeforeItsHeaderIsNotRead() {
    assertThat(judge(concat(bytes("\n"), SIGNED)).integrity()).isEqualTo(Integrity.UNREADABLE);
    assertThat(judge(concat(bytes("GIF89a"), SIGNED)).valid()).isFalse();
  }

  private static void structure(byte[] file) {
    assertThat(judge(file).headline().code()).isEqualTo("VERIFY.STRUCTURE");
  }

  private static void broken(byte[] file) {
    var report = judge(file);
    assertThat(report.integrity())
        .as(report.headline().en())
        .isIn(Integrity.ALTERED, Integrity.UNREADABLE);
    assertThat(report.valid()).isFalse();
    assertThat(report.headline().code())
        .as(report.headline().en())
        .isIn(
            "VERIFY.SIGNATURE_BROKEN",
            "VERIFY.SIGNATURE_FORMAT",
            "VERIFY.CHANGED",
            "VERIFY.NOT_STRICT",
            "VERIFY.DIGEST_DIFFERS",
            "VERIFY.TRACE");
  }

  private static void notIntact(byte[] file) {
    var report = judge(file);
    assertThat(report.integrity())
        .as(report.headline().en())
        .isIn(Integrity.ALTERED, Integrity.UNREADABLE);
    assertThat(report.valid()).isFalse();
  }
}
