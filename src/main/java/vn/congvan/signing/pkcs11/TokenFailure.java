package vn.congvan.signing.pkcs11;

import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;

/** Why a token does not sign, in the words of those who must act. Never says a PIN. */
final class TokenFailure {
  private TokenFailure() {}

  static RetryLater away(String token, String detail, Throwable cause) {
    return new RetryLater(awayReason(token, detail), cause);
  }

  static RetryLater away(String token, String detail) {
    return new RetryLater(awayReason(token, detail));
  }

  private static Reason awayReason(String token, String detail) {
    return new Reason(
        "SIGN.TOKEN_AWAY",
        "Chưa thấy thiết bị ký %s. Cắm thiết bị vào máy chủ; hệ thống sẽ tự thử lại."
            .formatted(token),
        "the token %s is not there (%s); plug it in, it is tried again".formatted(token, detail));
  }

  static SetAside library(String path, Throwable cause) {
    return new SetAside(
        new Reason(
            "SIGN.TOKEN_LIBRARY",
            "Không nạp được thư viện PKCS#11 %s của thiết bị ký. Nhờ quản trị cài đúng thư viện."
                .formatted(path),
            "the token's PKCS#11 library %s does not load (%s); have the administrator install the right one"
                .formatted(path, cause.getMessage())),
        cause);
  }

  static SetAside pinFile(String token, Throwable cause) {
    return new SetAside(
        new Reason(
            "SIGN.PIN_FILE",
            "Không đọc được tệp PIN của thiết bị ký %s. Nhờ quản trị kiểm tra tệp."
                .formatted(token),
            "the PIN file of the token %s cannot be read; have the administrator look at it"
                .formatted(token)),
        cause);
  }

  static SetAside wrongPin(String token) {
    return new SetAside(
        new Reason(
            "SIGN.PIN_WRONG",
            "PIN của thiết bị ký %s không đúng. Hệ thống không thử lại PIN này để thiết bị không bị khóa; nhờ quản trị ghi PIN đúng vào tệp PIN."
                .formatted(token),
            "the PIN of the token %s is wrong; it is not tried again, so that the token does not lock: have the administrator write the right one into the PIN file"
                .formatted(token)));
  }

  static SetAside lastTry(String token) {
    return new SetAside(
        new Reason(
            "SIGN.PIN_LAST_TRY",
            "Thiết bị ký %s chỉ còn một lần nhập PIN trước khi bị khóa; hệ thống không thử. Đăng nhập một lần bằng phần mềm của nhà cung cấp rồi ký lại."
                .formatted(token),
            "the token %s has one try left before it locks, and it is not spent here; log in once with its maker's software, then sign again"
                .formatted(token)));
  }

  static SetAside locked(String token) {
    return new SetAside(
        new Reason(
            "SIGN.PIN_LOCKED",
            "Thiết bị ký %s đã bị khóa PIN. Nhờ nhà cung cấp mở khóa.".formatted(token),
            "the PIN of the token %s is locked; have its maker unlock it".formatted(token)));
  }

  static SetAside unusable(String token, String vi, String en) {
    return new SetAside(
        new Reason(
            "SIGN.KEY_UNUSABLE",
            "Khóa ký trên thiết bị %s không dùng được: %s. Nhờ quản trị khai báo lại."
                .formatted(token, vi),
            "the key on the token %s cannot be used: %s; have the administrator set it right"
                .formatted(token, en)));
  }
}
