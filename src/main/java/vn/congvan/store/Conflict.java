package vn.congvan.store;

import java.sql.SQLException;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;

/** Two units of work stood in each other's way and this one gave way: it can run again at once. */
final class Conflict extends RetryLater {
  Conflict(SQLException cause) {
    super(
        new Reason(
            "STORE.CONFLICT",
            "Hai việc cùng sửa một dữ liệu; việc này nhường và sẽ tự chạy lại.",
            "two units of work changed the same data; this one gave way and runs again by itself"),
        cause);
  }
}
