package vn.congvan.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;

/**
 * Who must act when PostgreSQL reports an error (its SQLSTATE, PostgreSQL documentation, appendix
 * A), or does not answer.
 */
final class PostgresFailures {
  static final String IDLE_TOO_LONG = "25P03";
  static final String CANCELLED = "57014";

  private PostgresFailures() {}

  static RuntimeException of(SQLException e, String doing) {
    var state = state(e);
    if (state == null) {
      // The pool's own: no connection came free, or none could be made.
      return new RetryLater(Reasons.UNAVAILABLE, e);
    }
    switch (state) {
      case "40001", "40P01" -> {
        return new Conflict(e);
      }
      case "53100" -> {
        return new RetryLater(Reasons.DISK_FULL, e);
      }
      case "58030" -> {
        return new RetryLater(Reasons.IO_ERROR, e);
      }
      case "55P03", CANCELLED, "25006" -> {
        return new RetryLater(Reasons.BUSY, e);
      }
      case "42501" -> {
        return new Halt(Reasons.READ_ONLY, e);
      }
      case "3D000" -> {
        return new Halt(noDatabase(e), e);
      }
      case "XX001", "XX002" -> {
        return new Halt(Reasons.CORRUPT, e);
      }
      default -> {}
    }
    return switch (state.substring(0, 2)) {
      case "08", "53", "57", "58", "XX" -> new RetryLater(Reasons.UNAVAILABLE, e);
      case "28" -> new Halt(Reasons.LOGIN, e);
      // What is left is a statement that is wrong or breaks a constraint: a fault of this program.
      default ->
          new IllegalStateException("couldn't run %s: %s".formatted(doing, e.getMessage()), e);
    };
  }

  static @Nullable String state(SQLException e) {
    // The pool wraps what the driver said.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().length() == 5) {
        return sql.getSQLState();
      }
    }
    return null;
  }

  private static Reason noDatabase(SQLException e) {
    return new Reason(
        "STORE.NO_DATABASE",
        "Máy chủ PostgreSQL không có cơ sở dữ liệu này. Hãy tạo cơ sở dữ liệu hoặc sửa database.url, rồi khởi động lại. (%s)"
            .formatted(e.getMessage()),
        "the PostgreSQL server has no such database; create it or correct database.url, then start again (%s)"
            .formatted(e.getMessage()));
  }
}
