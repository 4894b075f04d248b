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
 * alone with every core at its disposal: units of work, persistent messages sent and taken, a
 * private-key operation, a check of one, and hashing.
 *
 * @param units durable units of work of one statement a second
 * @param fullUnits the same of {@link #FULL} statements, so that one of any number can be reckoned
 * @param messages durable messages of an event's size sent and taken a second
 * @param packets the same of messages as large as the PDF in Base64
 * @param signs private-key operations a second, all cores
 * @param verifies checks of signatures a second, all cores
 * @param hashed bytes a second, all cores
 */
record Floor(
    Rate units,
    Rate fullUnits,
    Rate messages,
    Rate packets,
    Rate signs,
    Rate verifies,
    Rate hashed) {
  static final int FULL = 9;

  /** What was measured before and after: this machine's speed changes while it is measured. */
  Floor with(Floor later) {
    return new Floor(
        units.with(later.units),
        fullUnits.with(later.fullUnits),
        messages.with(later.messages),
        packets.with(later.packets),
        signs.with(later.signs),
        verifies.with(later.verifies),
        hashed.with(later.hashed));
  }

  private static final int WRITERS = 16;
  private static final int CLIENTS = 8;
  private static final int EVENT_BYTES = 900;
  private static final int ROW_BYTES = 270;
  private static final int BLOCK = 64 << 10;

  /**
   * @param folder empty, on the disk the journey is measured on
   * @param size of the PDFs, in bytes
   * @param round how long each of four rounds of each part lasts
   */
  static Floor measure(Path folder, KeyKind kind, int size, Duration round) {
    return new Floor(
        measureUnits(folder, 1, round),
        measureUnits(folder, FULL, round),
        measureMessages(folder, EVENT_BYTES, round),
        measureMessages(folder, size / 3 * 4, round),
        measureSigns(kind, round),
        measureVerifies(kind, round),
        measureHashing(round));
  }

  /**
   * What one document needs.
   *
   * @param statements in all its units together
   * @param messages with the packets among them
   * @param hashed bytes
   */
  record Parts(
      double units,
      double statements,
      double messages,
      double packets,
      double signs,
      double verifies,
      double hashed) {}

  /** Seconds that these parts take when nothing else is done. */
  double seconds(Parts parts) {
    var statement = Math.max(0, 1 / fullUnits.median() - 1 / units.median()) / (FULL - 1);
    return parts.units / units.median()
        + (parts.statements - parts.units) * statement
        + (parts.messages - parts.packets) / messages.median()
        + parts.packets / packets.median()
        + parts.signs / signs.median()
        + parts.verifies / verifies.median()
        + parts.hashed / hashed.median();
  }

  /** Each enters its key; the other statements write rows and read them again, in turn. */
  private static Rate measureUnits(Path folder, int statements, Duration round) {
    var file = folder.resolve("floor-%d.db".formatted(statements));
    var settings = new DatabaseSettings("jdbc:sqlite:" + file, null, null, 4);
    try (var database = Database.open(settings, List.of())) {
      var inbox = new Inbox(database, Clock.systemUTC());
      database.inUnit(
          "floor",
          sql -> sql.update("create table floor_row (id text primary key, body text not null)"));
      var body = "x".repeat(ROW_BYTES);
      return Rate.of(
          WRITERS,
          round,
          () ->
              () ->
                  database.inUnit(
                      "floor",
                      sql -> {
                        inbox.first("floor", UUID.randomUUID().toString());
                        var id = "";
                        for (var i = 1; i < statements; i++) {
                          if (i % 2 == 1) {
                            id = UUID.randomUUID().toString();
                            sql.update("insert into floor_row (id, body) values (?, ?)", id, body);
                          } else {
                            sql.queryOne(
                                "select body from floor_row where id = ?",
                                row -> row.text("body"),
                                id);
                          }
                        }
                        return statements;
                      }));
    }
  }

  private static Rate measureMessages(Path folder, int size, Duration round) {
    var plan =
        new BrokerPlan(
            folder.resolve("broker-" + size),
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
        return Rate.of(CLIENTS, round, () -> sendAndTake(sending, taking, free.remove(), size));
      }
    } catch (JMSException e) {
      throw new IllegalStateException("the broker of the measurement failed", e);
    }
  }

  private static Rate.Operation sendAndTake(
      Connection sending, Connection taking, String name, int size) throws JMSException {
    var out = sending.createSession(Session.AUTO_ACKNOWLEDGE);
    var in = taking.createSession(Session.SESSION_TRANSACTED);
    var queue = out.createQueue(name);
    var producer = out.createProducer(queue);
    var consumer = in.createConsumer(queue);
    var body = new byte[size];
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
    return kind == KeyKind.P256 ? "SHA256withECDSA" : "RSASSA-PSS";
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
