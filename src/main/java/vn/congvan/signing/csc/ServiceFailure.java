package vn.congvan.signing.csc;

import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;

/** Why a remote service does not sign, in the words of those who must act. Holds no secret. */
final class ServiceFailure {
  private ServiceFailure() {}

  static RetryLater away(String service, Throwable cause) {
    return new RetryLater(awayReason(service, String.valueOf(cause.getMessage())), cause);
  }

  static RetryLater away(String service, Answer answer) {
    return new RetryLater(awayReason(service, answer.toString()));
  }

  private static Reason awayReason(String service, String detail) {
    return new Reason(
        "SIGN.SERVICE_AWAY",
        "Chưa gọi được dịch vụ ký số từ xa %s. Hệ thống sẽ tự thử lại.".formatted(service),
        "the remote signing service %s cannot be used now (%s); it is tried again"
            .formatted(service, detail));
  }

  static SetAside notAuthorised(String service, Answer answer) {
    return new SetAside(
        new Reason(
            "SIGN.SERVICE_NOT_AUTHORISED",
            "Dịch vụ ký số từ xa %s không nhận tài khoản của hệ thống (%s). Nhờ quản trị kiểm tra clientId, tệp bí mật, hoặc cấp quyền lại."
                .formatted(service, answer.error()),
            "the remote signing service %s does not accept this installation (%s); have the administrator check client id and secret, or give consent again"
                .formatted(service, answer.error())));
  }

  static SetAside refused(String service, String what, Answer answer) {
    return new SetAside(
        new Reason(
            "SIGN.SERVICE_REFUSED",
            "Dịch vụ ký số từ xa %s từ chối (%s: %s). Nhờ quản trị xem lại khai báo khóa."
                .formatted(service, what, answer.error()),
            "the remote signing service %s refused %s (%s); have the administrator look at the key's entry"
                .formatted(service, what, answer.error())));
  }

  static SetAside wrongPin(String credential) {
    return new SetAside(
        new Reason(
            "SIGN.PIN_WRONG",
            "Dịch vụ ký số không nhận PIN hoặc mã OTP của khóa %s. Hệ thống không thử lại giá trị này để khóa không bị khóa lại; nhờ quản trị ghi giá trị đúng vào tệp."
                .formatted(credential),
            "the signing service does not take the PIN or the one-time code of the credential %s; the same is not tried again, so that it does not lock: have the administrator write the right one into its file"
                .formatted(credential)));
  }

  static SetAside unusable(String credential, String vi, String en) {
    return new SetAside(unusableReason(credential, vi, en));
  }

  static SetAside unusable(String credential, String vi, String en, Throwable cause) {
    return new SetAside(unusableReason(credential, vi, en), cause);
  }

  private static Reason unusableReason(String credential, String vi, String en) {
    return new Reason(
        "SIGN.KEY_UNUSABLE",
        "Khóa ký từ xa %s không dùng được: %s. Nhờ quản trị khai báo lại."
            .formatted(credential, vi),
        "the remote key %s cannot be used: %s; have the administrator set it right"
            .formatted(credential, en));
  }
}
