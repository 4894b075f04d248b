package vn.congvan.audit;

import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/** What the check of a log can find; the names are stable codes. */
enum Problem {
  ENTRY_MISSING(
      "Thiếu dòng nhật ký ở vị trí %s (eid %s): đã bị xóa.",
      "the entry at index %s (eid %s) is missing: it has been deleted"),
  ENTRY_UNREADABLE(
      "Dòng nhật ký eid %s không đọc được (%s): đã bị sửa.",
      "the entry with eid %s cannot be read (%s): it has been altered"),
  ENTRY_MISPLACED(
      "Dòng nhật ký eid %s nằm sai chỗ: nội dung ghi là %s.",
      "the entry with eid %s stands in the wrong place: it says of itself that it is %s"),
  ENTRY_UNINDEXED(
      "Dòng nhật ký eid %s không có vị trí và cũng không chờ xếp vị trí: được thêm trái phép hoặc vị trí bị xóa.",
      "the entry with eid %s has no index and does not wait for one: it was slipped in, or its index was deleted"),
  LEAF_HASH(
      "Dòng nhật ký eid %s không khớp mã băm lưu cùng nó: một trong hai đã bị sửa.",
      "the entry with eid %s does not match the hash stored with it: one of them has been altered"),
  INDEX_TWICE("Dòng nhật ký eid %s có hai vị trí.", "the entry with eid %s has two indices"),
  INDEX_GAP(
      "Không còn ghi dòng nào ở vị trí %s của nhật ký %s.",
      "nothing says any more which entry is at index %s of log %s"),
  CHAIN(
      "Chuỗi %s đứt ở dòng %s (eid %s): thiếu dòng, sai thứ tự hoặc dòng trước đã bị sửa.",
      "stream %s is broken at its entry %s (eid %s): an entry is missing, out of order, or the one before was altered"),
  STREAM_HEAD(
      "Chuỗi %s phải kết thúc ở dòng %s nhưng chỉ thấy đến dòng %s, hoặc dòng cuối đã bị sửa.",
      "stream %s should end with its entry %s, but ends with %s or with an altered one"),
  OTHER_LOG(
      "Dòng nhật ký eid %s thuộc nhật ký khác.", "the entry with eid %s belongs to another log"),
  DISCLOSURE(
      "Nội dung '%s' lưu kèm dòng nhật ký eid %s không khớp dòng đó: đã bị sửa.",
      "the value '%s' stored beside the entry with eid %s does not belong to it: it has been altered"),
  TILE(
      "Phần %s của cây nhật ký %s không khớp các dòng nhật ký.",
      "part %s of the tree of log %s does not match the entries"),
  ROOT(
      "Gốc cây nhật ký %s (%s dòng) không khớp các dòng nhật ký.",
      "the root of log %s (%s entries) does not match the entries"),
  CHECKPOINT(
      "Điểm chốt %s dòng của nhật ký %s không hợp lệ: %s.",
      "the checkpoint of %s entries of log %s is not valid: %s"),
  CHECKPOINT_ROOT(
      "Các dòng nhật ký không cho ra gốc cây đã ký ở điểm chốt %s dòng của nhật ký %s.",
      "the entries do not lead to the root that was signed for %s entries of log %s"),
  CHECKPOINT_BEYOND(
      "Đã ký điểm chốt %s dòng nhưng nhật ký %s chỉ còn %s dòng: phần cuối đã bị xóa.",
      "a checkpoint of %s entries is signed, but log %s has only %s: its end has been cut off"),
  KEY_MISSING(
      "Không có khóa công khai của nhật ký %s nên không kiểm tra được chữ ký.",
      "there is no public key of log %s, so that its signatures cannot be checked"),
  PROOF(
      "Bằng chứng của dòng nhật ký ở vị trí %s không đúng: %s.",
      "the proof of the entry at index %s does not hold: %s"),
  CONSISTENCY(
      "Không chứng minh được nhật ký %s chỉ thêm vào từ %s đến %s dòng: %s.",
      "it cannot be proven that log %s only grew from %s to %s entries: %s"),
  LOG_OPENED(
      "Nhật ký %s không bắt đầu bằng dòng nói đúng về nhật ký trước nó.",
      "log %s does not begin with an entry that tells the truth about the one before it"),
  ROLLBACK(
      "Nhật ký đã được ký đến %s dòng với gốc khác hoặc dài hơn dữ liệu hiện có (%s dòng): dữ liệu đã bị đưa về bản cũ.",
      "the log has been signed up to %s entries with another root, or beyond the data (%s entries): it has been set back"),
  GUARD_BEHIND(
      "Tệp chốt ghi %s dòng, ít hơn %s dòng đã ký: tệp chốt đã bị thay bằng bản cũ.",
      "the guard says %s entries, fewer than the %s that are signed: an older one was put in its place"),
  GUARD_LOST("Mất tệp chốt (guard) của nhật ký %s.", "the guard of log %s is gone"),
  CHECKPOINT_FILE(
      "Tệp checkpoint đang công bố không phải là điểm chốt đã lưu.",
      "the checkpoint file that is handed out is none of the stored checkpoints"),
  FILE_MISSING(
      "Nhật ký không đưa ra được %s, dù điểm kiểm đã ký bao gồm phần này.",
      "the log does not hand out %s, which its signed checkpoint covers"),
  BUNDLE(
      "Tệp %s không phải là các dòng nhật ký ghi liền nhau.",
      "%s does not hold entries one after the other"),
  FOLDER("Thư mục nhật ký: %s", "the log's folder: %s"),
  ORIGIN("Dữ liệu thuộc nhật ký %s, không phải %s.", "the data is of log %s, not of %s"),
  BROKEN(
      "Không kiểm tra tiếp được vì dữ liệu lưu sai dạng: %s",
      "the check cannot go on, because what is stored has a wrong form: %s"),
  MORE("Còn %s lỗi %s nữa.", "%s more of %s");

  private final String vi;
  private final String en;

  Problem(String vi, String en) {
    this.vi = vi;
    this.en = en;
  }

  /** Code, Vietnamese, English. */
  String text(Object... arguments) {
    return "AUDIT.%s: %s (%s)".formatted(name(), vi.formatted(arguments), en.formatted(arguments));
  }

  /** The same in three parts; the arguments may come from outside. */
  Reason reason(Object... arguments) {
    var shown = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      shown[i] = Shown.of(String.valueOf(arguments[i]));
    }
    return new Reason("AUDIT." + name(), vi.formatted(shown), en.formatted(shown));
  }
}
