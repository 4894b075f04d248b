package vn.congvan.app.queue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relay's connection: one, with a session for each thread that sends. When it breaks, all of
 * them learn it by their next send, and one of them makes it again, not more often than the
 * back-off allows.
 */
final class Link implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final ConnectionFactory factory;
  private final Map<Thread, Sender> senders = new ConcurrentHashMap<>();

  // Guarded by this.
  private @Nullable Connection connection;
  private long generation;
  private Duration pause = FIRST_PAUSE;
  private long notBefore = System.nanoTime();
  private boolean closed;

  // Written with the lock held.
  private volatile boolean down;

  /**
   * A thread's session and the producer that sends to any queue.
   *
   * @param queues those found at the broker: it is asked twice for each it is not known to have
   */
  record Sender(
      long generation, Session session, MessageProducer producer, Map<String, Queue> queues) {
    private static final int KNOWN_QUEUES = 10_000;

    Queue queue(String name) {
      if (queues.size() >= KNOWN_QUEUES) {
        queues.clear();
      }
      return queues.computeIfAbsent(name, unknown -> new ActiveMQQueue(unknown));
    }
  }

  Link(ConnectionFactory factory) {
    this.factory = factory;
  }

  /** This thread's sender. @throws JMSException when there is no connection now */
  Sender sender() throws JMSException {
    var thread = Thread.currentThread();
    var mine = senders.get(thread);
    synchronized (this) {
      if (mine != null && connection != null && mine.generation() == generation) {
        return mine;
      }
      var open = open();
      try {
        var session = open.createSession(false, Session.AUTO_ACKNOWLEDGE);
        var fresh = new Sender(generation, session, session.createProducer(null), new HashMap<>());
        senders.put(thread, fresh);
        return fresh;
      } catch (JMSException e) {
        giveUp(e);
        throw e;
      }
    }
  }

  /**
   * The broker has answered to what was sent. Not before that is it back: one whose disk is full
   * lets everybody connect and takes nothing.
   */
  void answered() {
    if (down) {
      synchronized (this) {
        if (down) {
          LOG.info("the broker takes messages again");
        }
        down = false;
        pause = FIRST_PAUSE;
      }
    }
  }

  /** A send failed because the connection did. */
  synchronized void broken(Sender sender, JMSException why) {
    if (sender.generation() == generation) {
      giveUp(why);
    }
  }

  /** Nanoseconds until the next attempt makes sense; 0 when there is no reason to wait. */
  synchronized long pauseNanos() {
    return connection != null ? 0 : Math.max(0, notBefore - System.nanoTime());
  }

  synchronized boolean isDown() {
    return down;
  }

  @Override
  public synchronized void close() {
    closed = true;
    disconnect();
  }

  private Connection open() throws JMSException {
    if (connection != null) {
      return connection;
    }
    if (closed || System.nanoTime() < notBefore) {
      throw new JMSException("there is no connection to the broker now");
    }
    Connection fresh = null;
    try {
      fresh = factory.createConnection();
      fresh.start();
      connection = fresh;
      generation++;
      return fresh;
    } catch (JMSException e) {
      if (fresh != null) {
        closeQuietly(fresh);
      }
      giveUp(e);
      throw e;
    }
  }

  private void giveUp(JMSException why) {
    if (!down && !closed) {
      LOG.warn("lost the broker, what is to be sent waits: {}", String.valueOf(why.getMessage()));
    }
    down = true;
    generation++;
    disconnect();
    notBefore = System.nanoTime() + pause.toNanos();
    var twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void disconnect() {
    if (connection != null) {
      closeQuietly(connection);
      connection = null;
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (JMSException e) {
      LOG.debug("a broken connection did not close", e);
    }
  }
}
