package vn.congvan.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * Which database.
 *
 * @param url {@code jdbc:sqlite:<file>} or {@code jdbc:postgresql://…}
 * @param passwordFile holds the password, null where none is needed
 * @param maxConnections for readers (SQLite) or for all (PostgreSQL), 2 to 1,000
 */
public record DatabaseSettings(
    String url, @Nullable String user, @Nullable Path passwordFile, int maxConnections) {
  static final String SQLITE = "jdbc:sqlite:";
  static final String POSTGRESQL = "jdbc:postgresql:";

  /**
   * @throws Halt when the number of connections makes no sense
   */
  public DatabaseSettings {
    if (maxConnections < 2 || maxConnections > 1_000) {
      throw new Halt(
          new Reason(
              "STORE.CONNECTIONS",
              "Số kết nối cơ sở dữ liệu phải từ 2 đến 1000, không phải %d. Hãy sửa cấu hình, rồi khởi động lại."
                  .formatted(maxConnections),
              "the number of database connections must be 2 to 1000, not %d; correct the setting, then start again"
                  .formatted(maxConnections)));
    }
  }

  /** Never with the url's text when it may hold a password. */
  static Halt badUrl(String url) {
    var shown = url.startsWith(POSTGRESQL) ? POSTGRESQL + "…" : url;
    return new Halt(
        new Reason(
            "STORE.URL",
            "database.url = %s không dùng được. Hãy viết jdbc:sqlite:<tệp> hoặc jdbc:postgresql://<máy>/<cơ sở dữ liệu>, rồi khởi động lại."
                .formatted(shown),
            "database.url = %s cannot be used; write jdbc:sqlite:<file> or jdbc:postgresql://<host>/<database>, then start again"
                .formatted(shown)));
  }
}
