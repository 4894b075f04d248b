package vn.congvan.app.queue;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** How this program connects to a broker, wherever that is. */
final class Clients {
  private static final int FOR_EVER = -1;

  /** A send that a dying broker never answers ends after this, and is repeated under its id. */
  static final long ANSWER_WITHIN_MILLIS = 10_000;

  private static final int CONFIRMATION_WINDOW = 1 << 20;
  private static final long RETRY_MILLIS = 500;
  private static final double TWICE_AS_LONG = 2.0;
  private static final long MAX_RETRY_MILLIS = 30_000;
  private static final String NOTHING_IS_DESERIALISED = "*";

  private Clients() {}

  /** Reconnects by itself once it has been connected. */
  static ActiveMQConnectionFactory lasting(String url, String user, String password, int large) {
    return common(url, user, password, large, FOR_EVER);
  }

  /** Fails when the connection is lost. */
  static ActiveMQConnectionFactory failing(String url, String user, String password, int large) {
    var factory = common(url, user, password, large, 0);
    factory.setCallTimeout(ANSWER_WITHIN_MILLIS);
    // What is acknowledged has had its effect; a lost acknowledgement makes a repeat of it.
    factory.setBlockOnAcknowledge(false);
    // Without it the client says of an asynchronous send that it is done before the broker does.
    factory.setConfirmationWindowSize(CONFIRMATION_WINDOW);
    return factory;
  }

  private static ActiveMQConnectionFactory common(
      String url, String user, String password, int large, int reconnect) {
    var factory = new ActiveMQConnectionFactory(url, user, password);
    factory.setDeserializationDenyList(NOTHING_IS_DESERIALISED);
    factory.setBlockOnDurableSend(true);
    factory.setBlockOnAcknowledge(true);
    factory.setInitialConnectAttempts(1);
    factory.setReconnectAttempts(reconnect);
    factory.setRetryInterval(RETRY_MILLIS);
    factory.setRetryIntervalMultiplier(TWICE_AS_LONG);
    factory.setMaxRetryInterval(MAX_RETRY_MILLIS);
    factory.setMinLargeMessageSize(large);
    factory.setCacheDestinations(true);
    return factory;
  }
}
