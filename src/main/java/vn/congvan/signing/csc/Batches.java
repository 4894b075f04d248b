package vn.congvan.signing.csc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what many threads want signed at once into one request: an authorisation costs a PIN, and
 * often money. Nobody waits for a batch to fill: whoever finds the service free takes along what
 * came meanwhile.
 */
final class Batches {
  private final int most;
  private final UnaryOperator<List<byte[]>> work;
  private final ReentrantLock turn = new ReentrantLock();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();

  /** One hash, and what became of it. */
  private static final class Waiting {
    final byte[] hash;
    byte @Nullable [] signature;
    @Nullable RuntimeException failure;

    Waiting(byte[] hash) {
      this.hash = hash;
    }

    boolean isDone() {
      return signature != null || failure != null;
    }
  }

  /**
   * @param work signs some hashes, in their order
   */
  Batches(int most, UnaryOperator<List<byte[]>> work) {
    this.most = most;
    this.work = work;
  }

  byte[] sign(byte[] hash) {
    var mine = new Waiting(hash);
    synchronized (queue) {
      queue.add(mine);
    }
    turn.lock();
    try {
      while (!mine.isDone()) {
        signSome();
      }
    } finally {
      turn.unlock();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return java.util.Objects.requireNonNull(mine.signature);
  }

  private void signSome() {
    var batch = new ArrayList<Waiting>();
    synchronized (queue) {
      while (!queue.isEmpty() && batch.size() < most) {
        batch.add(queue.remove());
      }
    }
    try {
      var signatures = work.apply(batch.stream().map(waiting -> waiting.hash).toList());
      for (var i = 0; i < batch.size(); i++) {
        batch.get(i).signature = signatures.get(i);
      }
    } catch (RuntimeException e) {
      batch.forEach(waiting -> waiting.failure = e);
    }
  }
}
