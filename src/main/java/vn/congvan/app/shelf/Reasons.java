package vn.congvan.app.shelf;

import java.util.UUID;
import vn.congvan.app.queue.Broker;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/** What the shelf says. */
final class Reasons {
  private Reasons() {}

  /** Why the broker's last queues hold a message. */
  static Reason givenUp(String queue) {
    return queue.equals(Broker.EXPIRED)
        ? new Reason(
            "QUEUE.EXPIRED",
            "Thông điệp đã quá hạn mà không có nơi nào nhận. Gửi lại hoặc hủy.",
            "the message expired before anybody took it; resume or cancel it")
        : new Reason(
            "QUEUE.GIVEN_UP",
            "Hàng đợi không giao được thông điệp này. Xem nguyên nhân, rồi gửi lại hoặc hủy.",
            "the broker gave up on this message; find out why, then resume or cancel it");
  }

  static Refused unknown(UUID id) {
    return refused(
        "SHELF.UNKNOWN",
        "Không có việc nào mang mã %s trên hàng để riêng.".formatted(id),
        "there is nothing with id %s on the shelf".formatted(id));
  }

  static Refused alreadyDecided() {
    return refused(
        "SHELF.ALREADY_DECIDED",
        "Việc này đã có người quyết định. Mở lại hàng để riêng để xem.",
        "somebody has decided about this already; look at the shelf again");
  }

  static Refused alreadyDone() {
    return refused(
        "SHELF.ALREADY_DONE",
        "Việc này đã được làm xong, không cần quyết định nữa.",
        "this work has been done after all; nothing is left to decide");
  }

  static Refused notKept() {
    return refused(
        "SHELF.NOT_KEPT",
        "Không đọc được nội dung thông điệp này nên không gửi lại được. Chỉ có thể hủy.",
        "the message could not be read and was not kept; it can only be cancelled");
  }

  static Refused noteNeeded() {
    return refused(
        "SHELF.NOTE",
        "Hủy việc để riêng phải có lý do. Ghi lý do rồi hủy.",
        "cancelling work on the shelf needs a reason; write one");
  }

  static Refused otherAgency(AgencyCode agency) {
    return refused(
        "SHELF.OTHER_AGENCY",
        "Việc này của cơ quan %s. Chuyển cho văn thư của cơ quan đó.".formatted(agency),
        "this is work of agency %s; pass it to their clerk".formatted(agency));
  }

  static Refused issued() {
    return refused(
        "SHELF.ISSUED",
        "Văn bản đã ban hành và đang chờ gửi nên không hủy được ở đây. Khắc phục nguyên nhân rồi gửi lại.",
        "the document is issued and waits to be sent, so it cannot be cancelled here; mend the cause and resume it");
  }

  private static Refused refused(String code, String vi, String en) {
    return new Refused(new Reason(code, vi, en));
  }
}
