package vn.congvan.app.queue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/**
 * A broker elsewhere, a pair or a cluster. Its address settings are its operator's: they must be
 * those of {@link AddressRules}, or messages are lost after ten tries.
 */
public final class ExternalBroker implements Broker {
  private static final Logger LOG = LoggerFactory.getLogger(ExternalBroker.class);

  private final String url;
  private final String user;
  private final String password;
  private final ActiveMQConnectionFactory lasting;
  private final ActiveMQConnectionFactory failing;

  /** Guarded by this: those asked for and not known to be there. */
  private final Set<String> missing = new LinkedHashSet<>();

  private ExternalBroker(String url, String user, String password, int largeMessage) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.lasting = Clients.lasting(url, user, password, largeMessage);
    this.failing = Clients.failing(url, user, password, largeMessage);
  }

  /**
   * @throws Halt when it cannot be reached or does not let us in
   */
  public static ExternalBroker connect(String url, String user, String password, int largeMessage) {
    var broker = new ExternalBroker(url, user, password, largeMessage);
    try {
      broker.ask();
      broker.makeQueues(List.of(DEAD_LETTERS, EXPIRED));
      return broker;
    } catch (JMSException e) {
      broker.close();
      throw new Halt(
          new Reason(
              "BROKER.UNREACHABLE",
              "Không kết nối được hàng đợi %s: %s. Kiểm tra broker.url, broker.user và máy chủ hàng đợi."
                  .formatted(shown(url), Shown.of(String.valueOf(e.getMessage()))),
              "cannot connect to the broker %s: %s; check broker.url, broker.user and that it runs"
                  .formatted(shown(url), Shown.of(String.valueOf(e.getMessage())))),
          e);
    }
  }

  @Override
  public ConnectionFactory connections() {
    return lasting;
  }

  @Override
  public ConnectionFactory failingConnections() {
    return failing;
  }

  @Override
  public synchronized void makeQueues(Collection<String> names) {
    missing.addAll(names);
    makeMissing();
  }

  @Override
  public Optional<Reason> trouble() {
    try {
      ask();
      return unmade();
    } catch (JMSException e) {
      return Optional.of(
          new Reason(
              "BROKER.UNREACHABLE",
              "Mất kết nối hàng đợi %s; hệ thống tự kết nối lại.".formatted(shown(url)),
              "the broker %s cannot be reached; it is tried again".formatted(shown(url))));
    }
  }

  @Override
  public synchronized void revive() {
    makeMissing();
  }

  @Override
  public String describe() {
    return "broker=external url=" + shown(url);
  }

  @Override
  public void close() {
    lasting.close();
    failing.close();
  }

  private void ask() throws JMSException {
    try (var connection = failing.createConnection()) {
      connection.start();
    }
  }

  private void makeMissing() {
    if (missing.isEmpty()) {
      return;
    }
    try (var factory = failing.getServerLocator().createSessionFactory();
        var session =
            factory.createSession(
                user,
                password,
                false,
                true,
                true,
                false,
                failing.getServerLocator().getAckBatchSize())) {
      for (var name : List.copyOf(missing)) {
        if (!session.queueQuery(SimpleString.of(name)).isExists()) {
          makeQueue(session, name);
        }
        missing.remove(name);
      }
    } catch (Exception e) {
      LOG.warn("cannot make the queues {} yet: {}", missing, String.valueOf(e.getMessage()));
    }
  }

  private synchronized Optional<Reason> unmade() {
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reason(
                "BROKER.QUEUES_MISSING",
                "Hàng đợi %s chưa có trên %s và không tự tạo được. Nhờ quản trị hàng đợi tạo, hoặc cấp quyền tạo."
                    .formatted(String.join(", ", missing), shown(url)),
                "the queues %s are not at %s and cannot be made; have them made, or grant the right to"
                    .formatted(String.join(", ", missing), shown(url))));
  }

  /** The address first: the rules we ask for forbid that it comes with the queue. */
  private static void makeQueue(ClientSession session, String name) throws ActiveMQException {
    try {
      session.createAddress(SimpleString.of(name), EnumSet.of(RoutingType.ANYCAST), false);
    } catch (ActiveMQException e) {
      if (e.getType() != ActiveMQExceptionType.ADDRESS_EXISTS) {
        throw e;
      }
    }
    try {
      session.createQueue(
          QueueConfiguration.of(name)
              .setAddress(name)
              .setRoutingType(RoutingType.ANYCAST)
              .setDurable(true)
              .setAutoDelete(false));
    } catch (ActiveMQException e) {
      if (e.getType() != ActiveMQExceptionType.QUEUE_EXISTS) {
        throw e;
      }
    }
  }

  /** Parameters can hold passwords of key stores. */
  private static String shown(String url) {
    return Shown.of(url.replaceAll("\\?[^,)]*", ""));
  }
}
