package vn.congvan.app.demo;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.UUID;
import vn.congvan.app.queue.HeaderGuard;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.exchange.Deliveries;
import vn.congvan.exchange.PostOffice;

/**
 * Somebody who has got at a receiver's queue: a client of the broker like any other, which takes
 * one packet before the receiver does, changes the PDF in it, and puts it back. It uses nothing of
 * the node but a connection.
 *
 * <p>Taking and putting back are one transaction of the broker: stopped between them, the packet
 * lies there as it was sent.
 */
final class Intruder implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Before every consumer that does not say otherwise. */
  private static final String FIRST = "?consumer-priority=100";

  private final Connection connection;
  private final Session session;
  private final String inbox;
  private final MessageConsumer consumer;

  private Intruder(Connection connection, Session session, String inbox, MessageConsumer consumer) {
    this.connection = connection;
    this.session = session;
    this.inbox = inbox;
    this.consumer = consumer;
  }

  /** Lies in wait for one document's packet; must be there before the packet is sent. */
  static Intruder at(ConnectionFactory broker, DocumentId document, AgencyCode receiver) {
    var inbox = PostOffice.inbox(receiver);
    UUID awaited = PostOffice.messageId(Deliveries.idOf(document, receiver));
    Connection connection = null;
    try {
      connection = broker.createConnection();
      connection.start();
      var session = connection.createSession(Session.SESSION_TRANSACTED);
      var consumer =
          session.createConsumer(
              session.createQueue(inbox + FIRST), "%s = '%s'".formatted(HeaderGuard.ID, awaited));
      return new Intruder(connection, session, inbox, consumer);
    } catch (JMSException e) {
      closeQuietly(connection);
      throw new DemoFailed("no connection to the broker: " + e.getMessage());
    }
  }

  /**
   * Takes the packet, changes its PDF, puts it back.
   *
   * @param number the document's number and symbol
   * @return what lies in the receiver's queue now
   */
  ForgedPacket change(String number) {
    try {
      var taken = consumer.receive(PATIENCE.toMillis());
      if (!(taken instanceof BytesMessage packet)) {
        throw new DemoFailed("no packet came by at " + inbox);
      }
      var forged = ForgedPacket.of(bytes(packet), number);
      // Before it is put back, or it would come by here again.
      consumer.close();
      Queue queue = session.createQueue(inbox);
      try (var producer = session.createProducer(queue)) {
        producer.send(copy(packet, forged.bytes()));
      }
      session.commit();
      return forged;
    } catch (JMSException e) {
      throw new DemoFailed("the packet could not be changed: " + e.getMessage());
    }
  }

  private static byte[] bytes(BytesMessage packet) throws JMSException {
    var bytes = new byte[Math.toIntExact(packet.getBodyLength())];
    packet.readBytes(bytes);
    return bytes;
  }

  /** Another message to the broker, so it has no duplicate id; else as it was. */
  private BytesMessage copy(Message packet, byte[] bytes) throws JMSException {
    var copy = session.createBytesMessage();
    var names = packet.getPropertyNames();
    while (names.hasMoreElements()) {
      var name = (String) names.nextElement();
      if (!name.startsWith("_AMQ") && !name.startsWith("JMSX")) {
        copy.setObjectProperty(name, packet.getObjectProperty(name));
      }
    }
    copy.writeBytes(bytes);
    return copy;
  }

  @Override
  public void close() {
    closeQuietly(connection);
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (JMSException e) {
      // Whatever it held goes back to the queue.
    }
  }
}
