package vn.congvan.app;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.queue.EventCodec;
import vn.congvan.app.route.OutboxComponent;
import vn.congvan.document.Actor;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Failure;
import vn.congvan.document.Ids;
import vn.congvan.document.Raised;
import vn.congvan.document.RenewalDue;
import vn.congvan.raising.Raising;
import vn.congvan.register.RaisedFiles;
import vn.congvan.store.Database;
import vn.congvan.store.Outbox;

/**
 * Puts documents on the queue where they wait to be raised: when they are issued, when something of
 * them is left to be done, and when a time-stamp ages out.
 */
public final class RaisingQueue implements AutoCloseable {
  static final String QUEUE = "document.sealed";

  private static final Logger LOG = LoggerFactory.getLogger(RaisingQueue.class);
  private static final int AT_ONCE = 200;
  private static final long EVERY_MINUTES = 30;
  private static final Duration AGAIN = Duration.ofDays(1);

  private final Database database;
  private final Outbox outbox;
  private final RaisedFiles raisedFiles;
  private final Raising raising;
  private final EventCodec codec;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "renewals"));

  RaisingQueue(
      Database database,
      Outbox outbox,
      RaisedFiles raisedFiles,
      Raising raising,
      EventCodec codec,
      Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.raisedFiles = raisedFiles;
    this.raising = raising;
    this.codec = codec;
    this.clock = clock;
  }

  void start() {
    if (raising.isWanted()) {
      var unused = thread.scheduleWithFixedDelay(this::renew, 1, EVERY_MINUTES, TimeUnit.MINUTES);
    }
  }

  /** In the current unit of work, when there is something to be raised. */
  public void announce(DocumentEvent event) {
    var left = event instanceof Raised raised ? !raised.complete() : raising.isWanted();
    if (left) {
      outbox.add(OutboxComponent.message(event, QUEUE, codec));
    }
  }

  /** Announces what is due, a limited number at a time. @return how many */
  int announceDue() {
    return database.inUnit(
        "renew",
        sql -> {
          var due = raisedFiles.takeDue(AT_ONCE, AGAIN);
          for (var one : due) {
            var now = clock.instant();
            announce(
                new RenewalDue(
                    new EventHeader(
                        Ids.next(now),
                        one.document(),
                        one.agency(),
                        Actor.node(one.agency()),
                        now,
                        "node")));
          }
          return due.size();
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void renew() {
    try {
      var announced = announceDue();
      if (announced > 0) {
        LOG.info("time-stamps-to-renew={}", announced);
      }
    } catch (Failure later) {
      LOG.warn("renewals are looked for again later: {}", later.reason());
    } catch (RuntimeException e) {
      LOG.error("looking for renewals failed", e);
    }
  }
}
