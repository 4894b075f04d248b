package vn.congvan.app.crash;

import vn.congvan.store.Database;

/** How many documents there are, and how many of them not every receiver has reported done. */
record Unfinished(int all, int unfinished) {
  static Unfinished count(Database database) {
    return database.read(
        sql -> {
          var all =
              sql.queryOne(
                      "SELECT count(*) AS n FROM outgoing_document", row -> (int) row.number("n"))
                  .orElseThrow();
          var done =
              sql.queryOne(
                      "SELECT count(*) AS n FROM outgoing_document d WHERE d.state = 'DISPATCHED' AND NOT EXISTS"
                          + " (SELECT 1 FROM delivery v WHERE v.document = d.id AND v.status <> '06')",
                      row -> (int) row.number("n"))
                  .orElseThrow();
          return new Unfinished(all, all - done);
        });
  }
}
