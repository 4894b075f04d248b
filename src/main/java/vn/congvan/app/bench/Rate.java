package vn.congvan.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often a second something can be done by some threads together.
 *
 * @param median over the rounds
 * @param least the slowest round
 * @param most the fastest round
 */
record Rate(double median, double least, double most) {
  private static final int ROUNDS = 3;

  /** The two taken together, each counting as much as the other. */
  Rate with(Rate other) {
    return new Rate(
        (median + other.median) / 2, Math.min(least, other.least), Math.max(most, other.most));
  }

  /** One operation; a thread calls its own again and again. */
  interface Operation {
    void run() throws Exception;
  }

  /**
   * @param operation makes a thread's own operation
   */
  static Rate of(int threads, Duration round, Callable<Operation> operation) {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var operations = new ArrayList<Operation>();
      for (var i = 0; i < threads; i++) {
        operations.add(operation.call());
      }
      // The first is warm-up, and not counted.
      var rates = new double[ROUNDS];
      for (var i = -1; i < ROUNDS; i++) {
        var count = new LongAdder();
        var began = System.nanoTime();
        var until = began + round.toNanos();
        var work = new ArrayList<Callable<Boolean>>();
        for (var own : operations) {
          work.add(
              () -> {
                while (System.nanoTime() < until) {
                  own.run();
                  count.increment();
                }
                return true;
              });
        }
        for (var done : pool.invokeAll(work)) {
          done.get();
        }
        if (i >= 0) {
          rates[i] = count.sum() * 1e9 / (System.nanoTime() - began);
        }
      }
      Arrays.sort(rates);
      return new Rate(rates[ROUNDS / 2], rates[0], rates[ROUNDS - 1]);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a measurement failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (Exception e) {
      throw new IllegalStateException("a measurement could not begin", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
