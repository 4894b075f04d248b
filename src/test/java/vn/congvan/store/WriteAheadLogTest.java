package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** SQLite's log stays small whoever reads. */
class WriteAheadLogTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void readersWithoutPauseDoNotMakeTheLogGrow() throws Exception {
    var limits =
        new Limits(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMillis(50),
            2 * MEBIBYTE);
    try (var engine = new SqliteEngine();
        var together = new Together()) {
      var settings = engine.fresh();
      var database = engine.open(settings, limits);
      new Notes(database);
      var log = Path.of(SqliteEngine.file(settings) + "-wal");
      var enough = new AtomicBoolean();
      var reads = new ArrayList<Future<Long>>();
      for (var i = 0; i < 3; i++) {
        reads.add(
            together.start(
                () -> {
                  var count = 0L;
                  while (!enough.get()) {
                    overlapping(database);
                    count++;
                  }
                  return count;
                }));
      }

      var largest = 0L;
      for (var id = 0L; id < 600; id++) {
        var text = "%05d".formatted(id).repeat(10_000);
        var unit = id;
        database.inUnit(
            "write",
            sql -> {
              Notes.write(sql, unit, text);
              return unit;
            });
        largest = Math.max(largest, Files.size(log));
      }
      enough.set(true);
      for (var read : reads) {
        assertThat(read.get()).isPositive();
      }

      assertThat(Files.size(SqliteEngine.file(settings))).isGreaterThan(20 * MEBIBYTE);
      assertThat(largest).isLessThan(8 * MEBIBYTE);
    }
  }

  /** A statement that takes a few milliseconds, so that another's has always begun when it ends. */
  private static List<Long> overlapping(Database database) {
    return database.read(
        sql ->
            sql.query(
                "WITH RECURSIVE n(i) AS"
                    + " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                    + " SELECT count(*) AS many FROM n, (SELECT count(*) FROM note)",
                row -> row.number("many")));
  }
}
