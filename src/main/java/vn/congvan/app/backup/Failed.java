package vn.congvan.app.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import vn.congvan.document.Failure;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;

/** What disks do to a copy, in words. */
final class Failed {
  private Failed() {}

  /**
   * @param what was read or written
   */
  static Failure of(IOException failure, String what) {
    var words = String.valueOf(failure.getMessage());
    if (words.contains("No space left") || words.contains("quota exceeded")) {
      return diskFull(failure);
    }
    if (failure instanceof AccessDeniedException) {
      return new Halt(
          new Reason(
              "BACKUP.DENIED",
              "Không có quyền đọc hoặc ghi %s. Chạy bằng người dùng của nút, hoặc sửa quyền."
                  .formatted(words),
              "no right to read or write %s; run it as the node's user, or mend the rights"
                  .formatted(words)),
          failure);
    }
    return new Halt(
        new Reason(
            "BACKUP.IO",
            "Không đọc hoặc ghi được %s: %s. Kiểm tra ổ đĩa rồi chạy lại.".formatted(what, failure),
            "cannot read or write %s: %s; check the disk and try again".formatted(what, failure)),
        failure);
  }

  static RetryLater diskFull(Exception cause) {
    return new RetryLater(
        new Reason(
            "BACKUP.DISK_FULL",
            "Ổ đĩa đích đã đầy; phần đã chép được xóa, không để lại gì. Giải phóng chỗ hoặc chọn ổ đĩa khác rồi chạy lại.",
            "the target disk is full; what was copied is deleted and nothing is left; free some space or choose another disk"),
        cause);
  }
}
