package vn.congvan.store;

import java.time.Clock;
import java.time.Instant;

/**
 * Which messages have had their effect already. The key is written in the unit of work that is the
 * effect, so a message whose unit was rolled back is a first again.
 */
public final class Inbox {
  private static final int BATCH = 1_000;

  private final Database database;
  private final Clock clock;

  public Inbox(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Records in the current unit of work that a consumer has handled a message.
   *
   * @return false when it had before. Then too the unit is to be committed before the message is
   *     acknowledged: the commit of the first may be under way, and may fail
   */
  public boolean first(String consumer, String key) {
    return database
            .current()
            .sql()
            .update(
                "INSERT INTO inbox (consumer, key, recorded_at) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                consumer,
                key,
                clock.instant())
        == 1;
  }

  /**
   * Forgets messages recorded before a time, in small units of work of its own. A message that is
   * delivered again after that has its effect again, so the time must lie well before the oldest
   * message a queue can hold.
   *
   * @return how many were forgotten
   */
  public long prune(Instant before) {
    var forgotten = 0L;
    while (true) {
      var batch =
          database.inUnit(
              "prune the inbox",
              sql ->
                  sql.update(
                      "DELETE FROM inbox WHERE (consumer, key) IN"
                          + " (SELECT consumer, key FROM inbox WHERE recorded_at < ?"
                          + " ORDER BY recorded_at LIMIT ?)",
                      before,
                      BATCH));
      forgotten += batch;
      if (batch < BATCH) {
        return forgotten;
      }
    }
  }
}
