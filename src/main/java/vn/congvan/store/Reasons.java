package vn.congvan.store;

import java.time.Duration;
import vn.congvan.document.Reason;

/** What this package says when it fails, once each. */
final class Reasons {
  static final Reason DISK_FULL =
      new Reason(
          "STORE.DISK_FULL",
          "Ổ đĩa của cơ sở dữ liệu đã đầy; chưa ghi gì. Hãy giải phóng chỗ trống, việc đang chờ sẽ tự chạy tiếp.",
          "the disk of the database is full; nothing was written; free some space and waiting work goes on by itself");

  static final Reason IO_ERROR =
      new Reason(
          "STORE.IO_ERROR",
          "Ổ đĩa của cơ sở dữ liệu báo lỗi đọc, ghi; chưa ghi gì. Hãy kiểm tra ổ đĩa, việc đang chờ sẽ tự chạy tiếp khi hết lỗi.",
          "the disk of the database reports an error; nothing was written; check the disk; waiting work goes on when the error is gone");

  static final Reason BUSY =
      new Reason(
          "STORE.BUSY",
          "Cơ sở dữ liệu đang bận; việc này sẽ tự chạy lại. Nếu kéo dài, hãy xem chương trình nào khác đang mở cơ sở dữ liệu.",
          "the database is busy; this work runs again by itself; if it lasts, see which other program has the database open");

  static final Reason UNAVAILABLE =
      new Reason(
          "STORE.UNAVAILABLE",
          "Không kết nối được cơ sở dữ liệu; việc đang chờ sẽ tự chạy tiếp khi cơ sở dữ liệu trở lại.",
          "the database cannot be reached; waiting work goes on by itself when it is back");

  /** At the start, when nothing waits yet and somebody looks at the screen. */
  static Reason unreachable(String url) {
    var where = url.replaceAll("\\?.*", "");
    return new Reason(
        UNAVAILABLE.code(),
        "Không kết nối được cơ sở dữ liệu %s. Kiểm tra database.url và máy chủ PostgreSQL, rồi chạy lại."
            .formatted(where),
        "the database %s cannot be reached; check database.url and the PostgreSQL server, then start again"
            .formatted(where));
  }

  static final Reason CLOSED =
      new Reason(
          "STORE.CLOSED",
          "Chương trình đang dừng; việc này chưa được ghi và sẽ chạy lại sau khi khởi động.",
          "the node is stopping; this work was not written and runs again after the next start");

  static final Reason INTERRUPTED =
      new Reason(
          "STORE.INTERRUPTED",
          "Việc bị ngắt trong lúc chờ cơ sở dữ liệu; chưa ghi gì, việc sẽ tự chạy lại.",
          "the work was interrupted while it waited for the database; nothing was written; it runs again by itself");

  static final Reason GROUP_LOST =
      new Reason(
          "STORE.GROUP_LOST",
          "Lần ghi chung của nhiều việc không thành; chưa ghi gì, các việc sẽ tự chạy lại.",
          "the commit that several units of work shared failed; nothing was written; they run again by themselves");

  static final Reason CORRUPT =
      new Reason(
          "STORE.CORRUPT",
          "Tệp cơ sở dữ liệu bị hỏng hoặc không phải cơ sở dữ liệu của chương trình. Hãy dừng chương trình và khôi phục từ bản sao lưu.",
          "the database file is damaged or is not a database; stop the node and restore a backup");

  static final Reason READ_ONLY =
      new Reason(
          "STORE.READ_ONLY",
          "Không được quyền ghi vào cơ sở dữ liệu. Hãy cấp quyền ghi cho tài khoản chạy chương trình, rồi khởi động lại.",
          "the database may not be written; give the account that runs the node the right to write, then start again");

  static final Reason LOGIN =
      new Reason(
          "STORE.LOGIN",
          "Cơ sở dữ liệu không nhận tên hoặc mật khẩu. Hãy sửa database.user và tệp mật khẩu, rồi khởi động lại.",
          "the database refuses the user or the password; correct database.user and the password file, then start again");

  private Reasons() {}

  static Reason unitTooLong(String name, Duration limit) {
    return new Reason(
        "STORE.UNIT_TOO_LONG",
        "Việc \"%s\" giữ cơ sở dữ liệu quá %d ms nên bị hủy; chưa ghi gì, việc sẽ tự chạy lại."
            .formatted(name, limit.toMillis()),
        "unit of work \"%s\" kept the database longer than %d ms and was rolled back; it runs again by itself"
            .formatted(name, limit.toMillis()));
  }

  static Reason readTooLong(Duration limit) {
    return new Reason(
        "STORE.READ_TOO_LONG",
        "Một lần đọc cơ sở dữ liệu kéo dài quá %d ms nên bị dừng. Hãy thử lại với khoảng dữ liệu nhỏ hơn."
            .formatted(limit.toMillis()),
        "a read of the database lasted longer than %d ms and was stopped; try again with a smaller range"
            .formatted(limit.toMillis()));
  }
}
