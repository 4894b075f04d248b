package vn.congvan.app.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.queue.Broker;
import vn.congvan.document.Failure;
import vn.congvan.document.Reason;
import vn.congvan.store.Database;

/**
 * Sees when a part that every step needs is away, and lets no step burn its tries on that: the
 * queues are not read until it is back. It looks when a step fails, and every second while
 * something is away.
 */
public final class Outages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final byte[] A_LINE =
      "probe\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final List<Part> parts;
  private final Broker broker;
  private volatile @Nullable Consumers consumers;
  private final ReentrantLock looking = new ReentrantLock();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "outages"));

  // Written with the lock held.
  private volatile @Nullable Reason away;

  /** What reads the queues. */
  public interface Consumers {
    void suspend();

    void resume();
  }

  /**
   * A part that may be away.
   *
   * @param look finds what is wrong; a failure it throws is that
   */
  public record Part(String name, Supplier<Optional<Reason>> look) {}

  public Outages(List<Part> parts, Broker broker) {
    this.parts = List.copyOf(parts);
    this.broker = broker;
  }

  /** The database takes a commit. */
  public static Part database(Database database) {
    return new Part(
        "database",
        () -> {
          database.inUnit(
              "probe",
              sql ->
                  sql.update(
                      "INSERT INTO probe (id, times) VALUES (1, 1)"
                          + " ON CONFLICT (id) DO UPDATE SET times = probe.times + 1"));
          return Optional.empty();
        });
  }

  /** The content store's folder is there and takes a file. */
  public static Part content(Path folder) {
    return new Part(
        "content",
        () -> {
          var file = folder.resolve(".probe");
          try (var channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(A_LINE));
            channel.force(true);
            Files.deleteIfExists(file);
            return Optional.empty();
          } catch (IOException e) {
            return Optional.of(
                new Reason(
                    "CONTENT.AWAY",
                    "Không ghi được vào kho tệp %s: %s. Kiểm tra đĩa; việc đang chờ tự chạy tiếp."
                        .formatted(folder, e),
                    "the content store %s cannot be written: %s; check its disk, what waits goes on by itself"
                        .formatted(folder, e)));
          }
        });
  }

  /**
   * @param those that are to stand still while something is away
   */
  public void start(Consumers those) {
    consumers = those;
    var unused =
        thread.scheduleWithFixedDelay(
            this::lookAgain, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Something failed: is a part away? The first to ask looks; others who fail meanwhile wait for
   * its answer.
   */
  public boolean isAway() {
    looking.lock();
    try {
      if (away == null) {
        look();
      }
      return away != null;
    } finally {
      looking.unlock();
    }
  }

  /** What is away, when something is. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(away);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void lookAgain() {
    try {
      broker.revive();
      if (away != null && looking.tryLock()) {
        try {
          look();
        } finally {
          looking.unlock();
        }
      }
    } catch (RuntimeException e) {
      LOG.error("cannot see whether parts are away", e);
    }
  }

  private void look() {
    var before = away;
    away = wrong();
    var now = away;
    if (before == null && now != null) {
      LOG.error("work stops until this is mended: {}", now);
      // Not on this thread: a consumer cannot wait for itself to end.
      tell(Consumers::suspend);
    } else if (before != null && now == null) {
      LOG.info("work goes on: {} is over", before.code());
      tell(Consumers::resume);
    }
  }

  private void tell(Consumer<Consumers> what) {
    var those = consumers;
    if (those != null) {
      thread.execute(() -> what.accept(those));
    }
  }

  private @Nullable Reason wrong() {
    for (var part : parts) {
      try {
        var reason = part.look().get();
        if (reason.isPresent()) {
          return reason.get();
        }
      } catch (Failure failure) {
        return failure.reason();
      }
    }
    return null;
  }
}
