package vn.congvan.app.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Halt;

class BrokerTest {
  private static final String EVENTS = "document.submitted";
  private static final String INBOX = "agency.H57-12.inbox";
  private static final String OTHER_INBOX = "agency.H57-31.inbox";

  @TempDir Path folder;
  private @Nullable EmbeddedBroker broker;

  @AfterEach
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void theRulesThatKeepMessagesAreInForce() {
    var repository = start(null, null).server().getAddressSettingsRepository();

    for (var queue : List.of(EVENTS, INBOX)) {
      var rule = repository.getMatch(queue);
      assertThat(rule.getMaxDeliveryAttempts()).as(queue).isEqualTo(-1);
      assertThat((Object) rule.getDeadLetterAddress()).isEqualTo(SimpleString.of("dead-letter"));
      assertThat((Object) rule.getExpiryAddress()).isEqualTo(SimpleString.of("expired"));
      assertThat(rule.isAutoDeleteQueues()).isFalse();
      assertThat(rule.isAutoDeleteAddresses()).isFalse();
      assertThat(rule.isAutoCreateQueues()).isFalse();
      assertThat(rule.isAutoCreateAddresses()).isFalse();
      assertThat(rule.getAddressFullMessagePolicy()).isEqualTo(AddressFullMessagePolicy.PAGE);
      assertThat(rule.getDiskFullMessagePolicy()).isEqualTo(DiskFullMessagePolicy.FAIL);
      assertThat(rule.getRedeliveryDelay()).isEqualTo(1);
      assertThat(rule.getRedeliveryMultiplier()).isEqualTo(2.0);
      assertThat(rule.getMaxRedeliveryDelay()).isEqualTo(5);
      assertThat(rule.getIDCacheSize()).isEqualTo(500);
    }
    assertThat((Object) repository.getMatch("anything.else").getMaxDeliveryAttempts()).isEqualTo(5);
    assertThat((Object) repository.getMatch("anything.else").getDeadLetterAddress())
        .isEqualTo(SimpleString.of("dead-letter"));
    for (var last : List.of("dead-letter", "expired")) {
      assertThat(repository.getMatch(last).getMaxDeliveryAttempts()).as(last).isEqualTo(-1);
      assertThat(repository.getMatch(last).isNoExpiry()).as(last).isTrue();
    }
    var server = broker().server().getConfiguration();
    assertThat(server.isJournalDatasync()).isTrue();
    assertThat(server.isJournalSyncNonTransactional()).isTrue();
    assertThat(server.isJournalSyncTransactional()).isTrue();
    assertThat(server.isPersistIDCache()).isTrue();
  }

  @Test
  void aBrokerThatLetsConnectButTakesNothingIsNotBack() throws Exception {
    try (var link = new Link(start(null, null).connections())) {
      var sender = link.sender();
      assertThat(link.isDown()).isFalse();

      link.broken(sender, new JMSException("its disk is full"));
      var firstPause = link.pauseNanos();
      while (link.pauseNanos() > 0) {
        LockSupport.parkNanos(link.pauseNanos());
      }
      link.broken(link.sender(), new JMSException("still"));

      assertThat(link.isDown()).isTrue();
      assertThat(link.pauseNanos()).isGreaterThan(firstPause);
      while (link.pauseNanos() > 0) {
        LockSupport.parkNanos(link.pauseNanos());
      }
      link.sender();
      assertThat(link.isDown()).isTrue();
      link.answered();
      assertThat(link.isDown()).isFalse();
    }
  }

  @Test
  void aMessageThatFailsMoreThanTenTimesIsStillThere() {
    start(null, null).makeQueues(List.of(EVENTS));
    send(broker().connections(), EVENTS, "one");

    try (var context = broker().connections().createContext(JMSContext.SESSION_TRANSACTED);
        var consumer = context.createConsumer(context.createQueue(EVENTS))) {
      for (var attempt = 1; attempt <= 12; attempt++) {
        var message = consumer.receive(10_000);
        assertThat(message).as("attempt %d", attempt).isNotNull();
        context.rollback();
      }
      assertThat(consumer.receiveBody(String.class, 10_000)).isEqualTo("one");
      context.commit();
    }
  }

