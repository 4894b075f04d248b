package vn.congvan.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;

/** Who must act when SQLite reports an error. */
final class SqliteFailures {
  private SqliteFailures() {}

  static RuntimeException of(SQLException e, String doing) {
    return switch (primary(e)) {
      case SQLITE_FULL -> new RetryLater(Reasons.DISK_FULL, e);
      case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_CANTOPEN, SQLITE_PROTOCOL ->
          new RetryLater(Reasons.IO_ERROR, e);
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT -> new RetryLater(Reasons.BUSY, e);
      case SQLITE_CORRUPT, SQLITE_NOTADB -> new Halt(Reasons.CORRUPT, e);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> new Halt(Reasons.READ_ONLY, e);
      // What is left is a statement that is wrong or breaks a constraint: a fault of this program.
      default ->
          new IllegalStateException("couldn't run %s: %s".formatted(doing, e.getMessage()), e);
    };
  }

  static RuntimeException opening(SQLException e, Path path) {
    if (primary(e) != SQLiteErrorCode.SQLITE_CANTOPEN) {
      return of(e, "open " + path);
    }
    return new Halt(
        new Reason(
            "STORE.CANNOT_OPEN",
            "Không mở được tệp cơ sở dữ liệu %s. Hãy kiểm tra quyền của thư mục và tệp, rồi khởi động lại."
                .formatted(path),
            "cannot open the database file %s; check the rights of the folder and the file, then start again"
                .formatted(path)),
        e);
  }

  static boolean isDiskFull(Throwable e) {
    return e instanceof SQLException sql && primary(sql) == SQLiteErrorCode.SQLITE_FULL;
  }

  static boolean isInterrupted(SQLException e) {
    return primary(e) == SQLiteErrorCode.SQLITE_INTERRUPT;
  }

  /** The code without its extension: an extended code holds the primary one in its low byte. */
  private static SQLiteErrorCode primary(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
        : SQLiteErrorCode.SQLITE_ERROR;
  }
}
