package vn.congvan.audit;

import java.util.List;
import java.util.Optional;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.document.Halt;
import vn.congvan.store.Database;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/** The table of logs; the last one is the current one. */
final class Logs {
  private static final String COLUMNS = "SELECT log, origin, size, root FROM audit_log ";

  private Logs() {}

  /** The current log of this installation; its first is made where there is none. */
  static LogState open(Database database, String origin) {
    Origins.require(origin);
    return database.inUnit(
        "open the log",
        sql -> {
          sql.update(
              "INSERT INTO audit_log (log, origin, size, root) VALUES (1, ?, 0, ?)"
                  + " ON CONFLICT DO NOTHING",
              origin,
              Hash.EMPTY_TREE.bytes());
          var all = all(sql);
          // A log that changes its name in the middle is no log that anybody could check.
          if (!all.get(0).origin().equals(origin)) {
            throw new Halt(Reasons.otherOrigin(origin, all.get(0).origin()));
          }
          return all.get(all.size() - 1);
        });
  }

  static List<LogState> all(Sql sql) {
    return sql.query(COLUMNS + "ORDER BY log", Logs::state);
  }

  static Optional<LogState> current(Sql sql) {
    return sql.queryOne(COLUMNS + "ORDER BY log DESC LIMIT 1", Logs::state);
  }

  static void add(Sql sql, LogState log) {
    sql.update(
        "INSERT INTO audit_log (log, origin, size, root) VALUES (?, ?, ?, ?)",
        log.number(),
        log.origin(),
        log.size(),
        log.root().bytes());
  }

  /**
   * Moves a log from one state to another.
   *
   * @return false when it is not in the first one any more
   */
  static boolean move(Sql sql, LogState from, LogState to) {
    return sql.update(
            "UPDATE audit_log SET size = ?, root = ? WHERE log = ? AND size = ? AND root = ?",
            to.size(),
            to.root().bytes(),
            from.number(),
            from.size(),
            from.root().bytes())
        == 1;
  }

  private static LogState state(Row row) {
    return new LogState(
        row.number("log"), row.text("origin"), row.number("size"), Hash.of(row.bytes("root")));
  }
}
