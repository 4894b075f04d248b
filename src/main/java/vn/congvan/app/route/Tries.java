package vn.congvan.app.route;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import vn.congvan.document.Reason;
import vn.congvan.store.Database;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/**
 * How often a message has failed at a route, and since when. Kept in the database, since the
 * broker's own count is lost with the broker.
 */
public final class Tries {
  private static final int REASON_LENGTH = 500;

  private final Database database;
  private final Clock clock;

  public Tries(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A message's tries.
   *
   * @param unknown those that failed in a way nobody foresaw
   */
  public record Count(long all, long unknown, Instant firstFailedAt) {}

  /** Counts a failure, in a unit of work of its own. */
  Count failed(String route, String message, Reason reason, boolean unknown) {
    var now = clock.instant();
    var en = reason.en();
    return database.inUnit(
        "count a try",
        sql ->
            sql.queryOne(
                    "INSERT INTO work_try (route, message, tries, unknown_tries, first_failed_at, last_failed_at, code,"
                        + " reason) VALUES (?, ?, 1, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (route, message) DO UPDATE SET tries = work_try.tries + 1,"
                        + " unknown_tries = work_try.unknown_tries + excluded.unknown_tries,"
                        + " last_failed_at = excluded.last_failed_at, code = excluded.code, reason = excluded.reason"
                        + " RETURNING tries, unknown_tries, first_failed_at",
                    Tries::count,
                    route,
                    message,
                    unknown ? 1 : 0,
                    now,
                    now,
                    reason.code(),
                    en.length() > REASON_LENGTH ? en.substring(0, REASON_LENGTH) : en)
                .orElseThrow());
  }

  /** What is known of a message so far. */
  Optional<Count> of(String route, String message) {
    return database.read(sql -> find(sql, route, message));
  }

  /** Takes the count out, in the current unit of work. @return what it was */
  public Optional<Count> take(String route, String message) {
    var sql = database.current().sql();
    var count = find(sql, route, message);
    if (count.isPresent()) {
      forget(route, message);
    }
    return count;
  }

  /** Forgets the message, in the current unit of work. */
  void forget(String route, String message) {
    database
        .current()
        .sql()
        .update("DELETE FROM work_try WHERE route = ? AND message = ?", route, message);
  }

  private static Optional<Count> find(Sql sql, String route, String message) {
    return sql.queryOne(
        "SELECT tries, unknown_tries, first_failed_at FROM work_try WHERE route = ? AND message = ?",
        Tries::count,
        route,
        message);
  }

  private static Count count(Row row) {
    return new Count(
        row.number("tries"), row.number("unknown_tries"), row.instant("first_failed_at"));
  }
}