  @Test
  void whatIsGivenUpElsewhereAndWhatExpiresIsKept() throws JMSException {
    start(null, null).makeQueues(List.of("elsewhere", EVENTS));
    try (var context = broker().connections().createContext(JMSContext.SESSION_TRANSACTED)) {
      context.createProducer().send(context.createQueue("elsewhere"), "unwanted");
      context.commit();
      try (var consumer = context.createConsumer(context.createQueue("elsewhere"))) {
        for (var attempt = 0; attempt < 5; attempt++) {
          assertThat(consumer.receive(10_000)).isNotNull();
          context.rollback();
        }
      }
      context.createProducer().setTimeToLive(1).send(context.createQueue(EVENTS), "late");
      context.commit();
      try (var nobody = context.createConsumer(context.createQueue(EVENTS))) {
        assertThat(nobody.receive(100)).isNull();
      }
      try (var dead = context.createConsumer(context.createQueue(Broker.DEAD_LETTERS));
          var expired = context.createConsumer(context.createQueue(Broker.EXPIRED))) {
        var unwanted = dead.receive(10_000);
        assertThat(unwanted.getBody(String.class)).isEqualTo("unwanted");
        assertThat(unwanted.getStringProperty("_AMQ_ORIG_QUEUE")).isEqualTo("elsewhere");
        assertThat(expired.receive(10_000).getBody(String.class)).isEqualTo("late");
      }
    }
  }

  @Test
  void aQueueNobodyMadeCannotBeSentTo() {
    start(null, null);

    assertThatThrownBy(() -> send(broker().connections(), "document.sbmitted", "x"))
        .isInstanceOf(JMSRuntimeException.class);
  }

  @Test
  void messagesAndIdsSurviveABrokerThatStopsAndComesBack() {
    start(null, null).makeQueues(List.of(EVENTS));
    sendOnce("first", "id-1");

    broker().stopServer();
    assertThat(broker().trouble())
        .hasValueSatisfying(r -> assertThat(r.code()).isEqualTo("BROKER.STOPPED"));
    broker().revive();

    assertThat(broker().trouble()).isEmpty();
    sendOnce("again", "id-1");
    sendOnce("second", "id-2");
    assertThat(drain(EVENTS)).containsExactly("first", "second");
  }

  @Test
  void aFullDiskIsTroubleAndASenderIsTold() {
    broker = EmbeddedBroker.start(plan(null, null, Long.MAX_VALUE));
    broker.makeQueues(List.of(EVENTS));

    assertThat(waitForTrouble(broker)).isEqualTo("BROKER.DISK_FULL");
    assertThatThrownBy(() -> send(broker().failingConnections(), EVENTS, "x"))
        .isInstanceOf(JMSRuntimeException.class);
  }

  @Test
  void anAgencysSystemMayDoWhatItsUserIsGrantedAndNothingElse() throws Exception {
    var port = freePort();
    start("tcp://127.0.0.1:" + port, users()).makeQueues(List.of(EVENTS, INBOX, OTHER_INBOX));
    var north = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port, "north", "north-secret");
    send(broker().connections(), INBOX, "for north");

