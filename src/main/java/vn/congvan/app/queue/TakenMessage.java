package vn.congvan.app.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message as a queue gave it to a route, kept beside what the route makes of it: what failed has
 * to be put back or put aside as it came.
 *
 * @param queue where it was taken from
 * @param id what this program named it when sending, null when somebody else sent it
 * @param tracking what its tries are counted by; the same for every delivery of it
 * @param redelivered whether it was delivered before
 */
public record TakenMessage(
    String queue, @Nullable String id, String tracking, boolean redelivered, Message message) {
  private static final String PROPERTY = "takenMessage";
  private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

  /** What the exchange was started by; empty when that was no queue. */
  public static Optional<TakenMessage> of(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(PROPERTY, TakenMessage.class));
  }

  /**
   * By what the inbox knows it. Only an event is known by the id it was sent under: what lies
   * elsewhere may have been sent by anybody, and names itself by its content.
   */
  public Optional<String> inboxKey() {
    return queue.startsWith("document.") ? Optional.ofNullable(id) : Optional.empty();
  }

  /** Keeps the message with the exchange that has just been started by it. */
  public static void begin(Exchange exchange) throws JMSException {
    if (exchange.getIn() instanceof JmsMessage in && in.getJmsMessage() != null) {
      exchange.setProperty(PROPERTY, read(in.getJmsMessage()));
    }
  }

  static TakenMessage read(Message message) throws JMSException {
    var id = message.getStringProperty(HeaderGuard.ID);
    if (id == null) {
      id = message.getStringProperty(DUPLICATE_ID);
    }
    var given = message.getJMSMessageID();
    var tracking = id != null ? id : given != null ? given : "unnamed";
    return new TakenMessage(
        QueueMessages.queueOf(message), id, tracking, message.getJMSRedelivered(), message);
  }
}
