package vn.congvan.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import vn.congvan.document.Language;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.validation.JudgedFiles;
import vn.congvan.validation.VerificationReport;

class PagesTest {
  private static final String HOSTILE =
      "<script>alert('x')</script> &amp; \"\u202Etxt.exe\" ]]> --> Ủy ban";

  /** What Circular 15/2025/TT-BKHCN has shown at least. */
  private static final List<String> ASKED_FOR =
      List.of(
          "Người ký",
          "Nguyễn Văn An",
          "Đơn vị quản lý",
          "Ủy ban nhân dân phường Hương Trà",
          "Thời điểm ký",
          "09:30:00 22/11/2026",
          "Toàn vẹn",
          "Hiệu lực lúc ký",
          "Nơi cấp chứng thư",
          "Gốc",
          "Thời hạn chứng thư");

  @Test
  void whatTheCircularAsksForStandsOnBothPages() throws Exception {
    var verdict = JudgedFiles.judge(JudgedFiles.issued());

    assertThat(text(html(verdict, "văn bản.pdf", Language.VI)))
        .contains(ASKED_FOR)
        .contains("✓ HỢP LỆ", "văn bản.pdf", verdict.sha256().hex(), "Số: 05/UBND-VX");
    assertThat(text(pdf(verdict, "văn bản.pdf", Language.VI)))
        .contains(ASKED_FOR)
        .contains("HỢP LỆ", "văn bản.pdf", verdict.sha256().hex(), "Trang 1/1", "Công Văn 1.0");
  }

  @Test
  void whyAFileIsNotValidAndWhoMustActStandsOnThem() throws Exception {
    var verdict = JudgedFiles.judge(JudgedFiles.changed());

    for (var page :
        List.of(
            text(html(verdict, "a.pdf", Language.VI)), text(pdf(verdict, "a.pdf", Language.VI)))) {
      assertThat(page)
          .contains("KHÔNG HỢP LỆ", "VERIFY.DIGEST_DIFFERS", "Người giữ tệp: lấy lại tệp gốc")
          .doesNotContain("KHÔNG HỢP LỆ. ");
    }
    assertThat(text(pdf(verdict, "a.pdf", Language.EN)))
        .contains("INVALID", "Whoever holds the file", "Page 1/1");
  }

  @Test
  void aVerdictOnAnyFileFitsOnOneSheet() throws Exception {
    for (var verdict :
        List.of(
            JudgedFiles.judge(JudgedFiles.issued()),
            JudgedFiles.judgeWithoutRoots(JudgedFiles.issued()),
            JudgedFiles.judge(JudgedFiles.changed()),
            JudgedFiles.judge(JudgedFiles.unsigned()),
            JudgedFiles.judge(JudgedFiles.unreadable()),
            JudgedFiles.judgeMissing())) {
      try (var pdf = Loader.loadPDF(pdf(verdict, "a.pdf", Language.VI))) {
        assertThat(pdf.getNumberOfPages()).as(verdict.headline().code()).isEqualTo(1);
        for (var font : pdf.getPage(0).getResources().getFontNames()) {
          assertThat(pdf.getPage(0).getResources().getFont(font).isEmbedded()).isTrue();
        }
      }
      xml(html(verdict, "a.pdf", Language.VI));
    }
  }

  @Test
  void namesInTheFileAreOnlyTextOnAWebPage() throws Exception {
    var verdict = JudgedFiles.judge(JudgedFiles.sealedBy(HOSTILE));
    var page = html(verdict, HOSTILE.replace("/", "") + ".pdf", Language.VI);

    assertThat(text(page))
        .contains("<script>alert('x')</script> &amp; \"·txt.exe\" ]]> --> Ủy ban")
        .doesNotContain("\u202E");
    var html = xml(page);
    for (var loaded : List.of("script", "link", "img", "iframe", "a")) {
      assertThat(html.getElementsByTagName(loaded).getLength()).as(loaded).isZero();
    }
    assertThat(new String(page, StandardCharsets.UTF_8))
        .startsWith("<!DOCTYPE html><html")
        .contains("default-src 'none'")
        .doesNotContain("<script", "url(");
  }

  @Test
  void nothingOfALongNameIsCutOffOnPaper() throws Exception {
    var name = "Báo cáo " + "kết_quả_thực_hiện_nhiệm_vụ_".repeat(12) + "中.pdf";
    var page = pdf(JudgedFiles.judge(JudgedFiles.issued()), name, Language.VI);

    assertThat(text(page).replaceAll("\\s", ""))
        .contains(name.replaceAll("\\s", "").replace("中", "[U+4E2D]"));
    try (var pdf = Loader.loadPDF(page)) {
      assertThat(positions(pdf))
          .allMatch(letter -> letter.getX() + letter.getWidth() <= 195 * 72 / 25.4 + 1)
          .allMatch(letter -> letter.getX() >= 20 * 72 / 25.4 - 1)
          .allMatch(letter -> letter.getY() <= 285 * 72 / 25.4);
    }
  }

  @Test
  void manySignaturesTakeMoreSheetsAndEachSaysHowMany() throws Exception {
    var one = JudgedFiles.judge(JudgedFiles.issued());
    var all = new ArrayList<>(Collections.nCopies(20, one.signatures().get(0)));
    var many =
        new VerificationReport(
            one.indication(),
            one.subIndication(),
            one.acts(),
            one.integrity(),
            one.headline(),
            one.findings(),
            all,
            one.number(),
            one.date(),
            one.sha256(),
            one.policy());
    var page = pdf(many, "a.pdf", Language.VI);
    var text = text(page);

    try (var pdf = Loader.loadPDF(page)) {
      var count = pdf.getNumberOfPages();
      assertThat(count).isGreaterThan(1);
      for (var number = 1; number <= count; number++) {
        assertThat(text.contains("Trang %d/%d".formatted(number, count))).isTrue();
      }
    }
    assertThat(text.split("Nơi cấp chứng thư", -1)).hasSize(21);
    assertThat(text.contains("20. Chữ ký lãnh đạo")).isTrue();
  }

  @Test
  void theSameVerdictIsTheSameSheetByteForByte() {
    var verdict = JudgedFiles.judge(JudgedFiles.unsigned());

    assertThat(pdf(verdict, "a.pdf", Language.VI)).isEqualTo(pdf(verdict, "a.pdf", Language.VI));
  }

  private static byte[] html(VerificationReport verdict, String name, Language language) {
    return ReportFormat.HTML.write(judged(verdict, name), language);
  }

  private static byte[] pdf(VerificationReport verdict, String name, Language language) {
    return ReportFormat.PDF.write(judged(verdict, name), language);
  }

  private static Judged judged(VerificationReport verdict, String name) {
    var file = Path.of(name);
    return new Judged(file, Certificates.NOW, verdict, "Công Văn 1.0");
  }

  /** Of a sheet, or of a web page. */
  private static String text(byte[] page) throws Exception {
    if (page[0] == '<') {
      return xml(page).getDocumentElement().getTextContent();
    }
    try (var pdf = Loader.loadPDF(page)) {
      return new PDFTextStripper().getText(pdf);
    }
  }

  private static Document xml(byte[] page) throws Exception {
    var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    return builder.parse(new ByteArrayInputStream(page));
  }

  private static List<TextPosition> positions(PDDocument pdf) throws IOException {
    var found = new ArrayList<TextPosition>();
    new PDFTextStripper() {
      @Override
      protected void processTextPosition(TextPosition text) {
        found.add(text);
      }
    }.getText(pdf);
    return found;
  }
}
