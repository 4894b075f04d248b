package vn.congvan.app.queue;

import jakarta.jms.ConnectionFactory;
import java.net.BindException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * The broker in this process: persistent, synced, reached through memory, and through the network
 * only when an acceptor is set. When its journal fails it stops itself; {@link #revive} starts it
 * again on what the journal holds.
 */
public final class EmbeddedBroker implements Broker {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final int SECRET_BYTES = 32;
  private static final int ACTIVATION_SECONDS = 60;

  private final BrokerPlan plan;
  private final String secret;
  private final BrokerUsers users;
  private final String address;
  private final ActiveMQConnectionFactory lasting;
  private final ActiveMQConnectionFactory failing;

  /** Guarded by this, as is the server; made again whenever the server is. */
  private final Set<String> queues = new TreeSet<>();

  private @Nullable ActiveMQServer server;
  private boolean closed;

  private EmbeddedBroker(BrokerPlan plan) {
    this.plan = plan;
    var random = new SecureRandom();
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    this.secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    this.users =
        plan.usersFile() == null
            ? BrokerUsers.nodeOnly(secret)
            : BrokerUsers.read(plan.usersFile(), secret);
    this.address = "vm://" + random.nextInt(Integer.MAX_VALUE);
    this.lasting = Clients.lasting(address, BrokerUsers.NODE, secret, plan.largeMessage());
    this.failing = Clients.failing(address, BrokerUsers.NODE, secret, plan.largeMessage());
    queues.add(DEAD_LETTERS);
    queues.add(EXPIRED);
  }

  /**
   * @throws Halt when it cannot start: the port is taken, the journal cannot be read or written
   */
  public static EmbeddedBroker start(BrokerPlan plan) {
    if (plan.acceptor() != null && plan.usersFile() == null) {
      throw new Halt(
          new Reason(
              "BROKER.NO_USERS",
              "Đã mở cổng hàng đợi (broker.acceptor) nhưng chưa khai báo người dùng (broker.users-file).",
              "broker.acceptor is set but broker.users-file is not: nobody could connect; set both or neither"));
    }
    var broker = new EmbeddedBroker(plan);
    broker.startServer();
    return broker;
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
    for (var name : names) {
      if (queues.add(name) && server != null) {
        makeQueue(server, name);
      }
    }
  }

  @Override
  public synchronized Optional<Reason> trouble() {
    if (server == null || !server.isActive()) {
      return Optional.of(
          new Reason(
              "BROKER.STOPPED",
              "Hàng đợi đã dừng; hệ thống đang tự khởi động lại. Kiểm tra đĩa của thư mục broker.",
              "the broker has stopped and is being started again; check the disk of the folder broker"));
    }
    if (server.getPagingManager().isDiskFull()) {
      return Optional.of(
          new Reason(
              "BROKER.DISK_FULL",
              "Đĩa của hàng đợi còn trống dưới %d MB. Giải phóng đĩa; việc đang chờ sẽ tự chạy tiếp."
                  .formatted(plan.minDiskFree() >> 20),
              "less than %d MB are free on the broker's disk; make room, what waits goes on by itself"
                  .formatted(plan.minDiskFree() >> 20)));
    }
    return Optional.empty();
  }

  @Override
  public synchronized void revive() {
    if (closed || (server != null && server.isStarted())) {
      return;
    }
    try {
      startServer();
      LOG.info("broker started again");
    } catch (Halt e) {
      LOG.warn("broker cannot be started again yet: {}", e.reason());
    }
  }

  /** Messages on a queue, with those that are being worked on; 0 when there is no such queue. */
  public synchronized long messages(String queue) {
    var found = server == null ? null : server.locateQueue(queue);
    return found == null ? 0 : found.getMessageCount();
  }

  @Override
  public String describe() {
    return "broker=embedded journal=%s buffer=%dus acceptor=%s"
        .formatted(
            plan.journalType().name().toLowerCase(Locale.ROOT),
            plan.bufferMicros(),
            plan.acceptor() == null ? "none" : plan.acceptor().replaceAll("\\?.*", ""));
  }

  /** Clients first: a client that waits for a server that has gone would wait for ever. */
  @Override
  public void close() {
    lasting.close();
    failing.close();
    synchronized (this) {
      closed = true;
      stopServer();
    }
  }

  /** The server, for tests that read back what is in force. */
  synchronized ActiveMQServer server() {
    if (server == null) {
      throw new IllegalStateException("the broker has stopped");
    }
    return server;
  }

  /** As a failing journal does. */
  synchronized void stopServer() {
    try {
      if (server != null) {
        server.stop();
      }
    } catch (Exception e) {
      LOG.warn("the broker did not stop cleanly; its journal holds what was acknowledged", e);
    } finally {
      server = null;
    }
  }

  private synchronized void startServer() {
    stopServer();
    ActiveMQServer fresh = null;
    try {
      fresh = ActiveMQServers.newActiveMQServer(plan.configuration(address), null, users, true);
      fresh.registerIOCriticalErrorListener(
          (code, message, file) ->
              LOG.error("the broker's journal failed and the broker stops: {}", message, code));
      // Activation logs its failure and returns as if it had gone well.
      var failure = new AtomicReference<@Nullable Exception>();
      fresh.registerActivationFailureListener(failure::set);
      fresh.start();
      var failed = failure.get();
      if (failed != null) {
        throw failed;
      }
      if (!fresh.waitForActivation(ACTIVATION_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "it was not active within %d s".formatted(ACTIVATION_SECONDS));
      }
      for (var name : queues) {
        makeQueue(fresh, name);
      }
      server = fresh;
    } catch (Exception e) {
      stopQuietly(fresh);
      throw cannotStart(e);
    }
  }

  private static void stopQuietly(@Nullable ActiveMQServer server) {
    try {
      if (server != null) {
        server.stop();
      }
    } catch (Exception e) {
      LOG.debug("a broker that did not start did not stop either", e);
    }
  }

  private Halt cannotStart(Exception e) {
    if (e instanceof Halt halt) {
      return halt;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException
          || (plan.acceptor() != null
              && String.valueOf(cause.getMessage()).contains("AMQ229230"))) {
        return new Halt(
            new Reason(
                "BROKER.PORT_IN_USE",
                "Không mở được cổng hàng đợi %s: cổng đang có chương trình khác dùng. Đổi broker.acceptor."
                    .formatted(plan.acceptor()),
                "the broker cannot listen at %s: the port is in use; change broker.acceptor"
                    .formatted(plan.acceptor())),
            e);
      }
    }
    return new Halt(
        new Reason(
            "BROKER.CANNOT_START",
            "Không khởi động được hàng đợi trong %s: %s. Kiểm tra quyền và dung lượng đĩa."
                .formatted(plan.folder(), e),
            "the broker cannot start in %s: %s; check rights and disk space"
                .formatted(plan.folder(), e)),
        e);
  }

  private static void makeQueue(ActiveMQServer server, String name) {
    try {
      server.createQueue(
          QueueConfiguration.of(name)
              .setAddress(name)
              .setRoutingType(RoutingType.ANYCAST)
              .setDurable(true)
              .setAutoCreateAddress(true)
              .setAutoDelete(false),
          true);
    } catch (Exception e) {
      throw new Halt(
          new Reason(
              "BROKER.QUEUE",
              "Không tạo được hàng đợi %s.".formatted(name),
              "cannot make the queue %s: %s".formatted(name, e)),
          e);
    }
  }
}
