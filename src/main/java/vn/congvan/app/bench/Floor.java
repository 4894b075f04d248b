package vn.congvan.app.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import vn.congvan.app.queue.BrokerPlan;
import vn.congvan.app.queue.EmbeddedBroker;
import vn.congvan.store.Database;
import vn.congvan.store.DatabaseSettings;
import vn.congvan.store.Inbox;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.KeyKind;

/**
 * What the parts a journey cannot do without cost by themselves on this machine, each measured
 * alone with every core at its disposal: a unit of work of one statement, a persistent message sent
 * and taken, a private-key operation, a check of one, and hashing.
 *
 * @param units durable units of work a second
 * @param messages durable messages sent and taken a second
 * @param signs private-key operations a second, all cores
 * @param verifies checks of signatures a second, all cores
 * @param hashed bytes a second, all cores
 */
record Floor(Rate units, Rate messages, Rate signs, Rate verifies, Rate hashed) {
  private static final int WRITERS = 16;
  private static final int CLIENTS = 8;
  private static final int EVENT_BYTES = 900;
  private static final int BLOCK = 64 << 10;

  /**
   * @param folder empty, on the disk the journey is measured on
   * @param round how long each of four rounds of each part lasts
   */
  static Floor measure(Path folder, KeyKind kind, Duration round) {
    return new Floor(
        measureUnits(folder, round),
        measureMessages(folder, round),
        measureSigns(kind, round),
        measureVerifies(kind, round),
        measureHashing(round));
  }

  /** Seconds that the parts of one document take when nothing else is done. */
  double seconds(
      double unitsEach,
      double messagesEach,
      double signsEach,
      double verifiesEach,
      double bytesHashed) {
    return unitsEach / units.median()
        + messagesEach / messages.median()
        + signsEach / signs.median()
        + verifiesEach / verifies.median()
        + bytesHashed / hashed.median();
  }

  private static Rate measureUnits(Path folder, Duration round) {
    var settings = new DatabaseSettings("jdbc:sqlite:" + folder.resolve("floor.db"), null, null, 4);
    try (var database = Database.open(settings, List.of())) {
      var inbox = new Inbox(database, Clock.systemUTC());
      return Rate.of(
          WRITERS,
          round,
          () ->
              () ->
                  database.inUnit(
                      "floor", sql -> inbox.first("floor", UUID.randomUUID().toString())));
    }
  }

  private static Rate measureMessages(Path folder, Duration round) {
    var plan =
        new BrokerPlan(
            folder.resolve("broker"),
            null,
            null,
            "auto",
            100,
            10L << 20,
            100 << 10,
            1_000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10));
    try (var broker = EmbeddedBroker.start(plan)) {
      // A queue a client: what one has fetched ahead would be missing to another.
      var queues = IntStream.range(0, CLIENTS).mapToObj(i -> "floor-" + i).toList();
      broker.makeQueues(queues);
      var free = new ConcurrentLinkedQueue<>(queues);
      try (var sending = broker.connections().createConnection();
          var taking = broker.connections().createConnection()) {
        taking.start();
        return Rate.of(CLIENTS, round, () -> sendAndTake(sending, taking, free.remove()));
      }
    } catch (JMSException e) {
      throw new IllegalStateException("the broker of the measurement failed", e);
    }
  }

  private static Rate.Operation sendAndTake(Connection sending, Connection taking, String name)
      throws JMSException {
    var out = sending.createSession(Session.AUTO_ACKNOWLEDGE);
    var in = taking.createSession(Session.SESSION_TRANSACTED);
    var queue = out.createQueue(name);
    var producer = out.createProducer(queue);
    var consumer = in.createConsumer(queue);
    var body = new byte[EVENT_BYTES];
    return () -> {
      var message = out.createBytesMessage();
      message.writeBytes(body);
      producer.send(message);
      if (consumer.receive(10_000) == null) {
        throw new IllegalStateException("a message did not come");
      }
      in.commit();
    };
  }

  private static Rate measureSigns(KeyKind kind, Duration round) {
    var pair = pair(kind);
    var data = new byte[200];
    return Rate.of(
        Runtime.getRuntime().availableProcessors(),
        round,
        () ->
            () -> {
              var signer = CryptoProviders.best().signer(algorithm(kind), pair.getPrivate());
              signer.update(data);
              signer.sign();
            });
  }

  private static Rate measureVerifies(KeyKind kind, Duration round) {
    var pair = pair(kind);
    var data = new byte[200];
    return Rate.of(
        Runtime.getRuntime().availableProcessors(),
        round,
        () -> {
          var signer = CryptoProviders.best().signer(algorithm(kind), pair.getPrivate());
          signer.update(data);
          var signature = signer.sign();
          return () -> {
            var verifier = CryptoProviders.best().verifier(algorithm(kind), pair.getPublic());
            verifier.update(data);
            if (!verifier.verify(signature)) {
              throw new IllegalStateException("a good signature was refused");
            }
          };
        });
  }

  private static Rate measureHashing(Duration round) {
    var blocks =
        Rate.of(
            Runtime.getRuntime().availableProcessors(),
            round,
            () -> {
              var digest = CryptoProviders.best().sha256();
              var block = new byte[BLOCK];
              return () -> digest.update(block);
            });
    return new Rate(blocks.median() * BLOCK, blocks.least() * BLOCK, blocks.most() * BLOCK);
  }

  private static String algorithm(KeyKind kind) {
    return kind == KeyKind.P256 ? "SHA256withECDSA" : "SHA256withRSA";
  }

  private static KeyPair pair(KeyKind kind) {
    try {
      var generator = KeyPairGenerator.getInstance(kind == KeyKind.P256 ? "EC" : "RSA");
      generator.initialize(kind == KeyKind.P256 ? 256 : 2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java makes RSA and EC keys", e);
    }
  }
}
