package vn.congvan.signing;

import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;

/** Why a file cannot be made ready to be signed, in the words of those who must act. */
final class PrepareFailure {
  private PrepareFailure() {}

  static SetAside unreadable(Throwable cause) {
    return new SetAside(
        new Reason(
            "PREPARE.UNREADABLE",
            "Không chuẩn bị được tệp PDF để ký: tệp bị hỏng. Hủy văn bản, xuất lại tệp rồi trình lại.",
            "cannot prepare the PDF to be signed: it is damaged (%s); cancel the document, export the file again and submit it"
                .formatted(cause.getMessage())),
        cause);
  }

  static SetAside encrypted() {
    return new SetAside(
        new Reason(
            "PREPARE.ENCRYPTED",
            "Không chuẩn bị được tệp PDF để ký: tệp có mật khẩu hoặc bị khóa quyền. Hủy văn bản, gỡ bảo vệ rồi trình lại.",
            "cannot prepare the PDF to be signed: it is encrypted; cancel the document, remove the protection and submit it again"));
  }

  static SetAside signed() {
    return new SetAside(
        new Reason(
            "PREPARE.SIGNED",
            "Không chuẩn bị được tệp PDF để ký: tệp đã có chữ ký số, làm lại sẽ mất chữ ký. Hủy văn bản rồi trình bản chưa ký.",
            "cannot prepare the PDF to be signed: it bears a signature, which would be lost; cancel the document and submit the unsigned file"));
  }

  static SetAside hiddenLayers() {
    return new SetAside(
        new Reason(
            "PREPARE.HIDDEN_LAYERS",
            "Không chuẩn bị được tệp PDF để ký: tệp có lớp (layer) đang ẩn hoặc chỉ hiện khi in. Hủy văn bản, gộp các lớp rồi trình lại.",
            "cannot prepare the PDF to be signed: it has layers that are hidden, or shown only in print; cancel the document, flatten them and submit it again"));
  }

  static SetAside noSuchPage(int page, int pages) {
    return new SetAside(
        new Reason(
            "PREPARE.PAGE",
            "Không đặt được ô chữ ký: tệp không có trang %d (chỉ có %d trang). Hủy văn bản rồi trình lại."
                .formatted(page + 1, pages),
            "cannot lay down a field: there is no page %d, the file has %d; cancel the document and submit it again"
                .formatted(page + 1, pages)));
  }

  static SetAside tooManyObjects() {
    return new SetAside(
        new Reason(
            "PREPARE.TOO_MANY_OBJECTS",
            "Không chuẩn bị được tệp PDF để ký: tệp có quá nhiều đối tượng. Xuất lại tệp đơn giản hơn rồi trình lại.",
            "cannot prepare the PDF to be signed: it has too many objects; export it in a simpler form and submit it again"));
  }
}
