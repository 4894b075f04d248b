package vn.congvan.app;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Failure;
import vn.congvan.store.Inbox;

/** What has to be thrown away now and then, so that the database does not grow for ever. */
final class HouseKeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HouseKeeping.class);
  private static final long AFTER_MINUTES = 10;
  private static final long EVERY_MINUTES = TimeUnit.DAYS.toMinutes(1);

  private final Inbox inbox;
  private final Duration keepInbox;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "house-keeping"));

  /**
   * @param keepInbox longer than any message lies on a queue
   */
  HouseKeeping(Inbox inbox, Duration keepInbox, Clock clock) {
    this.inbox = inbox;
    this.keepInbox = keepInbox;
    this.clock = clock;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(this::tidy, AFTER_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void tidy() {
    try {
      var forgotten = inbox.prune(clock.instant().minus(keepInbox));
      LOG.info("house-keeping inbox-keys-forgotten={}", forgotten);
    } catch (Failure later) {
      LOG.warn("house-keeping did not end and is tried tomorrow: {}", later.reason());
    } catch (RuntimeException e) {
      LOG.error("house-keeping failed", e);
    }
  }
}
