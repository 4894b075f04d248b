package vn.congvan.audit;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.audit.note.SignerKey;
import vn.congvan.document.Failure;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.store.Database;
import vn.congvan.store.Duty;

/**
 * Gives committed entries their index, keeps the tree, and publishes signed checkpoints, on a
 * thread of its own.
 *
 * <p>Three words, each with what survives a stop: an entry is <i>sequenced</i> when it has an
 * index, which nothing else ever gets; <i>integrated</i>, in the same unit of work, when the tree
 * holds it; <i>published</i> when a signed checkpoint commits to it.
 *
 * <p>One keeper a folder, whose lock it holds, and one a database, whose {@link Duty} it has: of
 * several nodes on one database the others wait, and {@link #waiting} says so. They need the same
 * folder, for each guard knows only what its own keeper signed. A keeper that has lost its session
 * signs nothing until it has the duty again and has read anew what is stored. When something stored
 * is not what it should be, it stops for good, {@link #stopped} says why, and work goes on without
 * being indexed until an operator has acted.
 */
public final class LogKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);
  private static final Duration ALIVE = Duration.ofMinutes(10);
  private static final long TICK_MILLIS = 100;
  // A round ends after so many batches, so that publishing gets its turn under any load.
  private static final int BATCHES_A_ROUND = 64;

  private final Database database;
  private final String origin;
  private final LogFolder folder;
  private final Duration publishInterval;
  private final Clock clock;
  private final Sequencer sequencer;
  private final Duty duty;
  private final CountDownLatch closing = new CountDownLatch(1);

  // All below is guarded by this.
  private @Nullable FileChannel lock;
  private @Nullable Publisher publisher;
  private @Nullable Thread thread;
  private long published = -1;
  private long publishedAt;
  private boolean troubled;

  private volatile @Nullable Reason stopped;
  private volatile @Nullable Reason waiting;

  /**
   * @param folder of the guard and the log's key; the key is made when there is none and the log is
   *     empty
   */
  public LogKeeper(
      Database database, String origin, Path folder, Duration publishInterval, Clock clock) {
    this.database = database;
    this.origin = origin;
    this.folder = new LogFolder(folder);
    this.publishInterval = publishInterval;
    this.clock = clock;
    this.sequencer = new Sequencer(database);
    this.duty = database.duty("log");
  }

  /**
   * Opens a new log, because the data is a copy that was restored and the log that it belongs to
   * may have gone on without it. No keeper may be at work. Stopped at any moment, it can be called
   * again.
   *
   * @param knownCheckpoints signed checkpoints of the old log that others have kept, to tell how
   *     much was lost
   * @return the origin of the new log, whose first entry names the last known checkpoint of the old
   *     one and how far the restored data goes
   */
  public static String openNewLogAfterRestore(
      Database database, String origin, Path folder, Clock clock, List<String> knownCheckpoints) {
    return new NewLog(database, origin, new LogFolder(folder), clock).open(knownCheckpoints);
  }

  /** Starts the thread, unless what is found forbids it: then {@link #stopped} says why at once. */
  public synchronized void start() {
    if (thread != null || closed()) {
      throw new IllegalStateException("a keeper is started once");
    }
    attempt(this::ready);
    if (stoppedForGood()) {
      return;
    }
    publishedAt = System.nanoTime() - publishInterval.toNanos();
    var started = new Thread(this::run, "log-keeper");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  /**
   * Indexes everything committed so far and publishes a checkpoint over it.
   *
   * @return the checkpoint note
   * @throws Halt when the keeper has stopped
   */
  public synchronized String publishNow() {
    var reason = stopped;
    if (reason != null && !reason.code().equals(ClockWentBack.CODE)) {
      throw new Halt(reason);
    }
    try {
      var ready = ready();
      return publish(ready, sequencer.upTo(sequencer.newestPending()));
    } catch (Halt halt) {
      stopped = halt.reason();
      throw halt;
    } catch (Failure failure) {
      throw failure;
    } catch (RuntimeException e) {
      stopped = Reasons.failed(e);
      throw new Halt(Reasons.failed(e), e);
    }
  }

  /** Entries committed but not indexed yet. */
  public long lag() {
    return sequencer.pending();
  }

  /** Why it stopped, null while it works. */
  public @Nullable Reason stopped() {
    return stopped;
  }

  /** Why it has nothing to do for now, null while it keeps the log. */
  public @Nullable Reason waiting() {
    return waiting;
  }

  private void run() {
    try {
      do {
        turn();
      } while (!stoppedForGood() && !closing.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void turn() {
    if (!closed()) {
      attempt(this::round);
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void round() {
    var ready = ready();
    var state = sequencer.some(BATCHES_A_ROUND);
    if (state.size() != published) {
      if (System.nanoTime() - publishedAt >= publishInterval.toNanos()) {
        publish(ready, state);
      }
    } else if (!clock.instant().isBefore(ready.lastPublished().plus(ALIVE))) {
      appendAlive(state);
      publish(ready, sequencer.some(BATCHES_A_ROUND));
    }
    stopped = null;
  }

  private String publish(Publisher ready, LogState state) {
    // Before the attempt, so that one that fails is made again at the same pace.
    publishedAt = System.nanoTime();
    var note = ready.publish(state);
    published = state.size();
    stopped = null;
    return note;
  }

  /** An idle log says so, so that silence means that something is wrong. */
  private void appendAlive(LogState state) {
    var draft = OwnEntries.alive(state, clock.instant());
    database.inUnit("log alive", sql -> Entries.add(sql, state.origin(), List.of(draft)));
  }

  /** Keeps the thread going through what passes by itself, and stops on what does not. */
  private void attempt(Runnable work) {
    try {
      work.run();
      troubled = false;
    } catch (RetryLater e) {
      if (!troubled) {
        LOG.warn("the log waits: {}", e.reason());
      }
      troubled = true;
    } catch (Halt e) {
      if (stopped == null) {
        LOG.error("the log has stopped: {}", e.reason());
      }
      stopped = e.reason();
    } catch (RuntimeException e) {
      LOG.error("the log has stopped", e);
      stopped = Reasons.failed(e);
    }
  }

  private boolean stoppedForGood() {
    var reason = stopped;
    return reason != null && !reason.code().equals(ClockWentBack.CODE);
  }

  /** Takes the folder and the key; refuses a log that has been set back. */
  private Publisher ready() {
    if (closed()) {
      throw new IllegalStateException("the keeper is closed");
    }
    var known = publisher;
    if (known != null && duty.isHeld()) {
      return known;
    }
    takeDuty();
    Logs.open(database, origin);
    var state = sequencer.state();
    var signed = database.read(sql -> Checkpoints.last(sql, state.number()));
    GuardCheck.require(folder.guard(), state, signed);
    var key = key(state);
    folder.addVerifier(key.verifier());
    known = new Publisher(database, folder, key, clock);
    publisher = known;
    return known;
  }

  /** What was known is forgotten first: whoever had the duty meanwhile has changed it. */
  private void takeDuty() {
    publisher = null;
    published = -1;
    sequencer.forget();
    if (!duty.take()) {
      giveUpFolder();
      waiting = Reasons.anotherNode();
      throw new RetryLater(Reasons.anotherNode());
    }
    if (lock == null) {
      try {
        lock = folder.lock();
      } catch (Halt inUse) {
        if (waiting == null) {
          throw inUse;
        }
        // It has lost the duty and will notice.
        throw new RetryLater(inUse.reason(), inUse);
      }
    }
    waiting = null;
  }

  private void giveUpFolder() {
    var held = lock;
    lock = null;
    if (held != null) {
      folder.release(held);
    }
  }

  private SignerKey key(LogState state) {
    var found = folder.key(state.number());
    if (found.isPresent()) {
      if (!found.get().verifier().name().equals(state.origin())) {
        throw new Halt(Reasons.otherKey(state.origin()));
      }
      return found.get();
    }
    if (state.number() == 1
        && state.size() == 0
        && folder.guard().isEmpty()
        && folder.verifiers().isEmpty()) {
      return folder.makeKey(state.number(), state.origin());
    }
    throw new Halt(Reasons.keyMissing(state));
  }

  /**
   * Publishes what is there, so that nothing lies unsigned while nobody is at work; then stops the
   * thread and gives up the folder.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed() && publisher != null && !stoppedForGood()) {
        attempt(() -> publish(ready(), sequencer.upTo(sequencer.newestPending())));
      }
    }
    abandon();
  }

  /** Stops the thread and gives up the folder, whatever is left to do: the next start does it. */
  void abandon() {
    Thread ending;
    synchronized (this) {
      closing.countDown();
      ending = thread;
      giveUpFolder();
      duty.close();
    }
    if (ending != null) {
      join(ending);
    }
  }

  private static void join(Thread ending) {
    try {
      ending.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
