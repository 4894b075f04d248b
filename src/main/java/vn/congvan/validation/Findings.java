package vn.congvan.validation;

import vn.congvan.document.Reason;
import vn.congvan.validation.changes.ForbiddenChange;
import vn.congvan.validation.cms.CmsProblem;
import vn.congvan.validation.pdf.PdfProblem;

/** What can be against a file or its bytes, in words. */
final class Findings {
  private static final String ASK_AGAIN = "Lấy lại tệp gốc từ nơi ban hành.";

  private Findings() {}

  static Finding notSigned() {
    return new Finding(
        new Reason(
            "VERIFY.NOT_SIGNED",
            "TỆP CHƯA KÝ SỐ. Yêu cầu nơi gửi ký số rồi gửi lại.",
            "THE FILE IS NOT SIGNED; ask its sender to sign it and send it again"),
        Indication.INDETERMINATE,
        SubIndication.CUSTOM,
        Integrity.UNSIGNED,
        WhoActs.ISSUER);
  }

  /** No structure to start from. @param signed the bytes hold words that only signed files hold */
  static Finding noStructure(PdfProblem problem, boolean signed) {
    return switch (problem.kind()) {
      case LIMIT -> limit(problem);
      case ENCRYPTED ->
          Finding.unreadable(
              Indication.INDETERMINATE,
              WhoActs.ISSUER,
              "VERIFY.ENCRYPTED",
              "Tệp được đặt mật khẩu nên không kiểm tra được. Yêu cầu nơi gửi bỏ mật khẩu rồi gửi lại.",
              "the file is encrypted and cannot be judged; ask its sender for one that is not");
      case MALFORMED ->
          signed
              ? Finding.unreadable(
                  Indication.TOTAL_FAILED,
                  WhoActs.HOLDER,
                  "VERIFY.STRUCTURE",
                  "Tệp có dữ liệu nằm ngoài bản đã ký hoặc bị hỏng (byte %d). %s"
                      .formatted(problem.offset(), ASK_AGAIN),
                  "the file is damaged, or holds data beside what was signed: %s; get the original again"
                      .formatted(problem.what()))
              : Finding.unreadable(
                  Indication.TOTAL_FAILED,
                  WhoActs.HOLDER,
                  "VERIFY.UNREADABLE",
                  "Không đọc được tệp PDF này (byte %d). %s".formatted(problem.offset(), ASK_AGAIN),
                  "this is no readable PDF: %s; get the original again".formatted(problem.what()));
    };
  }

  static Finding limit(PdfProblem problem) {
    return Finding.unreadable(
        Indication.INDETERMINATE,
        WhoActs.ISSUER,
        "VERIFY.LIMIT",
        "Tệp quá lớn hoặc quá phức tạp để kiểm tra (byte %d). Yêu cầu nơi gửi xuất lại tệp đơn giản hơn."
            .formatted(problem.offset()),
        "the file is too large or too complex to judge: %s; ask its sender for a simpler one"
            .formatted(problem.what()));
  }

  /** In bytes that lie under a signature, a structure other readers may take in another way. */
  static Finding notStrict(PdfProblem problem) {
    return problem.kind() == PdfProblem.Kind.LIMIT
        ? limit(problem)
        : Finding.unreadable(
            Indication.INDETERMINATE,
            WhoActs.ISSUER,
            "VERIFY.NOT_STRICT",
            "Cấu trúc tệp không đúng chuẩn PDF (byte %d), phần mềm khác có thể hiện nội dung khác. Yêu cầu nơi ban hành xuất và ký lại."
                .formatted(problem.offset()),
            "the file's structure is not that of the PDF standard (%s), so others may show something else; ask its issuer to make and sign it again"
                .formatted(problem.what()));
  }

  static Finding noFile(String message) {
    return Finding.unreadable(
        Indication.INDETERMINATE,
        WhoActs.HOLDER,
        VerificationReport.NO_FILE,
        "Không mở được tệp. Kiểm tra tệp và quyền đọc rồi thử lại.",
        "cannot read the file: %s; check the file and its permissions, and try again"
            .formatted(message));
  }

  static Finding failed(String what) {
    return Finding.unreadable(
        Indication.INDETERMINATE,
        WhoActs.OPERATOR,
        "VERIFY.FAILED",
        "Việc kiểm tra bị lỗi giữa chừng nên chưa kết luận được. Báo cho quản trị kèm tệp này.",
        "judging stopped with an error (%s), so nothing is concluded; report it with this file"
            .formatted(what));
  }

  static Finding trace(long offset) {
    return Finding.altered(
        SubIndication.FORMAT_FAILURE,
        "VERIFY.TRACE",
        "Tệp mang dấu vết của chữ ký số (byte %d) nhưng không còn chữ ký nào. %s"
            .formatted(offset, ASK_AGAIN),
        "the file bears traces of a signature at byte %d and has none; get the original again"
            .formatted(offset));
  }

