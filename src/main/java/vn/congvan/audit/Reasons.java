package vn.congvan.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/** What this package has to say when it cannot go on; the codes are stable. */
final class Reasons {
  private static final String NEW_LOG_VI =
      " Hãy khôi phục dữ liệu mới nhất, hoặc mở một nhật ký mới sau khi khôi phục.";
  private static final String NEW_LOG_EN =
      "; bring back the newest data, or open a new log after the restore";

  private Reasons() {}

  static Reason tooLarge(String stream, int bytes) {
    return new Reason(
        "AUDIT.TOO_LARGE",
        "Một dòng nhật ký của %s dài %d byte, quá 65.535. Hãy rút ngắn các trường của văn bản."
            .formatted(Shown.of(stream), bytes),
        "an entry of %s is %d bytes long, more than 65,535; shorten the document's fields"
            .formatted(Shown.of(stream), bytes));
  }

  static Reason badOrigin(String origin) {
    return new Reason(
        "AUDIT.ORIGIN",
        "Tên nhật ký '%s' không hợp lệ: chỉ gồm chữ thường, số, dấu chấm, gạch ngang, gạch chéo. Hãy sửa cấu hình."
            .formatted(Shown.of(origin)),
        "'%s' cannot name a log: lower-case letters, digits, dots, hyphens and slashes can; correct the setting"
            .formatted(Shown.of(origin)));
  }

  static Reason otherOrigin(String configured, String stored) {
    return new Reason(
        "AUDIT.ORIGIN_CHANGED",
        "Cấu hình đặt tên nhật ký là %s nhưng dữ liệu thuộc nhật ký %s. Hãy sửa lại cấu hình."
            .formatted(configured, Shown.of(stored)),
        "the setting names the log %s, but the data is of the log %s; correct the setting"
            .formatted(configured, Shown.of(stored)));
  }

  static Reason entryMissing(long index) {
    return new Reason(
        "AUDIT.ENTRY_MISSING",
        "Dòng nhật ký ở vị trí %d bị mất. Hãy chạy ./congvan audit verify.".formatted(index),
        "the entry at index %d is missing; run ./congvan audit verify".formatted(index));
  }

  static Reason badTile(String tile) {
    return new Reason(
        "AUDIT.TILE",
        "Phần %s của cây nhật ký bị mất hoặc bị sửa. Hãy ngừng dùng dữ liệu này và khôi phục từ bản sao."
            .formatted(tile),
        "part %s of the log's tree is missing or altered; stop using this data and restore a copy"
            .formatted(tile));
  }

  static Reason otherRoot(LogState state, Hash root) {
    return new Reason(
        "AUDIT.ROOT",
        "Gốc cây nhật ký %s ghi là %s nhưng tính lại là %s. Dữ liệu đã bị sửa; hãy khôi phục từ bản sao."
            .formatted(state.origin(), state.root(), root),
        "the tree of log %s is recorded with root %s and is %s; the data has been altered, restore a copy"
            .formatted(state.origin(), state.root(), root));
  }

  static Reason storedDiffers(long size) {
    return new Reason(
        "AUDIT.STORED_DIFFERS",
        "Các dòng nhật ký đang lưu (đến dòng %d) không khớp với cây đã lập; nhật ký ngừng ký. Hãy chạy kiểm tra nhật ký."
            .formatted(size),
        "the stored entries (up to %d) do not match the tree that was made of them; the log signs nothing more, run the log check"
            .formatted(size));
  }

  static Reason guardLost() {
    return new Reason(
        "AUDIT.GUARD_LOST",
        "Mất tệp chốt của nhật ký (guard) trong khi đã có điểm chốt được ký; nhật ký ngừng ký."
            + NEW_LOG_VI,
        "the log's guard file is gone although checkpoints have been signed; the log signs nothing more"
            + NEW_LOG_EN);
  }

  static Reason guardOfOtherLog(Guard guard, LogState state) {
    return new Reason(
        "AUDIT.ROLLBACK",
        "Tệp chốt thuộc nhật ký %s nhưng dữ liệu đang ở nhật ký %s: dữ liệu đã bị đưa về bản cũ."
                .formatted(Shown.of(guard.origin()), state.origin())
            + NEW_LOG_VI,
        "the guard is of log %s, but the data is at log %s: the data has been set back"
                .formatted(Shown.of(guard.origin()), state.origin())
            + NEW_LOG_EN);
  }

  static Reason rollback(Guard guard, LogState state) {
    return new Reason(
        "AUDIT.ROLLBACK",
        "Nhật ký đã được ký đến %d dòng nhưng dữ liệu không còn đúng phần đó (hiện có %d dòng): dữ liệu đã bị đưa về bản cũ."
                .formatted(guard.size(), state.size())
            + NEW_LOG_VI,
        "the log has been signed up to %d entries, and the data (%d entries now) does not hold them any more: it has been set back"
                .formatted(guard.size(), state.size())
            + NEW_LOG_EN);
  }

