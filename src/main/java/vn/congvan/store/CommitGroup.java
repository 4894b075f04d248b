package vn.congvan.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Units that share a commit: kept together, or lost together. */
final class CommitGroup {
  private final long opened = System.nanoTime();

  /** Those that asked for their commit and wait for it; owned by whoever has the turn. */
  private final List<Thread> members = new ArrayList<>();

  private @Nullable Throwable lostBy;
  private volatile boolean ended;

  /**
   * @param waiting the thread to wake when the group has ended
   */
  void join(Thread waiting) {
    members.add(waiting);
  }

  int size() {
    return members.size();
  }

  long ageNanos() {
    return System.nanoTime() - opened;
  }

  /**
   * @param cause why the group is lost, null when it is on the disk
   */
  void end(@Nullable Throwable cause) {
    lostBy = cause;
    ended = true;
    members.forEach(LockSupport::unpark);
  }

  boolean hasEnded() {
    return ended;
  }

  /** Why the group is lost, null when it is on the disk; to be asked once it has ended. */
  @Nullable Throwable lostBy() {
    return lostBy;
  }

  /**
   * Returns when the group has ended. Not interruptible: the commit is under way, and only its
   * outcome tells what is kept.
   *
   * @return why the group is lost, null when it is on the disk
   */
  @Nullable Throwable await(Turns.Watch watch) {
    var interrupted = false;
    while (!ended) {
      LockSupport.parkNanos(this, watch.patienceNanos());
      interrupted |= Thread.interrupted();
      watch.look();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return lostBy;
  }
}
