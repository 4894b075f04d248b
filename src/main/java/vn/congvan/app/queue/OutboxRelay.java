package vn.congvan.app.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.store.Outbox;
import vn.congvan.store.OutboxMessage;

/**
 * Sends what the outbox holds. A message is sent by itself, outside any transaction, and its row is
 * deleted only when the broker has said that it has synced it. A crash between the two sends it
 * again under the same id, which the broker drops, and what the broker has forgotten the receiver's
 * inbox recognises.
 *
 * <p>One thread at a time sends a lane, so a lane's messages go in the order they were added.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 64;
  private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";
  private static final String BODY_FROM = "JMS_AMQ_InputStream";
  private static final Duration FIRST_PARKING = Duration.ofMillis(500);
  private static final Duration LONGEST_PARKING = Duration.ofMinutes(1);

  private final Outbox outbox;
  private final Map<String, Composer> composers;
  private final String life;
  private final Unsendable unsendable;
  private final QueueMaker maker;
  private final Path folder;
  private final int largeMessage;
  private final Clock clock;
  private final Link link;
  private final Lanes lanes;
  private final SentRows sent;
  private final Map<String, Duration> parkings = new ConcurrentHashMap<>();
  private final LongAdder messages = new LongAdder();

  /** Keeps a message that can never be sent, and why; returns when it is kept. */
  @FunctionalInterface
  public interface Unsendable {
    void keep(OutboxMessage message, SetAside why);
  }

  /** Makes a queue that is not there. @return false when it is none of ours */
  @FunctionalInterface
  public interface QueueMaker {
    boolean make(String queue);
  }

  /**
   * @param composers by kind
   * @param life differs after each restore: what a restored node does a second time it sends a
   *     second time, and a broker that has outlived the restore must not take that for a repeat
   * @param maker for the inbox of an agency that has not been written to before
   * @param folder for bodies too large for memory; of this process alone
   * @param largeMessage in bytes
   */
  public OutboxRelay(
      Outbox outbox,
      Broker broker,
      Map<String, Composer> composers,
      String life,
      Unsendable unsendable,
      QueueMaker maker,
      Path folder,
      int largeMessage,
      int threads,
      Clock clock) {
    this.outbox = outbox;
    this.composers = Map.copyOf(composers);
    this.life = life;
    this.unsendable = unsendable;
    this.maker = maker;
    this.folder = folder;
    this.largeMessage = largeMessage;
    this.clock = clock;
    this.link = new Link(broker.failingConnections());
    this.sent = new SentRows(outbox);
    this.lanes = new Lanes(Outbox.LANES, threads, outbox::lanes, this::run);
    outbox.onAdded(lanes::wake);
  }

  public void start() {
    lanes.start();
    lanes.wake();
  }

  /** Messages sent since the start. */
  public long count() {
    return messages.sum();
  }

  /** Whether it has no connection to the broker. */
  public boolean isDown() {
    return link.isDown();
  }

  /** Ends after the sends under way; what is not sent waits in the database. */
  @Override
  public void close() {
    lanes.close();
    sent.close();
    link.close();
    for (var lane = 0; lane < Outbox.LANES; lane++) {
      try {
        outbox.release(lane);
      } catch (RetryLater e) {
        LOG.debug("lane {} is released when the database sees that this process has ended", lane);
      }
    }
  }

  /** Sends what a lane holds. */
  private Lanes.Next run(int lane) {
    try {
      if (!outbox.lease(lane)) {
        return Lanes.Next.LOOK_LATER;
      }
      var done = sent.of(lane);
      var rows = outbox.next(lane, BATCH + done.size());
      send(lane, rows.stream().filter(message -> !done.contains(message.id())).toList());
      return rows.size() < BATCH + done.size() ? Lanes.Next.WHEN_WOKEN : Lanes.Next.AT_ONCE;
    } catch (RetryLater e) {
      LOG.debug("lane {} waits: {}", lane, e.reason());
      return Lanes.Next.LOOK_LATER;
    } catch (JMSException | IOException e) {
      LOG.debug("lane {} waits", lane, e);
      return Lanes.Next.in(Math.max(link.pauseNanos(), Lanes.SHORT_PAUSE_NANOS));
    }
  }

  /**
   * Hands a lane's messages over in their order, then waits for the answers to all of them: what
   * the broker has taken is never sent again because another failed.
   */
  private void send(int lane, List<OutboxMessage> waiting) throws JMSException, IOException {
    if (waiting.isEmpty()) {
      return;
    }
    var sender = link.sender();
    var sends = new Sends();
    var full = new HashSet<String>();
    try {
      for (var message : waiting) {
        if (!full.contains(message.destination()) && !send(lane, message, sender, sends)) {
          full.add(message.destination());
        }
      }
    } finally {
      settle(lane, sender, sends);
    }
  }

  /**
   * @return false when the message's destination takes none now
   */
  private boolean send(int lane, OutboxMessage message, Link.Sender sender, Sends sends)
      throws JMSException, IOException {
    var composer = composers.get(message.kind());
    try (var payload = new Payload(folder, largeMessage)) {
      if (composer == null) {
        throw new SetAside(unknownKind(message));
      }
      composer.compose(message, payload);
      return deliver(lane, message, composer.key(message), payload, sender, sends);
    } catch (SetAside never) {
      LOG.warn("cannot send message={} reason={}", message.id(), never.reason());
      unsendable.keep(message, never);
      sent.add(lane, message.id());
      return true;
    }
  }

  private boolean deliver(
      int lane, OutboxMessage message, String key, Payload payload, Link.Sender sender, Sends sends)
      throws JMSException, IOException {
    try {
      var bytes = payload.bytes();
      var queue = sender.queue(message.destination());
      var outgoing = sender.session().createBytesMessage();
      outgoing.setStringProperty(DUPLICATE_ID, message.id() + life);
      outgoing.setStringProperty(HeaderGuard.ID, key);
      if (bytes != null) {
        outgoing.writeBytes(bytes);
        var answer = sends.expect(message);
        try {
          sender.producer().send(queue, outgoing, answer);
        } catch (JMSException e) {
          sends.forget(answer);
          throw e;
        }
      } else {
        sendFile(sender, queue, outgoing, payload.file());
        taken(lane, message);
      }
      return true;
    } catch (InvalidDestinationException e) {
      if (maker.make(message.destination())) {
        return deliver(lane, message, key, payload, sender, sends);
      }
      park(message.destination(), e);
      return false;
    } catch (JMSSecurityException | ResourceAllocationException e) {
      link.answered();
      park(message.destination(), e);
      return false;
    } catch (JMSException e) {
      link.broken(sender, e);
      throw e;
    }
  }

  /** Deletes the rows of what the broker took, and parks the destinations of what it did not. */
  private void settle(int lane, Link.Sender sender, Sends sends) throws JMSException {
    try {
      JMSException broken = null;
      var refused = new HashMap<String, JMSException>();
      for (var answer : sends.answers(Clients.ANSWER_WITHIN_MILLIS)) {
        var refusal = answer.refusal();
        if (refusal == null) {
          taken(lane, answer.message());
          continue;
        }
        // It may be gone from the broker.
        sender.queues().remove(answer.message().destination());
        if (refusal instanceof InvalidDestinationException
            || refusal instanceof JMSSecurityException
            || refusal instanceof ResourceAllocationException) {
          refused.put(answer.message().destination(), (JMSException) refusal);
        } else {
          broken = refusal instanceof JMSException e ? e : new JMSException(refusal.toString());
        }
      }
      refused.forEach(this::refused);
      if (broken != null) {
        throw broken;
      }
    } catch (JMSException e) {
      link.broken(sender, e);
      throw e;
    }
  }

  private void refused(String destination, JMSException why) {
    link.answered();
    var isMade = why instanceof InvalidDestinationException && maker.make(destination);
    if (!isMade) {
      park(destination, why);
    }
  }

  private void taken(int lane, OutboxMessage message) {
    link.answered();
    parkings.remove(message.destination());
    messages.increment();
    sent.add(lane, message.id());
  }

  private static void sendFile(Link.Sender sender, Queue queue, BytesMessage message, Path file)
      throws JMSException, IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), 64 << 10)) {
      message.setObjectProperty(BODY_FROM, in);
      sender.producer().send(queue, message);
    }
  }

  private void park(String destination, JMSException why) {
    var pause =
        parkings.merge(
            destination,
            FIRST_PARKING,
            (before, first) -> {
              var twice = before.multipliedBy(2);
              return twice.compareTo(LONGEST_PARKING) > 0 ? LONGEST_PARKING : twice;
            });
    LOG.warn(
        "queue={} takes no messages now, its own wait {} ms: {}",
        destination,
        pause.toMillis(),
        String.valueOf(why.getMessage()));
    outbox.park(destination, clock.instant().plus(pause));
    lanes.wakeIn(pause.plusMillis(50));
  }

  private static Reason unknownKind(OutboxMessage message) {
    return new Reason(
        "RELAY.KIND",
        "Thông điệp chờ gửi thuộc loại \"%s\" mà chương trình này không biết."
            .formatted(message.kind()),
        "the message to send is of kind '%s', which this program does not know"
            .formatted(message.kind()));
  }
}