  static Finding broken(PdfProblem problem) {
    return Finding.altered(
        SubIndication.FORMAT_FAILURE,
        "VERIFY.SIGNATURE_BROKEN",
        "Chữ ký số trong tệp bị hỏng hoặc bị làm giả. " + ASK_AGAIN,
        "a signature is broken or forged: %s; get the original again".formatted(problem.what()));
  }

  /** Circular 15/2025/TT-BKHCN names PSS; many tokens can only do this. */
  static Reason pkcs1() {
    return new Reason(
        "VERIFY.PKCS1_V1_5",
        "Ký bằng RSA kiểu PKCS#1 v1.5; chữ ký vẫn được chấp nhận. Khi đổi thiết bị, nên chọn loại ký được RSASSA-PSS.",
        "signed with RSA as PKCS#1 v1.5 has it, which is accepted; when the token is replaced, prefer one that can do RSASSA-PSS");
  }

  static Finding unknownKind() {
    return Finding.unreadable(
        Indication.TOTAL_FAILED,
        WhoActs.ISSUER,
        "VERIFY.SIGNATURE_KIND",
        "Kiểu chữ ký số này không được hỗ trợ. Yêu cầu nơi ban hành ký lại theo PAdES.",
        "a kind of signature that is not supported; ask the issuer to sign again as PAdES says");
  }

  static Finding changed(ForbiddenChange change) {
    var where = "%s, at byte %d".formatted(change.getMessage(), change.offset());
    return switch (change.kind()) {
      case CONTENT -> changed(where);
      case FIELD ->
          Finding.altered(
              SubIndication.FORMAT_FAILURE,
              "VERIFY.FIELD_CHANGED",
              "Nội dung đã bị thay đổi sau khi ký: một ô trên văn bản bị điền hoặc sửa trái phép. "
                  + ASK_AGAIN,
              "changed after signing: %s; get the original again".formatted(where));
      case SIGNATURE ->
          Finding.altered(
              SubIndication.FORMAT_FAILURE,
              "VERIFY.SIGNATURE_ADDED",
              "Nội dung đã bị thay đổi sau khi ký: một chữ ký khác được thêm trái phép. "
                  + ASK_AGAIN,
              "changed after signing: %s; get the original again".formatted(where));
    };
  }

  static Finding changed(PdfProblem problem) {
    return problem.kind() == PdfProblem.Kind.LIMIT ? limit(problem) : changed(problem.what());
  }

  private static Finding changed(String where) {
    return Finding.altered(
        SubIndication.FORMAT_FAILURE,
        "VERIFY.CHANGED",
        "Nội dung đã bị thay đổi sau khi ký. " + ASK_AGAIN,
        "changed after signing: %s; get the original again".formatted(where));
  }

  static Finding digestDiffers() {
    return Finding.altered(
        SubIndication.HASH_FAILURE,
        "VERIFY.DIGEST_DIFFERS",
        "Nội dung đã bị thay đổi sau khi ký. " + ASK_AGAIN,
        "the signed bytes are not what was signed; get the original again");
  }

  static Finding doesNotHold() {
    return Finding.altered(
        SubIndication.SIG_CRYPTO_FAILURE,
        "VERIFY.SIGNATURE_WRONG",
        "Chữ ký số không khớp với chứng thư của người ký. " + ASK_AGAIN,
        "the signature was not made with the key of its certificate; get the original again");
  }

  static Finding cms(CmsProblem problem) {
    var why = problem.getMessage();
    return switch (problem.kind()) {
      case FORMAT ->
          Finding.altered(
              SubIndication.FORMAT_FAILURE,
              "VERIFY.SIGNATURE_FORMAT",
              "Chữ ký số trong tệp sai định dạng. " + ASK_AGAIN,
              "a signature that is not as its standard says: %s; get the original again"
                  .formatted(why));
      case ALGORITHM ->
          new Finding(
              new Reason(
                  "VERIFY.WEAK_ALGORITHM",
                  "Chữ ký dùng thuật toán hoặc khóa không còn an toàn. Yêu cầu nơi ban hành ký lại.",
                  "a signature that cannot be relied on: %s; ask the issuer to sign again"
                      .formatted(why)),
              Indication.INDETERMINATE,
              SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
              Integrity.UNREADABLE,
              WhoActs.ISSUER);
      case NO_SIGNING_CERTIFICATE ->
          Finding.unsure(
              SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
              "VERIFY.NO_SIGNING_CERTIFICATE",
              "Chữ ký không ghi rõ chứng thư của người ký (PAdES). Hỏi nơi ban hành.",
              "the signature does not name its certificate as PAdES says: %s; ask the issuer"
                  .formatted(why));
      case OTHER_CERTIFICATE ->
          new Finding(
              new Reason(
                  "VERIFY.OTHER_CERTIFICATE",
                  "Chứng thư kèm theo không phải chứng thư người ký đã dùng. Hỏi nơi ban hành.",
                  "%s; ask the issuer".formatted(why)),
              Indication.INDETERMINATE,
              SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
              Integrity.ALTERED,
              WhoActs.ISSUER);
    };
  }
}
