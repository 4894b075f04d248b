package vn.congvan.submission;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import vn.congvan.document.Attachment;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Shown;
import vn.congvan.document.Upload;
import vn.congvan.document.WrittenText;
import vn.congvan.inspection.PdfContents;
import vn.congvan.inspection.ReportedFonts;
import vn.congvan.inspection.TooDeep;

/**
 * Whether a file is one we can take: a PDF that is readable, open, without active content, without
 * files hidden inside, not signed yet, within the limits, and without a secrecy mark on its first
 * page.
 */
final class PdfGate {
  private static final int MAX_NAME = 200;
  private static final int HEADER_WINDOW = 5;
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          ".pdf", Attachment.PDF,
          ".doc", "application/msword",
          ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          ".xls", "application/vnd.ms-excel",
          ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          ".zip", "application/zip",
          ".png", "image/png",
          ".jpg", "image/jpeg",
          ".xml", "application/xml",
          ".txt", "text/plain");

  private final SubmissionLimits limits;

  PdfGate(SubmissionLimits limits) {
    this.limits = limits;
  }

  /** The fonts it does not hold are reported, not refused. */
  ReportedFonts checkMain(Path file, Upload upload) {
    return checkPdf(file, upload);
  }

  void checkCount(List<Upload> attachments) {
    if (attachments.size() > limits.maxAttachments()) {
      throw new Refused(
          new Reason(
              "SUBMIT.ATTACHMENTS",
              "Có %d phụ lục, tối đa %d.".formatted(attachments.size(), limits.maxAttachments()),
              "there are %d attachments, %d is the most"
                  .formatted(attachments.size(), limits.maxAttachments())));
    }
  }

  /**
   * A PDF attachment is held to the same as the main PDF, since it is sealed too; other types
   * travel as they are.
   */
  ReportedFonts checkAttachment(Path file, Upload upload) {
    if (mediaType(upload).equals(Attachment.PDF)) {
      return checkPdf(file, upload);
    }
    checkSize(upload);
    return new ReportedFonts(upload.fileName(), List.of());
  }

  /** The media type by the file's name; what the sender claims is not trusted. */
  String mediaType(Upload upload) {
    var name = fileName(upload).toLowerCase(Locale.ROOT);
    var dot = name.lastIndexOf('.');
    var type = dot < 0 ? null : MEDIA_TYPES.get(name.substring(dot));
    if (type == null) {
      throw new Refused(
          new Reason(
              "SUBMIT.ATTACHMENT_TYPE",
              "Không nhận tệp %s: chỉ nhận %s."
                  .formatted(
                      Shown.of(name),
                      String.join(", ", MEDIA_TYPES.keySet().stream().sorted().toList())),
              "cannot take the file %s: its type is not one of %s"
                  .formatted(
                      Shown.of(name),
                      String.join(", ", MEDIA_TYPES.keySet().stream().sorted().toList()))));
    }
    return type;
  }

  String fileName(Upload upload) {
    var name = WrittenText.normal(upload.fileName());
    if (name.isEmpty()
        || name.length() > MAX_NAME
        || name.startsWith(".")
        || name.chars().anyMatch(c -> c == '/' || c == '\\')
        || !WrittenText.isLine(name)) {
      throw new Refused(
          new Reason(
              "SUBMIT.FILE_NAME",
              "Tên tệp \"%s\" không dùng được. Đặt tên từ 1 đến %d ký tự, không có dấu gạch chéo hay ký tự điều khiển."
                  .formatted(Shown.of(name), MAX_NAME),
              "the file name '%s' cannot be used; 1 to %d characters, no slashes, no control characters"
                  .formatted(Shown.of(name), MAX_NAME)));
    }
    return name;
  }

  private ReportedFonts checkPdf(Path file, Upload upload) {
    checkSize(upload);
    checkHeader(file, upload);
    try (var pdf =
        Loader.loadPDF(
            new RandomAccessReadBufferedFile(file.toFile()),
            "",
            null,
            null,
            IOUtils.createTempFileOnlyStreamCache())) {
      if (pdf.isEncrypted()) {
        throw refused(
            "E13.ENCRYPTED",
            upload,
            "có mật khẩu hoặc bị khóa quyền. Gỡ bảo vệ rồi gửi lại",
            "it is encrypted; remove the protection and send it again");
      }
      if (pdf.getNumberOfPages() < 1 || pdf.getNumberOfPages() > limits.maxPages()) {
        throw refused(
            "E13.PAGES",
            upload,
            "có %d trang, phải từ 1 đến %d trang"
                .formatted(pdf.getNumberOfPages(), limits.maxPages()),
            "it has %d pages, 1 to %d are allowed"
                .formatted(pdf.getNumberOfPages(), limits.maxPages()));
      }
      var contents = PdfContents.of(pdf.getDocument());
      requirePlain(contents, upload);
      if (!pdf.getSignatureDictionaries().isEmpty()) {
        throw refused(
            "E13.ALREADY_SIGNED",
            upload,
            "đã có chữ ký số. Gửi bản chưa ký để lãnh đạo ký trong hệ thống",
            "it is signed already; send the unsigned file, the leader signs it here");
      }
      if (FirstPage.bearsSecrecyMark(pdf)) {
        throw SecrecyMark.refused();
      }
      return new ReportedFonts(upload.fileName(), contents.missingFonts());
    } catch (InvalidPasswordException e) {
      throw refused(
          "E13.ENCRYPTED",
          upload,
          "có mật khẩu. Gỡ mật khẩu rồi gửi lại",
          "it is encrypted; remove the password and send it again");
    } catch (TooDeep e) {
      throw refused("E13.DAMAGED", upload, "có cấu trúc lồng quá sâu", "it nests too deeply");
    } catch (PageLetters.TooMuch e) {
      throw refused(
          "E13.TOO_COMPLEX",
          upload,
          "có trang đầu quá phức tạp. Xuất lại tệp PDF từ văn bản gốc rồi gửi lại",
          "its first page is too complex; export it again from the original");
    } catch (IOException | RuntimeException | StackOverflowError e) {
      if (e instanceof Refused refused) {
        throw refused;
      }
      throw refused(
          "E13.DAMAGED",
          upload,
          "bị hỏng, không đọc được. Xuất lại tệp PDF rồi gửi lại",
          "it is damaged and cannot be read; export it again");
    }
  }

  private void checkSize(Upload upload) {
    if (upload.size() > limits.maxFileBytes()) {
      throw refused(
          "E13.TOO_LARGE",
          upload,
          "lớn hơn %d MB. Giảm dung lượng rồi gửi lại".formatted(limits.maxFileBytes() >> 20),
          "it is larger than %d MB".formatted(limits.maxFileBytes() >> 20));
    }
  }

  private static void checkHeader(Path file, Upload upload) {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      var start = new byte[HEADER_WINDOW];
      var read = in.read(start);
      if (read < HEADER_WINDOW || !new String(start, StandardCharsets.US_ASCII).equals("%PDF-")) {
        throw refused(
            "E13.NOT_PDF",
            upload,
            "không phải PDF. Xuất văn bản ra PDF rồi gửi lại",
            "it is not a PDF; export the document as PDF");
      }
    } catch (IOException e) {
      throw refused(
          "E13.DAMAGED", upload, "không đọc được. Gửi lại tệp", "it cannot be read; send it again");
    }
  }

  static Refused refused(String code, Upload upload, String vi, String en) {
    var name = Shown.of(upload.fileName());
    return new Refused(
        new Reason(
            code,
            "Tệp %s %s.".formatted(name, vi),
            "cannot take the file %s: %s".formatted(name, en)));
  }

  /** Refuses what could act, or hide something from whoever signs. */
  private static void requirePlain(PdfContents contents, Upload upload) {
    if (contents.hasScript()) {
      throw refused(
          "E13.ACTIVE_CONTENT",
          upload,
          "có mã JavaScript. Xuất lại tệp không có mã rồi gửi lại",
          "it contains JavaScript; export it without");
    }
    if (contents.action().isPresent()) {
      var action = contents.action().get();
      throw refused(
          "E13.ACTIVE_CONTENT",
          upload,
          "có lệnh tự chạy (%s). Xuất lại tệp rồi gửi lại".formatted(action),
          "it contains the action %s; export it without".formatted(action));
    }
    if (contents.hasFilesInside()) {
      throw refused(
          "E13.EMBEDDED_FILES",
          upload,
          "có tệp khác nhúng bên trong. Gửi tệp đó thành phụ lục riêng",
          "it has files embedded in it; send them as attachments");
    }
    if (contents.hasXfa()) {
      throw refused(
          "E13.ACTIVE_CONTENT",
          upload,
          "là biểu mẫu XFA. In ra PDF thường rồi gửi lại",
          "it is an XFA form; print it to a plain PDF");
    }
    if (contents.hasHiddenLayers()) {
      throw refused(
          "E13.HIDDEN_LAYERS",
          upload,
          "có lớp (layer) đang ẩn hoặc chỉ hiện khi in: người đọc có thể thấy nội dung mà người ký không thấy. Gộp các lớp rồi gửi lại",
          "it has layers that are hidden, or shown only in print, so that a reader may see what the signer did not; flatten them");
    }
  }
}