  static Reason guardBehind(Guard guard, long signed) {
    return new Reason(
        "AUDIT.GUARD_BEHIND",
        "Tệp chốt ghi %d dòng, ít hơn %d dòng đã được ký: tệp chốt đã bị thay bằng bản cũ."
                .formatted(guard.size(), signed)
            + NEW_LOG_VI,
        "the guard says %d entries, fewer than the %d that are signed: an older guard has been put in its place"
                .formatted(guard.size(), signed)
            + NEW_LOG_EN);
  }

  static Reason clockWentBack(Instant now, Instant then) {
    return new Reason(
        ClockWentBack.CODE,
        "Đồng hồ máy chủ (%s) chậm hơn lần ký trước (%s); nhật ký tạm ngừng ký. Hãy chỉnh lại đồng hồ."
            .formatted(now, then),
        "the clock (%s) is behind the last signature (%s); the log signs nothing until it has caught up, set the clock right"
            .formatted(now, then));
  }

  static Reason twoRoots(long size) {
    return new Reason(
        "AUDIT.FORK",
        "Đã có một điểm chốt khác cho %d dòng nhật ký; nhật ký ngừng ký.".formatted(size)
            + NEW_LOG_VI,
        "another checkpoint stands for %d entries; the log signs nothing more".formatted(size)
            + NEW_LOG_EN);
  }

  static Reason folder(Path folder, IOException e) {
    return new Reason(
        "AUDIT.FOLDER",
        "Không đọc hoặc ghi được thư mục nhật ký %s (%s). Hãy kiểm tra quyền và dung lượng đĩa."
            .formatted(folder, Shown.of(String.valueOf(e.getMessage()))),
        "cannot read or write the log's folder %s (%s); check its rights and the disk's space"
            .formatted(folder, Shown.of(String.valueOf(e.getMessage()))));
  }

  static Reason anotherNode() {
    return new Reason(
        "AUDIT.OTHER_NODE",
        "Một nút khác trên cùng cơ sở dữ liệu đang giữ nhật ký; nút này làm tiếp ngay khi nút đó dừng.",
        "another node on the same database keeps the log; this one goes on with it as soon as that one ends");
  }

  static Reason anotherKeeper(Path folder) {
    return new Reason(
        "AUDIT.IN_USE",
        "Một tiến trình khác đang giữ nhật ký trong thư mục %s. Hãy dừng tiến trình đó trước."
            .formatted(folder),
        "another process keeps the log in the folder %s; stop that one first".formatted(folder));
  }

  static Reason unreadable(Path file, @Nullable String why) {
    return new Reason(
        "AUDIT.UNREADABLE",
        "Tệp %s của nhật ký bị hỏng. Hãy khôi phục tệp này từ bản sao.".formatted(file),
        "the log's file %s is damaged (%s); restore it from a copy"
            .formatted(file, Shown.of(String.valueOf(why))));
  }

  static Reason otherKey(String origin) {
    return new Reason(
        "AUDIT.KEY_CHANGED",
        "Khóa trong thư mục nhật ký không phải là khóa của nhật ký %s. Hãy khôi phục đúng thư mục."
            .formatted(Shown.of(origin)),
        "the key in the log's folder is not the key of log %s; restore the right folder"
            .formatted(Shown.of(origin)));
  }

  static Reason keyMissing(LogState state) {
    return new Reason(
        "AUDIT.KEY_MISSING",
        "Không có khóa của nhật ký %s mà nhật ký này không còn mới; sẽ không ký bằng khóa khác."
                .formatted(state.origin())
            + NEW_LOG_VI,
        "there is no key of log %s, which is not new; it is not signed with another one"
                .formatted(state.origin())
            + NEW_LOG_EN);
  }

  static Reason storedUnreadable(String why) {
    return new Reason(
        "AUDIT.STORED_UNREADABLE",
        "Một dòng nhật ký đang lưu không đọc được: dữ liệu đã bị sửa. Hãy chạy kiểm tra nhật ký.",
        "a stored entry of the log cannot be read (%s): it has been altered; run the log check"
            .formatted(Shown.of(why)));
  }

  static Reason failed(Throwable e) {
    return new Reason(
        "AUDIT.FAILED",
        "Bộ giữ nhật ký dừng vì lỗi không lường trước. Hãy gửi nhật ký chạy cho người phát triển, rồi khởi động lại.",
        "the keeper of the log stopped on an unforeseen error (%s); report it, then start again"
            .formatted(Shown.of(String.valueOf(e))));
  }

  static Reason badNote(String why) {
    return new Reason(
        "AUDIT.NOTE",
        "Điểm chốt đưa vào không đọc được. Hãy đưa đúng nội dung tệp checkpoint đã nhận.",
        "a checkpoint that was handed in %s; hand in the file as it was received"
            .formatted(Shown.of(why)));
  }
}
