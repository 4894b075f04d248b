package vn.congvan.app.words;

import java.util.Map;
import vn.congvan.document.Language;

/** What each kind of entry of the log means to people. */
final class FactWords {
  private record Pair(String vi, String en) {}

  private static final Map<String, Pair> WORDS =
      Map.ofEntries(
          word("document.submitted", "Trình văn bản", "Submitted"),
          word("submission.refused", "Từ chối tiếp nhận bản trình", "Submission refused"),
          word("document.prepared", "Đặt ô số, ngày, chữ ký, dấu", "Made ready to sign"),
          word("signing.begun", "Mở phiên ký trên thiết bị", "Signing session opened"),
          word("number.reserved", "Giữ số để lãnh đạo ký", "Number kept for the leader to sign"),
          word("document.signed", "Lãnh đạo ký", "Signed by the leader"),
          word("signature.refused", "Không ký: bị từ chối", "Not signed: refused"),
          word("seal.refused", "Từ chối đóng dấu", "Seal refused"),
          word("document.returned", "Trả lại người soạn", "Returned to its author"),
          word("document.checked", "Kiểm tra chữ ký: hợp lệ", "Signature checked: valid"),
          word("seal.requested", "Cấp số, yêu cầu đóng dấu", "Number given, seal asked for"),
          word("document.issued", "Ban hành, đóng dấu", "Issued and sealed"),
          word("document.dispatched", "Gửi các nơi nhận", "Sent to the receivers"),
          word("document.raised", "Nâng mức chữ ký để lưu trữ", "Signatures raised for keeping"),
          word("document.cancelled", "Hủy văn bản", "Cancelled"),
          word("delivery.dispatched", "Gửi gói tin", "Packet sent"),
          word("delivery.status", "Nơi nhận báo trạng thái", "Receiver reports"),
          word("delivery.status-repeated", "Nơi nhận báo lại", "Receiver reports again"),
          word("document.arrived", "Đến, kiểm tra: hợp lệ", "Arrived and verified"),
          word("packet.refused", "Kiểm tra: không đạt, trả lại", "Verified: returned"),
          word("document.registered", "Tiếp nhận, vào sổ", "Registered"),
          word("document.refused", "Trả lại nơi gửi", "Returned to its sender"),
          word("document.assigned", "Lãnh đạo phân công", "Assigned by the leader"),
          word("document.started", "Bắt đầu xử lý", "Work begun"),
          word("document.finished", "Hoàn thành", "Done"));

  private FactWords() {}

  /** An unknown kind is shown by its own name rather than not at all. */
  static String of(String type, Language language) {
    var pair = WORDS.get(type);
    if (pair == null) {
      return type;
    }
    return language == Language.VI ? pair.vi() : pair.en();
  }

  private static Map.Entry<String, Pair> word(String type, String vi, String en) {
    return Map.entry(type, new Pair(vi, en));
  }
}
