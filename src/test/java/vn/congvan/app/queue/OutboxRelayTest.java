package vn.congvan.app.queue;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Ids;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.store.Database;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;
import vn.congvan.store.Outbox;
import vn.congvan.store.OutboxMessage;

class OutboxRelayTest {
  private static final String QUEUE = "document.submitted";
  private static final int LARGE = 102_400;

  @TempDir Path folder;
  private EmbeddedBroker broker;
  private @Nullable OutboxRelay relay;
  private final List<UUID> kept = new ArrayList<>();

  @BeforeEach
  void startBroker() throws IOException {
    Files.createDirectories(folder.resolve("spool"));
    broker =
        EmbeddedBroker.start(
            new BrokerPlan(
                folder.resolve("broker"),
                null,
                null,
                "auto",
                100,
                1,
                LARGE,
                20_000,
                Duration.ofMillis(10),
                Duration.ofMillis(100)));
    broker.makeQueues(List.of(QUEUE, "document.signed"));
  }

  @AfterEach
  void stop() {
    if (relay != null) {
      relay.close();
    }
    broker.close();
  }

  @EngineTest
  void everyMessageIsSentOnceAndInTheOrderOfItsDocument(Engine engine) {
    var database = engine.open();
    var outbox = relay(database, Map.of());
    var documents = List.of("a", "b", "c", "d", "e", "f", "g");

    for (var i = 0; i < 300; i++) {
      var document = documents.get(i % documents.size());
      add(database, outbox, message(QUEUE, document, document + ":" + i));
    }

    var received = receive(QUEUE, 300);
    var last = new HashMap<String, Integer>();
    for (var text : received) {
      var number = Integer.parseInt(text.substring(2));
      assertThat(number).isGreaterThan(last.getOrDefault(text.substring(0, 1), -1));
      last.put(text.substring(0, 1), number);
    }
    assertThat(received).doesNotHaveDuplicates();
    until(() -> outbox.waiting() == 0);
    // Not more often either: the broker would have dropped it, and nobody would have known.
    assertThat(relay().count()).isEqualTo(300);
  }

  @EngineTest
  void aMessageWhoseRowOutlivedItsSendReachesTheQueueOnce(Engine engine) {
    var database = engine.open();
    var outbox = relay(database, Map.of());
    var first = message(QUEUE, "a", "first");
    add(database, outbox, first);
    until(() -> outbox.waiting() == 0);

    // The row of a process that ended between the send and the delete.
    add(database, outbox, first);
    add(database, outbox, message(QUEUE, "a", "second"));

    assertThat(receive(QUEUE, 2)).containsExactly("first", "second");
    until(() -> outbox.waiting() == 0);
  }

  @EngineTest
  void whatIsAddedWhileTheBrokerIsAwayGoesOutWhenItIsBack(Engine engine) {
    var database = engine.open();
    var outbox = relay(database, Map.of());
    for (var i = 0; i < 20; i++) {
      add(database, outbox, message(QUEUE, "a", "before " + i));
    }
    broker.stopServer();
    for (var i = 0; i < 20; i++) {
      add(database, outbox, message(QUEUE, "a", "away " + i));
    }
    until(() -> relay().isDown());

    broker.revive();

    var received = receive(QUEUE, 40);
    assertThat(received).doesNotHaveDuplicates().startsWith("before 0").endsWith("away 19");
    until(() -> outbox.waiting() == 0);
    assertThat(relay().isDown()).isFalse();
  }

  @EngineTest
  void aQueueThatTakesNothingHoldsUpItsOwnMessagesOnly(Engine engine) {
    var database = engine.open();
    var outbox = relay(database, Map.of());
    for (var i = 0; i < 5; i++) {
      add(database, outbox, message("agency.H57-99.inbox", "a", "parked " + i));
      add(database, outbox, message(QUEUE, "a", "free " + i));
    }
    assertThat(receive(QUEUE, 5)).containsExactly("free 0", "free 1", "free 2", "free 3", "free 4");
    assertThat(outbox.waiting()).isGreaterThanOrEqualTo(5);

    broker.makeQueues(List.of("agency.H57-99.inbox"));

    assertThat(receive("agency.H57-99.inbox", 5))
        .containsExactly("parked 0", "parked 1", "parked 2", "parked 3", "parked 4");
  }

  @EngineTest
  void theInboxOfAnAgencyIsMadeWhenItIsFirstWrittenTo(Engine engine) {
    var database = engine.open();
    var outbox = relay(database, Map.of());

    add(database, outbox, message("agency.H57-12.inbox", "a", "hello"));
    until(() -> outbox.waiting() == 0);

    assertThat(receive("agency.H57-12.inbox", 1)).containsExactly("hello");
  }

  @EngineTest
  void whatCanNeverBeSentIsKeptElsewhereAndItsLaneGoesOn(Engine engine) {
    var database = engine.open();
    Composer broken =
        Composer.by(
            (body, out) -> {
              throw new SetAside(new Reason("TEST.BROKEN", "hỏng", "broken"));
            });
    var outbox = relay(database, Map.of("broken", broken));
    var never = new OutboxMessage(UUID.randomUUID(), QUEUE, "a", "broken", new byte[0]);
    var unknown = new OutboxMessage(UUID.randomUUID(), QUEUE, "a", "unheard of", new byte[0]);

    add(database, outbox, never);
    add(database, outbox, unknown);
    add(database, outbox, message(QUEUE, "a", "next"));

    assertThat(receive(QUEUE, 1)).containsExactly("next");
    assertThat(kept).containsExactly(never.id(), unknown.id());
    until(() -> outbox.waiting() == 0);
  }

