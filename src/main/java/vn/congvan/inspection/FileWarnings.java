package vn.congvan.inspection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import vn.congvan.document.Reason;

/**
 * What somebody who signs any PDF as it is should know of it first: the signature will cover what
 * the signer has not seen, or what others see otherwise.
 */
public final class FileWarnings {
  /** A file with more is not walked through: that would take longer than the signing. */
  private static final int MOST_OBJECTS = 100_000;

  private FileWarnings() {}

  /** In order of weight; none for a plain file. Never an error: what cannot be told is said. */
  public static List<Reason> of(Path file) {
    try (var pdf =
        Loader.loadPDF(
            new RandomAccessReadBufferedFile(file.toFile()),
            "",
            null,
            null,
            IOUtils.createTempFileOnlyStreamCache())) {
      var objects = pdf.getDocument().getXrefTable().size();
      if (objects > MOST_OBJECTS) {
        return List.of(
            notLookedThrough(
                "có %d đối tượng".formatted(objects), "it has %d objects".formatted(objects)));
      }
      return of(PdfContents.of(pdf.getDocument()), String.valueOf(file.getFileName()));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return List.of(notLookedThrough("cấu trúc không đọc được", "its structure cannot be read"));
    }
  }

  private static List<Reason> of(PdfContents contents, String name) {
    var warnings = new ArrayList<Reason>();
    if (contents.hasScript()) {
      warnings.add(
          new Reason(
              "FILE.SCRIPT",
              "tệp có mã JavaScript, có thể đổi những gì người đọc thấy. Nên xuất lại tệp không có mã",
              "the file contains JavaScript, which may change what its reader sees; better export it without"));
    }
    contents
        .action()
        .ifPresent(
            action ->
                warnings.add(
                    new Reason(
                        "FILE.ACTION",
                        "tệp có lệnh chạy chương trình hoặc gửi, nhận dữ liệu (%s). Nên xuất lại tệp không có lệnh"
                            .formatted(action),
                        "the file has an action that starts a program, sends or fetches data (%s); better export it without"
                            .formatted(action))));
    if (contents.hasXfa()) {
      warnings.add(
          new Reason(
              "FILE.XFA",
              "tệp là biểu mẫu XFA: mỗi chương trình có thể hiện khác. Nên in ra PDF thường rồi ký",
              "the file is an XFA form, which programs show differently; better print it to a plain PDF"));
    }
    if (contents.hasLayers()) {
      warnings.add(layers(contents));
    }
    if (contents.hiddenAnnotations() > 0) {
      warnings.add(
          new Reason(
              "FILE.HIDDEN_ANNOTATIONS",
              "tệp có %d chú thích hoặc ô biểu mẫu đang ẩn: bạn ký cả những gì không thấy"
                  .formatted(contents.hiddenAnnotations()),
              "the file has %d hidden annotations or form fields: you sign what you do not see"
                  .formatted(contents.hiddenAnnotations())));
    }
    if (contents.hasFilesInside()) {
      warnings.add(
          new Reason(
              "FILE.FILES_INSIDE",
              "tệp có tệp khác nhúng bên trong; chữ ký cũng gồm các tệp đó",
              "the file has other files in it; the signature covers them too"));
    }
    ReportedFonts.warning(List.of(new ReportedFonts(name, contents.missingFonts())))
        .ifPresent(warnings::add);
    return warnings;
  }

  private static Reason layers(PdfContents contents) {
    return contents.hasHiddenLayers()
        ? new Reason(
            "FILE.HIDDEN_LAYERS",
            "tệp có lớp (layer) đang ẩn hoặc chỉ hiện khi in: người đọc có thể thấy nội dung mà bạn không thấy. Nên gộp các lớp rồi ký",
            "the file has layers that are hidden, or shown only in print: a reader may see what you do not; better flatten them")
        : new Reason(
            "FILE.LAYERS",
            "tệp có lớp (layer): người đọc có thể tắt và thấy ít hơn bạn. Nên gộp các lớp rồi ký",
            "the file has layers: a reader can turn them off and see less than you do; better flatten them");
  }

  private static Reason notLookedThrough(String vi, String en) {
    return new Reason(
        "FILE.NOT_LOOKED_THROUGH",
        "chưa xem được tệp có mã, lớp hay chú thích ẩn hay không (%s)".formatted(vi),
        "whether the file holds scripts, layers or hidden annotations was not looked at (%s)"
            .formatted(en));
  }
}
