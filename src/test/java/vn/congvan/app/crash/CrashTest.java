package vn.congvan.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.demo.LabAgency;
import vn.congvan.app.demo.LabInstallation;
import vn.congvan.store.Database;
import vn.congvan.store.DatabaseSettings;
import vn.congvan.store.OwnPostgres;

/**
 * A node is killed again and again with more than a hundred documents under way. In the end every
 * document has arrived once at every receiver, no number is missing or double, every status is
 * recorded once, the log verifies, and no checkpoint was forked.
 */
class CrashTest {
  private static final int IN_FLIGHT = 120;
  private static final int LEAST_UNFINISHED = 50;
  private static final int KILLS = 20;
  private static final int LONGEST_START_MILLIS = 90_000;
  private static final int END_WITHIN_SECONDS = 120;

  @TempDir Path data;

  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Map<Long, String> checkpoints = new TreeMap<>();

  @Test
  void nothingIsLostOrDoneTwiceOnSqlite() throws Exception {
    var database =
        new DatabaseSettings(
            "jdbc:sqlite:" + data.resolve("db").resolve("congvan.db"), null, null, 4);
    run(random("sqlite"), List.of(), database, null);
  }

  @Test
  void nothingIsLostOrDoneTwiceOnPostgresqlWhoseServerIsKilledToo() throws Exception {
    var server = new OwnPostgres();
    var database = new DatabaseSettings(server.url(), null, null, 4);
    run(random("postgresql"), List.of("database.url=" + server.url()), database, server);
  }

  private void run(
      Random random,
      List<String> more,
      DatabaseSettings database,
      @org.jspecify.annotations.Nullable OwnPostgres server)
      throws Exception {
    LabInstallation.make(data, LabAgency.CITY_AND_TWO_COMMUNES, Clock.systemUTC());
    var settings = new ArrayList<String>(List.of("http.port=0", "log.publish-interval=200ms"));
    settings.addAll(more);
    var log = data.resolveSibling(data.getFileName() + "-node.log").toFile();

    for (var kill = 0; kill < KILLS; kill++) {
      var node = NodeProcess.start(data, IN_FLIGHT, settings, log, acknowledged);
      // One in eight dies while it is still starting, which is when it mends what the last kill
      // left.
      var early = kill > 2 && random.nextInt(8) == 0;
      var busy = node.awaitBusy(early ? 300 + random.nextInt(1_500) : LONGEST_START_MILLIS);
      assertThat(busy || early).as("the node works after kill %d; see %s", kill, log).isTrue();
      pause(random.nextInt(700));
      if (server != null && random.nextInt(3) == 0) {
        server.kill();
        pause(random.nextInt(400));
        server.startAgain();
        pause(random.nextInt(1_500));
      }
      node.kill();
      remember();
      var state = state(database);
      assertThat(state.unfinished())
          .as("unfinished at kill %d", kill)
          .isGreaterThanOrEqualTo(LEAST_UNFINISHED);
    }
    if (server != null) {
      server.kill();
      server.startAgain();
    }
    var last = NodeProcess.start(data, 0, settings, log, acknowledged);
    var exit = last.awaitEnd(END_WITHIN_SECONDS);
    if (exit != 0) {
      last.kill();
    }
    assertThat(exit).as("everything is finished and the node ends; see %s", log).isZero();
    remember();

    try (var opened = Database.open(database, Outcome.MIGRATIONS)) {
      new Outcome(opened, data).check(acknowledged, checkpoints);
    }
    Files.deleteIfExists(log.toPath());
  }

  private Unfinished state(DatabaseSettings settings) {
    try (var database = Database.open(settings, Outcome.MIGRATIONS)) {
      return Unfinished.count(database);
    }
  }

  /**
   * What the node published: whoever has seen it must be able to hold it against the log for ever.
   */
  private void remember() throws IOException {
    var file = data.resolve("log").resolve("checkpoint");
    if (Files.exists(file)) {
      var lines = Files.readAllLines(file);
      var before = checkpoints.put(Long.parseLong(lines.get(1)), lines.get(2));
      assertThat(before == null || before.equals(lines.get(2)))
          .as("one root for size %s", lines.get(1))
          .isTrue();
    }
  }

  private static Random random(String what) {
    var seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.printf(
        "crash test on %s, seed %d (repeat with -Dcrash.seed=%d)%n", what, seed, seed);
    return new Random(seed);
  }

  /** Lets the node work on for a random while; what is tested must hold wherever that ends. */
  private static void pause(long millis) {
    var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
