package vn.congvan.store;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work in a unit, which whoever has the turn does for the thread that asked: a turn that is handed
 * from thread to thread costs a wake each time, and on a busy machine a wake takes as long as the
 * work.
 *
 * <p>The asking thread learns the outcome when the work has ended and, if the unit asked for its
 * commit, the group's commit has too.
 */
final class Errand {
  private final Thread asker = Thread.currentThread();
  private final String name;
  private final Consumer<SqliteUnit> work;

  // Written by the thread that runs it, before ended; read by the asker after.
  private @Nullable SqliteUnit unit;
  private @Nullable CommitGroup joined;
  private @Nullable Throwable failure;
  private volatile boolean ended;

  Errand(String name, Consumer<SqliteUnit> work) {
    this.name = name;
    this.work = work;
  }

  String name() {
    return name;
  }

  Thread asker() {
    return asker;
  }

  /** Does the work in the unit; what it throws is the asker's to hear. */
  void run(SqliteUnit begun) {
    unit = begun;
    try {
      work.accept(begun);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  boolean isOf(@Nullable SqliteUnit other) {
    return unit != null && unit == other;
  }

  void joins(CommitGroup group) {
    joined = group;
  }

  void fail(Throwable why) {
    failure = why;
  }

  /** The asker need not be woken for it when it still waits for the group. */
  void end() {
    var waitsForGroup = joined != null && failure == null;
    ended = true;
    if (!waitsForGroup) {
      LockSupport.unpark(asker);
    }
  }

  /** Whether the asker can be told. */
  boolean isOver() {
    return ended && (joined == null || joined.hasEnded());
  }

  /**
   * Called by the asker when it is over.
   *
   * @return the unit when it is durable; null when the work did not ask for its commit
   * @throws vn.congvan.document.RetryLater when its group was lost
   */
  @Nullable SqliteUnit durable() {
    var group = joined;
    if (group == null) {
      return null;
    }
    var lostBy = group.lostBy();
    if (lostBy != null) {
      throw GroupCommit.lostWith(lostBy);
    }
    return unit;
  }

  /** Throws what the work threw, also when it did so after its commit. */
  void throwFailure() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