    try (var context = north.createContext()) {
      assertThat(
              context.createConsumer(context.createQueue(INBOX)).receiveBody(String.class, 10_000))
          .isEqualTo("for north");
      context.createProducer().send(context.createQueue(OTHER_INBOX), "from north");
      for (var forbidden : List.of(OTHER_INBOX, EVENTS, Broker.DEAD_LETTERS)) {
        assertThatThrownBy(() -> context.createConsumer(context.createQueue(forbidden)).receive(1))
            .as("consume %s", forbidden)
            .isInstanceOf(JMSRuntimeException.class);
      }
      for (var forbidden : List.of(INBOX, EVENTS)) {
        assertThatThrownBy(
                () -> context.createProducer().send(context.createQueue(forbidden), "forged"))
            .as("send %s", forbidden)
            .isInstanceOf(JMSRuntimeException.class);
      }
    }
    assertThat(drain(OTHER_INBOX)).containsExactly("from north");
    assertThat(drain(EVENTS)).isEmpty();
    north.close();
  }

  @Test
  void aWrongKeyAndTheNodesNameDoNotOpenTheAcceptor() throws Exception {
    var port = freePort();
    start("tcp://127.0.0.1:" + port, users());
    for (var user : List.of("north", "node", "stranger")) {
      try (var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port, user, "wrong")) {
        assertThatThrownBy(factory::createContext)
            .as(user)
            .isInstanceOf(JMSSecurityRuntimeException.class);
      }
    }
  }

  @Test
  void aUsersFileThatGrantsMoreThanInboxesIsRefused() throws Exception {
    for (var line :
        List.of(
            "north.send = document.issued",
            "north.consume = agency.#",
            "north.send = agency.H57-12.inbox, dead-letter",
            "north.rights = all",
            "node.key = " + "0".repeat(64),
            "south.send = " + INBOX)) {
      var file = users();
      Files.writeString(file, Files.readString(file) + "\n" + line + "\n");

      assertThatThrownBy(() -> start("tcp://127.0.0.1:" + freePort(), file))
          .as(line)
          .isInstanceOfSatisfying(
              Halt.class, e -> assertThat(e.reason().code()).isEqualTo("BROKER.USERS_FILE"));
    }
  }

  @Test
  void anAcceptorWithoutUsersIsRefused() {
    assertThatThrownBy(() -> start("tcp://127.0.0.1:0", null))
        .isInstanceOfSatisfying(
            Halt.class, e -> assertThat(e.reason().code()).isEqualTo("BROKER.NO_USERS"));
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start("tcp://127.0.0.1:" + taken.getLocalPort(), users()))
          .isInstanceOfSatisfying(
              Halt.class, e -> assertThat(e.reason().code()).isEqualTo("BROKER.PORT_IN_USE"))
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void anExternalBrokerGetsTheQueuesAndIsMissedWhenItGoes() throws Exception {
    var port = freePort();
    var elsewhere = start("tcp://127.0.0.1:" + port, users());
    var url = "tcp://127.0.0.1:" + port;

    assertThatThrownBy(() -> ExternalBroker.connect(url, "north", "wrong", 102_400))
        .isInstanceOfSatisfying(
            Halt.class, e -> assertThat(e.reason().code()).isEqualTo("BROKER.UNREACHABLE"));
    elsewhere.makeQueues(List.of(EVENTS, OTHER_INBOX));
    var external = ExternalBroker.connect(url, "north", "north-secret", 102_400);
    external.makeQueues(List.of(EVENTS));
    send(external.failingConnections(), OTHER_INBOX, "over the network");
    assertThat(external.trouble()).isEmpty();
    assertThat(drain(OTHER_INBOX)).containsExactly("over the network");

    elsewhere.close();
    assertThat(external.trouble())
        .hasValueSatisfying(r -> assertThat(r.code()).isEqualTo("BROKER.UNREACHABLE"));
    external.close();
  }

  private EmbeddedBroker start(@Nullable String acceptor, @Nullable Path users) {
    broker = EmbeddedBroker.start(plan(acceptor, users, 1));
    return broker;
  }

  private EmbeddedBroker broker() {
    return Objects.requireNonNull(broker);
  }

  private BrokerPlan plan(@Nullable String acceptor, @Nullable Path users, long free) {
    return new BrokerPlan(
        folder.resolve("broker"),
        acceptor,
        users,
        "auto",
        100,
        free,
        102_400,
        500,
        Duration.ofMillis(1),
        Duration.ofMillis(5));
  }

  private Path users() throws Exception {
    var key =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest("north-secret".getBytes(StandardCharsets.UTF_8)));
    return Files.writeString(
        folder.resolve("users.properties"),
        "north.key = %s\nnorth.consume = %s\nnorth.send = %s\n".formatted(key, INBOX, OTHER_INBOX));
  }

  private void sendOnce(String text, String id) {
    try (var context = broker().failingConnections().createContext()) {
      var message = context.createTextMessage(text);
      message.setStringProperty("_AMQ_DUPL_ID", id);
      context.createProducer().send(context.createQueue(EVENTS), message);
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(ConnectionFactory factory, String queue, String text) {
    try (var context = factory.createContext()) {
      context.createProducer().send(context.createQueue(queue), text);
    }
  }

  private Set<String> drain(String queue) {
    var bodies = new LinkedHashSet<String>();
    try (var context = broker().connections().createContext();
        var consumer = context.createConsumer(context.createQueue(queue))) {
      for (var body = consumer.receiveBody(String.class, 200);
          body != null;
          body = consumer.receiveBody(String.class, 200)) {
        assertThat(bodies.add(body)).as("%s came twice", body).isTrue();
      }
    }
    return bodies;
  }

  private static String waitForTrouble(Broker broker) {
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      var trouble = broker.trouble();
      if (trouble.isPresent()) {
        return trouble.get().code();
      }
      LockSupport.parkNanos(10_000_000);
    }
    return "none";
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
