package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.Judging.judge;
import static vn.congvan.validation.PdfDraft.append;
import static vn.congvan.validation.PdfDraft.bytes;
import static vn.congvan.validation.PdfDraft.concat;
import static vn.congvan.validation.PdfDraft.original;
import static vn.congvan.validation.PdfDraft.stream;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.validation.pdf.Limits;
import vn.congvan.validation.pdf.PdfBytes;

/** Files made to exhaust whoever reads them. */
class LimitsTest {
  private static byte[] with(int number, String body) {
    var objects = new TreeMap<>(Letter.prepared());
    objects.put(number, body);
    return original(objects, Letter.TRAILER);
  }

  @Test
  void valuesNestedTooDeepAreNotFollowed() {
    limited(with(12, "[".repeat(100_000)));
    limited(with(12, "<< /A ".repeat(100_000)));
  }

  @Test
  void anEndlessStringOrNameOrNumberIsNotRead() {
    limited(with(12, "(" + "(x)".repeat(2 << 20) + ")"));
    limited(with(12, "/" + "x".repeat(100_000)));
    unreadable(with(12, "1".repeat(100_000)));
    unreadable(with(12, "(" + "x".repeat(100_000)));
  }

  @Test
  void anObjectOfTooManyValuesIsNotRead() {
    limited(with(12, "[" + "0 ".repeat(1_000_001) + "]"));
  }

  @Test
  void aChainOfTooManyRevisionsIsNotFollowed() {
    var file = Letter.signed();
    for (var i = 0; i < 64; i++) {
      file = append(file, Map.of());
    }

    limited(file);
  }

  @Test
  void moreObjectsThanTheFileCouldHoldAreNotBelieved() {
    for (var table :
        List.of("xref\n0 2000000000\n", "xref\n2147483647 2\n", "xref\n0 99999999999\n")) {
      var file = bytes("%PDF-1.7\n" + table + "trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n");

      assertThat(judge(file).integrity()).isEqualTo(Integrity.UNREADABLE);
    }
    for (var widths :
        List.of(
            "/W [0 0 0] /Size 2000000000",
            "/W [1 1 1] /Index [0 2147483647]",
            "/W [1 99 1] /Size 1",
            "/W [-1 1 1] /Size 1",
            "/W [1 1] /Size 1",
            "/W [1 1 1] /Index [0]",
            "/W [1 1 1]",
            "/W [1 1 1] /Size 1 /Filter /LZWDecode",
            "/W [1 1 1] /Size 1 /Length 5 0 R")) {
      var file =
          bytes(
              "%PDF-1.7\n1 0 obj\n"
                  + stream("/Type /XRef /Root 1 0 R " + widths, "abc")
                      .replace(widths.contains("/Length") ? "/Length 3" : "\0", "")
                  + "\nendobj\nstartxref\n9\n%%EOF\n");

      assertThat(judge(file).integrity()).as(widths).isEqualTo(Integrity.UNREADABLE);
    }
  }

  @Test
  void aStreamThatInflatesWithoutEndIsNotInflated() {
    var deflater = new Deflater(9);
    var zeros = new byte[1 << 20];
    var packed = new byte[1 << 20];
    var length = 0;
    for (var i = 0; i < 100; i++) {
      deflater.setInput(zeros);
      length += deflater.deflate(packed, length, packed.length - length);
    }
    deflater.finish();
    length += deflater.deflate(packed, length, packed.length - length);
    var bomb = java.util.Arrays.copyOf(packed, length);
    assertThat(length).isLessThan(200_000);
    var head =
        bytes(
            "%%PDF-1.7\n1 0 obj\n<< /Type /XRef /W [1 4 1] /Size 9 /Filter /FlateDecode /Length %d >>\nstream\n"
                .formatted(length));

    limited(concat(head, bomb, bytes("\nendstream\nendobj\nstartxref\n9\n%%EOF\n")));
  }

  @Test
  void lengthsThatDependOnEachOtherAreNotFollowed() {
    var objects = new TreeMap<>(Letter.prepared());
    objects.put(12, "<< /Length 13 0 R >>\nstream\nx\nendstream");
    objects.put(13, "<< /Length 12 0 R >>\nstream\nx\nendstream");

    unreadable(original(objects, Letter.TRAILER));
    unreadable(with(12, "<< /Length 12 0 R >>\nstream\nx\nendstream"));
    unreadable(with(12, "<< /Length 99 0 R >>\nstream\nx\nendstream"));
    unreadable(with(12, "<< /Length -1 >>\nstream\nx\nendstream"));
    unreadable(with(12, "<< /Length 9999999999 >>\nstream\nx\nendstream"));
    unreadable(with(12, "<< /Length 1 /F (other.bin) >>\nstream\nx\nendstream"));
  }

  @Test
  void fieldsAndPagesThatRunInACircleAreNotFollowed() {
    unreadable(with(Letter.LEADER, "<< /FT /Sig /T (leader) /Kids [9 0 R] >>"));
    unreadable(with(Letter.FORM, "<< /Fields [7 0 R 7 0 R] >>"));
    unreadable(with(Letter.FORM, "<< /Fields [<< /T (x) >>] >>"));
    assertThat(judge(with(Letter.FORM, "6 0 R")).valid()).isFalse();
  }

  @Test
  void whatIsAboveASmallerLimitIsNotJudgedEither() throws IOException {
    var providers = People.PROVIDERS;
    var paths =
        new CertificatePaths(new TrustAnchors(List.of(People.ROOT.certificate())), providers);
    for (var limits :
        List.of(
            new Limits(1000, 64, 1000, 10_000, 1000, 64, 1 << 20, 1 << 20, 100),
            new Limits(1 << 20, 2, 1000, 10_000, 1000, 64, 1 << 20, 1 << 20, 100),
            new Limits(1 << 20, 64, 10, 10_000, 1000, 64, 1 << 20, 1 << 20, 100),
            new Limits(1 << 20, 64, 1000, 100, 1000, 64, 1 << 20, 1 << 20, 100),
            new Limits(1 << 20, 64, 1000, 10_000, 10, 64, 1 << 20, 1 << 20, 100),
            new Limits(1 << 20, 64, 1000, 10_000, 1000, 2, 1 << 20, 1 << 20, 100),
            new Limits(1 << 20, 64, 1000, 10_000, 1000, 64, 100, 1 << 20, 100))) {
      var report =
          new PdfVerifier(paths, providers, limits)
              .verify(PdfBytes.of(Letter.issued()), Judging.NOW, Expectations.none());

      assertThat(report.headline().code()).as("%s", limits).isEqualTo("VERIFY.LIMIT");
      assertThat(report.integrity()).isEqualTo(Integrity.UNREADABLE);
    }
  }

  private static void limited(byte[] file) {
    var report = judge(file);
    assertThat(report.headline().code()).as(report.headline().en()).isEqualTo("VERIFY.LIMIT");
    assertThat(report.headline().vi()).startsWith("CHƯA ĐỦ CƠ SỞ KẾT LUẬN. ");
  }

  private static void unreadable(byte[] file) {
    assertThat(judge(file).integrity()).isEqualTo(Integrity.UNREADABLE);
  }
}
