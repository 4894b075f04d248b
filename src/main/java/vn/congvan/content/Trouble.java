package vn.congvan.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;

/** What can go wrong with a disk, and who must act. */
final class Trouble {
  private static final long AS_GOOD_AS_FULL = 1 << 20;

  private Trouble() {}

  /**
   * @param at somewhere on the disk that failed
   */
  static RetryLater of(Exception failure, Path at) {
    return isFull(at, String.valueOf(failure.getMessage()))
        ? new RetryLater(
            new Reason(
                "CONTENT.DISK_FULL",
                "Ổ đĩa chứa tệp văn bản đã đầy. Báo quản trị giải phóng chỗ; có chỗ thì hệ thống tự làm tiếp.",
                "the disk of the content store is full: free some space; work goes on by itself"),
            failure)
        : new RetryLater(
            new Reason(
                "CONTENT.IO",
                "Chưa đọc hoặc ghi được tệp văn bản trên ổ đĩa; hệ thống tự thử lại. Lỗi kéo dài thì báo quản trị.",
                "cannot read or write the content store: %s; it is tried again"
                    .formatted(failure.getMessage())),
            failure);
  }

  /** The system's words for it may be in any language, so the free space is asked for too. */
  private static boolean isFull(Path at, String words) {
    if (words.contains("No space left") || words.contains("quota exceeded")) {
      return true;
    }
    try {
      return Files.getFileStore(at).getUsableSpace() < AS_GOOD_AS_FULL;
    } catch (IOException e) {
      return false;
    }
  }

  static SetAside damaged(ContentHash content) {
    return new SetAside(
        new Reason(
            "CONTENT.DAMAGED",
            "Tệp %s trên đĩa không còn đúng như lúc lưu. Khôi phục từ bản sao lưu."
                .formatted(content),
            "the stored bytes of %s are not what was kept; restore them from a backup"
                .formatted(content)));
  }

  static SetAside missing(ContentHash content, IOException cause) {
    return new SetAside(
        new Reason(
            "CONTENT.MISSING",
            "Không thấy tệp %s trên đĩa. Khôi phục từ bản sao lưu.".formatted(content),
            "the bytes of %s are not in the content store; restore them from a backup"
                .formatted(content)),
        cause);
  }
}
