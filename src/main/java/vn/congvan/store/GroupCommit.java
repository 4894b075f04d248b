package vn.congvan.store;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.RetryLater;

/**
 * The one writer of a SQLite file. Units of work take turns at it, in the order they came, and
 * those that meet share one physical commit, so that one sync of the disk serves all of them.
 *
 * <ol>
 *   <li>A thread that begins a unit takes its turn. The first unit of a group opens the
 *       transaction; each unit is a savepoint in it.
 *   <li>A thread that only wants work done in a unit leaves it in the queue, and the thread that
 *       has the turn does it when its own is done. So a busy queue is worked off by one thread that
 *       never sleeps, not by many that must be woken one after the other.
 *   <li>A unit that ends passes the turn to the first in the queue, and, when it asked for its
 *       commit, waits for the group's.
 *   <li>When nobody queues, or the group is large or old, the thread that has the turn commits the
 *       group, and only then gives the turn up. Whoever comes during that sync makes the next
 *       group; nobody ever waits for company.
 * </ol>
 *
 * <p>Any unit of a group can read what the units before it wrote, so they stand and fall together:
 * when the transaction is lost or its commit fails, no unit of the group is kept.
 *
 * <p>No thread watches the time. Whoever waits, for the turn or for the group's commit, ends a unit
 * that keeps the turn longer than the limit; where nobody waits, nobody is harmed.
 */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MOST_UNITS = 256;
  private static final long SHORTEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final SqliteFile file;
  private final Limits limits;
  private final Counters counters;
  private final Turns turns;
  private final Turns.Watch watch = new HolderWatch();

  // Owned by whoever has the turn, and passed on with it.
  private @Nullable Session session;
  private @Nullable CommitGroup group;

  // Written by whoever has the turn, and by the thread that takes it away; read by those who wait
  // too, to see whether the turn is their own.
  private volatile @Nullable Errands errands;

  // Written by whoever has the turn; read by those who wait, to see whether it has it too long.
  private volatile @Nullable SqliteUnit holder;

  GroupCommit(SqliteFile file, Limits limits, Counters counters) throws SQLException {
    this.file = file;
    this.limits = limits;
    this.counters = counters;
    this.turns = new Turns(limits.queue());
    this.session = file.openWriter();
  }

  SqliteUnit begin(String name) {
    if (!doesErrands()) {
      turns.take(watch);
    }
    return open(name);
  }

  /**
   * Does work in a unit: on this thread when it gets the turn, else on the thread that has it.
   * Returns when the work has ended and, if it asked for its commit, is on the disk; throws what
   * the work threw.
   *
   * @throws RetryLater when the turn did not come, or the group was lost
   */
  void perform(String name, Consumer<SqliteUnit> work) {
    if (doesErrands()) {
      // A unit of its own, within an errand whose unit waits for the group.
      try (var unit = open(name)) {
        work.accept(unit);
      }
      return;
    }
    var errand = new Errand(name, work);
    if (turns.take(watch, errand)) {
      doErrands(errand);
    }
    var interrupted = false;
    while (!errand.isOver()) {
      LockSupport.parkNanos(this, watch.patienceNanos());
      interrupted |= Thread.interrupted();
      watch.look();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    var durable = errand.durable();
    if (durable != null) {
      durable.tell();
    }
    errand.throwFailure();
  }

  private boolean doesErrands() {
    var now = errands;
    return now != null && now.thread == Thread.currentThread();
  }

  /** Called with the turn; without it when it returns. */
  private void doErrands(Errand first) {
    var mine = new Errands(Thread.currentThread(), first);
    errands = mine;
    Errand next = first;
    while (next != null) {
      mine.current = next;
      doErrand(next);
      if (errands != mine) {
        // Its unit was undone, by itself or because it took too long: the turn is another's.
        next.end();
        return;
      }
      next.end();
      next = hasRoom() ? turns.takeAlong() : null;
    }
    errands = null;
    passTurn();
  }

  private void doErrand(Errand errand) {
    try (var unit = open(errand.name())) {
      errand.run(unit);
    } catch (RuntimeException | Error e) {
      errand.fail(e);
    }
  }

  private SqliteUnit open(String name) {
    try {
      var unit = new SqliteUnit(name, this, writerInGroup(), counters, limits.unit());
      holder = unit;
      return unit;
    } catch (SQLException e) {
      lost(e);
      throw SqliteFailures.of(e, "begin " + name);
    } catch (RuntimeException | Error e) {
      lost(e);
      throw e;
    }
  }

  /**
   * The holder's savepoint is released: its thread returns from here when the group is on the disk,
   * or at once when whoever asked for the unit waits for that.
   *
   * @return whether the group is on the disk
   * @throws RetryLater when the group was lost
   */
  boolean released(SqliteUnit unit) {
    holder = null;
    var joined = currentGroup();
    var now = errands;
    if (doesErrands() && now != null && now.current.isOf(unit)) {
      joined.join(now.current.asker());
      now.current.joins(joined);
      return false;
    }
    joined.join(Thread.currentThread());
    if (doesErrands()) {
      finish(joined, writer());
    } else {
      passTurn();
    }
    var lostBy = joined.await(watch);
    if (lostBy != null) {
      throw lostWith(lostBy);
    }
    return true;
  }

  /**
   * The holder's savepoint is rolled back; the group goes on without it. So does the turn, from a
   * thread that does an errand as well: what it still does for the errand can wait for others.
   */
  void undone() {
    holder = null;
    errands = null;
    passTurn();
  }

  /** The transaction is gone, or must go: no unit of the group is kept. */
  void lost(Throwable cause) {
    holder = null;
    errands = null;
    var ending = group;
    group = null;
    forgetTransaction(cause);
    turns.giveUp();
    if (ending != null) {
      if (ending.size() > 0) {
        LOG.warn("lost a group of {} units of work; they are tried again", ending.size(), cause);
        counters.lost.add(ending.size());
      }
      ending.end(cause);
    }
  }

  /** What a unit is told whose group was lost: whatever the cause, it can be tried again. */
  static RetryLater lostWith(Throwable cause) {
    var told =
        cause instanceof SQLException e
                && SqliteFailures.of(e, "commit") instanceof RetryLater retry
            ? retry.reason()
            : Reasons.GROUP_LOST;
    return new RetryLater(told, cause);
  }

  int waiting() {
    return turns.waiting();
  }

  /** Serves those who queue already, then closes the connection; those who come later are told. */
  void close() {
    try {
      turns.take(watch);
    } catch (RetryLater closedBefore) {
      return;
    }
    turns.close();
    var closing = session;
    session = null;
    if (group != null && closing != null) {
      finish(group, closing);
    } else {
      turns.giveUp();
    }
    closeQuietly(closing);
  }

  private Session writerInGroup() throws SQLException {
    var writer = session;
    if (writer == null) {
      writer = file.openWriter();
      session = writer;
    }
    if (group == null) {
      writer.run("BEGIN IMMEDIATE");
      group = new CommitGroup();
    }
    return writer;
  }

  private CommitGroup currentGroup() {
    if (group == null) {
      throw new IllegalStateException("a unit of work outside a group");
    }
    return group;
  }

  private boolean hasRoom() {
    var current = group;
    return current == null
        || current.size() < MOST_UNITS && current.ageNanos() < limits.group().toNanos();
  }

  private void passTurn() {
    var current = group;
    if (current == null) {
      turns.giveUp();
    } else if (!hasRoom() || !turns.pass()) {
      finish(current, writer());
    }
  }

  private Session writer() {
    var writer = session;
    if (writer == null) {
      throw new IllegalStateException("a group without a connection");
    }
    return writer;
  }

  /** The thread that does errands keeps the turn, every other gives it up. */
  private void finish(CommitGroup ending, Session writer) {
    try {
      if (ending.size() == 0) {
        writer.run("ROLLBACK");
      } else {
        writer.run("COMMIT");
        counters.commits.increment();
      }
    } catch (SQLException | RuntimeException | Error e) {
      lost(e);
      return;
    }
    group = null;
    file.emptyLogIfLarge(writer);
    if (!doesErrands()) {
      // The next unit starts before those of this group wake: they would only queue behind it.
      turns.giveUp();
    }
    ending.end(null);
  }

  /**
   * After a full disk SQLite is as it was before; after any other error its connection is in doubt.
   */
  private void forgetTransaction(Throwable cause) {
    var writer = session;
    if (writer == null) {
      return;
    }
    try {
      writer.run("ROLLBACK");
    } catch (SQLException e) {
      // Most often it is rolled back already, and saying so is all the error means.
      LOG.debug("nothing to roll back", e);
    }
    if (!SqliteFailures.isDiskFull(cause)) {
      session = null;
      closeQuietly(writer);
    }
  }

  private static void closeQuietly(@Nullable Session closing) {
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (SQLException e) {
      LOG.warn("couldn't close the writer's connection", e);
    }
  }

  /** A thread that has the turn and does what others want done. */
  private static final class Errands {
    private final Thread thread;
    private Errand current;

    Errands(Thread thread, Errand first) {
      this.thread = thread;
      this.current = first;
    }
  }

  /** Ends the unit that has the turn once it has had it too long. */
  private final class HolderWatch implements Turns.Watch {
    @Override
    public long patienceNanos() {
      var unit = holder;
      var nanos = unit == null ? limits.unit().toNanos() : unit.nanosLeft();
      return Math.max(nanos, SHORTEST_PARK_NANOS);
    }

    @Override
    public void look() {
      var unit = holder;
      if (unit != null && unit.nanosLeft() < 0) {
        unit.expire();
      }
    }
  }
}
