package vn.congvan.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded number of threads that may wait for disks and locks, so that the event loop never does.
 */
final class Workers {
  private final ThreadPoolExecutor threads;

  private Workers(String name, int count, BlockingQueue<Runnable> line) {
    var number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            line,
            work -> new Thread(work, name + "-" + number.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
  }

  /** At most so many working and so many waiting. */
  static Workers bounded(String name, int count, int waiting) {
    return new Workers(name, count, new ArrayBlockingQueue<>(waiting));
  }

  /** For work whose amount something else bounds already. */
  static Workers patient(String name, int count) {
    return new Workers(name, count, new LinkedBlockingQueue<>());
  }

  /**
   * Runs work here and completes on the context it was asked from.
   *
   * @return fails with a 503 when there is no room
   */
  <T> Future<T> run(Context context, Callable<T> work) {
    var promise = Promise.<T>promise();
    try {
      threads.execute(
          () -> {
            try {
              var result = work.call();
              context.runOnContext(v -> promise.complete(result));
            } catch (Throwable e) {
              // Throwable, because a StackOverflowError in one request must be answered too.
              context.runOnContext(v -> promise.fail(e));
            }
          });
    } catch (RejectedExecutionException e) {
      return Future.failedFuture(Problems.busy());
    }
    return promise.future();
  }

  /**
   * Has all of it done here, many at a time, and waits.
   *
   * @return what each gave, in their order
   * @throws InterruptedException when this thread is not to wait any longer; what has not begun is
   *     not done then, and what has is interrupted
   */
  <T> List<T> all(List<Callable<T>> works) throws InterruptedException, ExecutionException {
    var results = new ArrayList<T>(works.size());
    for (var done : threads.invokeAll(works)) {
      results.add(done.get());
    }
    return results;
  }

  int busy() {
    return threads.getActiveCount();
  }

  int waiting() {
    return threads.getQueue().size();
  }

  /** Lets what has begun or waits end. */
  void close(Duration patience) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
