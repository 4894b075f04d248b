package vn.congvan.app.route;

import jakarta.jms.ConnectionFactory;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.jms.JmsComponent;
import org.springframework.jms.support.converter.MessageConverter;
import vn.congvan.app.queue.HeaderGuard;

/** How routes read queues. Camel's own defaults lose a message whose route fails. */
public final class Queues {
  private static final long RECOVER_EVERY_MILLIS = 1_000;
  private static final long RECEIVE_MILLIS = 250;

  private Queues() {}

  /**
   * The JMS component as every route uses it. A message is acknowledged when its route has ended
   * well, and given back when it has not. Nobody waits for the broker to write the acknowledgement
   * down: a message whose acknowledgement is lost comes again, and its key in the inbox, which was
   * on the disk before, makes it a repeat.
   */
  public static JmsComponent component(
      ConnectionFactory connections, MessageConverter messages, int consumers) {
    var jms = new JmsComponent();
    jms.setConnectionFactory(connections);
    jms.setAcknowledgementModeName("CLIENT_ACKNOWLEDGE");
    jms.setCacheLevelName("CACHE_CONSUMER");
    jms.setConcurrentConsumers(consumers);
    jms.setMessageConverter(messages);
    jms.setHeaderFilterStrategy(new HeaderGuard());
    // A sender must not choose where answers go.
    jms.setDisableReplyTo(true);
    jms.setAcceptMessagesWhileStopping(false);
    jms.setTestConnectionOnStartup(false);
    jms.setRecoveryInterval(RECOVER_EVERY_MILLIS);
    // How long a stop waits for an idle consumer.
    jms.setReceiveTimeout(RECEIVE_MILLIS);
    jms.setErrorHandlerLogStackTrace(false);
    jms.setErrorHandlerLoggingLevel(LoggingLevel.TRACE);
    return jms;
  }
}
