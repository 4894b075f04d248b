package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Failure;
import vn.congvan.document.RetryLater;

/** Threads of a test, and waiting until the world is as the test needs it. */
final class Together implements AutoCloseable {
  private static final long LOOK_AGAIN_NANOS = 200_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  <T> Future<T> start(Callable<T> work) {
    return threads.submit(work);
  }

  <T> List<Future<T>> start(List<Callable<T>> work) {
    var started = new ArrayList<Future<T>>();
    work.forEach(one -> started.add(start(one)));
    return started;
  }

  /** What the work threw, or null when it returned. */
  static @Nullable Throwable thrownBy(Future<?> work) throws InterruptedException {
    try {
      work.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  /** The work failed, is to be tried again, and says so by this code. */
  static void assertRetryLater(Future<?> unit, String code) throws InterruptedException {
    assertThat(thrownBy(unit))
        .isInstanceOf(RetryLater.class)
        .extracting(failure -> ((Failure) failure).reason().code())
        .isEqualTo(code);
  }

  static void until(String what, BooleanSupplier holds) {
    var giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - giveUpAt > 0) {
        throw new AssertionError("not within 30 s: " + what);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new AssertionError("a thread of the test did not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
