package vn.congvan.app.queue;

import jakarta.jms.ConnectionFactory;
import java.util.Collection;
import java.util.Optional;
import vn.congvan.document.Reason;

/** The broker a node works with: in this process, or elsewhere. */
public interface Broker extends AutoCloseable {
  /** Where a message goes that the broker cannot get delivered; drained onto the shelf. */
  String DEAD_LETTERS = "dead-letter";

  /** Where a message goes that nobody took in time; drained onto the shelf. */
  String EXPIRED = "expired";

  /**
   * Connections as the node's own user. A lost connection is made again by itself, for as long as
   * it takes; only the first attempt gives up.
   */
  ConnectionFactory connections();

  /**
   * Connections that fail when they are lost, for a sender that must know what was sent. As the
   * node's own user.
   */
  ConnectionFactory failingConnections();

  /** Makes the durable queues that are not there yet. */
  void makeQueues(Collection<String> names);

  /** What keeps it from taking messages, when something does. */
  Optional<Reason> trouble();

  /** Brings back what has stopped by itself, when that is possible now. */
  void revive();

  /** One line for the log at start. */
  String describe();

  @Override
  void close();
}
