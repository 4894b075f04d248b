package vn.congvan.store;

import java.time.Duration;

/**
 * How long one may keep the others waiting.
 *
 * @param unit a unit of work that keeps the database longer is rolled back
 * @param queue a thread that waits longer for its turn, or for a connection, is told to come back
 * @param read a statement that runs longer is stopped: on SQLite a reading one keeps the
 *     write-ahead log from being reused
 * @param group a group of units that has been open longer takes no more, and commits
 * @param logBytes a write-ahead log larger than this is emptied before the next unit begins
 */
record Limits(Duration unit, Duration queue, Duration read, Duration group, long logBytes) {
  static final Limits STANDARD =
      new Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          Duration.ofMillis(50),
          64L << 20);
}