  @EngineTest
  void whatCannotBeReadNowIsSentLater(Engine engine) {
    var database = engine.open();
    var tries = new AtomicInteger();
    Composer slow =
        Composer.by(
            (body, out) -> {
              switch (tries.incrementAndGet()) {
                case 1 -> throw new IOException("the disk is away");
                case 2 -> throw new RetryLater(new Reason("TEST.AWAY", "chờ", "away"));
                default -> {}
              }
              out.write(body);
            });
    var outbox = relay(database, Map.of("slow", slow));

    add(database, outbox, new OutboxMessage(UUID.randomUUID(), QUEUE, "a", "slow", bytes("late")));

    assertThat(receive(QUEUE, 1)).containsExactly("late");
  }

  @EngineTest
  void aBodyLargerThanMemoryShouldHoldTravelsThroughFiles(Engine engine) throws Exception {
    var database = engine.open();
    var size = 30 << 20;
    var spooled = new ConcurrentLinkedQueue<Long>();
    Composer large =
        Composer.by(
            (body, out) -> {
              write(size, out);
              try (var files = Files.list(folder.resolve("spool"))) {
                spooled.add(files.count());
              }
            });
    var outbox = relay(database, Map.of("large", large));

    add(database, outbox, new OutboxMessage(UUID.randomUUID(), QUEUE, "a", "large", new byte[0]));

    var spool = new Spool(folder.resolve("spool"));
    try (var context = broker.connections().createContext();
        var consumer = context.createConsumer(context.createQueue(QUEUE))) {
      var message = (BytesMessage) consumer.receive(30_000);
      var source = spool.of(message);

      var expected = new ByteArrayOutputStream();
      write(size, expected);
      try (var in = source.open()) {
        assertThat(in).hasBinaryContent(expected.toByteArray());
      }
      assertThat(spool.of(message)).isSameAs(source);
      assertThat(folder.resolve("spool")).isNotEmptyDirectory();
      spool.release(message);
    }
    assertThat(spooled).containsExactly(1L);
    until(() -> outbox.waiting() == 0);
    assertThat(folder.resolve("spool")).isEmptyDirectory();
  }

  @EngineTest
  void theNextProcessSendsWhatTheLastOneLeft(Engine engine) {
    var database = engine.open();
    var outbox = relay(database, Map.of());
    add(database, outbox, message(QUEUE, "a", "one"));
    assertThat(receive(QUEUE, 1)).containsExactly("one");
    relay().close();
    relay = null;
    add(database, outbox, message(QUEUE, "a", "two"));
    assertThat(outbox.waiting()).isEqualTo(1);

    relay(database, Map.of());

    assertThat(receive(QUEUE, 1)).containsExactly("two");
  }

  @EngineTest
  void aResentMessageKeepsItsKeyAndIsNotDropped(Engine engine) throws Exception {
    var database = engine.open();
    Composer again =
        new Composer() {
          @Override
          public String key(OutboxMessage message) {
            return "the first key";
          }

          @Override
          public void compose(OutboxMessage message, OutputStream out) throws IOException {
            out.write(message.body());
          }
        };
    var outbox = relay(database, Map.of("again", again));

    add(database, outbox, new OutboxMessage(UUID.randomUUID(), QUEUE, "a", "again", bytes("x")));

    try (var context = broker.connections().createContext();
        var consumer = context.createConsumer(context.createQueue(QUEUE))) {
      var delivery = TakenMessage.read(consumer.receive(10_000));
      assertThat(delivery.id()).isEqualTo("the first key");
      assertThat(delivery.queue()).isEqualTo(QUEUE);
    }
  }

  private Outbox relay(Database database, Map<String, Composer> more) {
    var outbox = new Outbox(database, Clock.systemUTC());
    var composers = new HashMap<>(more);
    composers.put("event", Composer.asKept());
    relay =
        new OutboxRelay(
            outbox,
            broker,
            composers,
            "",
            (message, why) -> kept.add(message.id()),
            this::make,
            folder.resolve("spool"),
            LARGE,
            4,
            Clock.systemUTC());
    relay.start();
    return outbox;
  }

  private boolean make(String queue) {
    if (!queue.equals("agency.H57-12.inbox")) {
      return false;
    }
    broker.makeQueues(List.of(queue));
    return true;
  }

  private OutboxRelay relay() {
    return Objects.requireNonNull(relay);
  }

  private static void add(Database database, Outbox outbox, OutboxMessage message) {
    database.inUnit(
        "test",
        sql -> {
          outbox.add(message);
          return message;
        });
  }

  private static OutboxMessage message(String queue, String document, String text) {
    return new OutboxMessage(Ids.next(Instant.now()), queue, document, "event", bytes(text));
  }

  private List<String> receive(String queue, int count) {
    var texts = new ArrayList<String>();
    try (var context = broker.connections().createContext(JMSContext.AUTO_ACKNOWLEDGE);
        var consumer = context.createConsumer(context.createQueue(queue))) {
      while (texts.size() < count) {
        var message = consumer.receive(20_000);
        assertThat(message).as("after %s", texts).isNotNull();
        texts.add(new String(QueueMessages.bytes(message), StandardCharsets.UTF_8));
      }
      assertThat(consumer.receiveNoWait()).isNull();
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  private static void write(int size, OutputStream out) throws IOException {
    var random = new Random(7);
    var chunk = new byte[10_000];
    for (var left = size; left > 0; left -= chunk.length) {
      random.nextBytes(chunk);
      out.write(chunk, 0, Math.min(chunk.length, left));
    }
  }

  private static void until(BooleanSupplier condition) {
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
