package vn.congvan.app.route;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import vn.congvan.app.health.Outages;
import vn.congvan.app.queue.BrokerPlan;
import vn.congvan.app.queue.Composer;
import vn.congvan.app.queue.EmbeddedBroker;
import vn.congvan.app.queue.EventCodec;
import vn.congvan.app.queue.OutboxRelay;
import vn.congvan.app.queue.QueueMessages;
import vn.congvan.app.queue.Spool;
import vn.congvan.app.shelf.Shelf;
import vn.congvan.app.shelf.ShelfIntake;
import vn.congvan.audit.AuditLog;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Offices;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.Reason;
import vn.congvan.document.Started;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.store.Database;
import vn.congvan.store.Engine;
import vn.congvan.store.Inbox;
import vn.congvan.store.Outbox;
import vn.congvan.store.OutboxMessage;

/**
 * A broker, a database and two routes under the real {@code 0-when-a-step-fails}: {@code try} takes
 * events from a queue, {@code ask} is asked directly. Their steps fail where and how the event
 * says.
 */
public final class TriedRoutes implements AutoCloseable {
  public static final String QUEUE = "document.tried";

  /** Of 5 ms each. */
  private static final int LOOKS = 100;

  public static final int MOST_TRIES = 3;

  private static final String AGAIN = "again";
  private static final String ROUTE =
      """
      - route:
          id: %1$s
          routeConfigurationId: when-a-step-fails
          from:
            uri: %2$s
            steps:
              - bean: { id: before-%1$s, ref: steps, method: before }
              - policy:
                  id: unit-%1$s
                  ref: unitOfWork
                  steps:
                    - bean: { id: effect-%1$s, ref: steps, method: effect }
                    - bean: { id: inside-%1$s, ref: steps, method: inside }
                    - to: { id: announce-%1$s, uri: "outbox:document.echoed" }
              - bean: { id: after-%1$s, ref: steps, method: after }
      """;

  public final Database database;
  public final Outbox outbox;
  public final Inbox inbox;
  public final Shelf shelf;
  public final AuditLog log;
  public final OutgoingRegister outgoing;
  public final ContentStore content;
  public final StepFailures failures;
  public final Routes routes;
  public final EmbeddedBroker broker;
  public final Steps steps = new Steps();

  private final Clock clock = Clock.systemUTC();
  private final OutboxRelay relay;
  private final Outages outages;
  private final JmsPoolConnectionFactory pool;
  private final EventCodec codec = new EventCodec();
  private final Map<UUID, String> keys = new ConcurrentHashMap<>();
  private volatile @Nullable Reason away;

  /**
   * @param more routes' files beside the two, by the name they have in {@code routes/}
   */
  public TriedRoutes(Engine engine, Path folder, String... more) throws IOException {
    this.database =
        engine.open(
            "vn/congvan/audit/migration",
            "vn/congvan/register/migration",
            "vn/congvan/app/migration");
    database.inUnit("test", sql -> sql.update("CREATE TABLE effect (event TEXT NOT NULL)"));
    this.outbox = new Outbox(database, clock);
    this.inbox = new Inbox(database, clock);
    this.log = new AuditLog(database, "test.example/log/1", "node-1", clock);
    this.outgoing = new OutgoingRegister(database, clock);
    this.content = new ContentStore(folder.resolve("content"), clock);
    this.broker =
        EmbeddedBroker.start(
            new BrokerPlan(
                folder.resolve("broker"),
                null,
                null,
                "auto",
                100,
                1,
                102_400,
                20_000,
                Duration.ofMillis(1),
                Duration.ofMillis(20)));
    broker.makeQueues(List.of(QUEUE, "document.echoed"));
    Files.createDirectories(folder.resolve("spool"));
    var spool = new Spool(folder.resolve("spool"));
    this.outages =
        new Outages(
            List.of(
                Outages.database(database),
                Outages.content(folder.resolve("content")),
                new Outages.Part("part", () -> Optional.ofNullable(away))),
            broker);
    this.shelf =
        new Shelf(database, inbox, outbox, log, Offices.directory(), outgoing, content, clock);
    var intake =
        new ShelfIntake(database, log, Offices.directory(), outgoing, content, codec, spool, clock);
    var tries = new Tries(database, clock);
    var metrics = new SimpleMeterRegistry();
    var unitOfWork = new UnitOfWorkPolicy(database, inbox, tries, metrics);
    this.failures = new StepFailures(unitOfWork, tries, intake, outages, MOST_TRIES, clock);
    this.relay =
        new OutboxRelay(
            outbox,
            broker,
            Map.of(
                OutboxComponent.KIND,
                Composer.asKept(),
                Shelf.KIND,
                shelf.composer(),
                AGAIN,
                new Again()),
            "",
            intake::keepUnsent,
            queue -> false,
            folder.resolve("spool"),
            102_400,
            2,
            clock);
    this.pool = new JmsPoolConnectionFactory();
    pool.setConnectionFactory(broker.connections());
    pool.setMaxSessionsPerConnection(100);
    pool.start();
    var beans = new HashMap<String, Object>();
    beans.put("unitOfWork", unitOfWork);
    beans.put("failures", failures);
    beans.putAll(failures.questions());
    beans.put("steps", steps);
    beans.put("shelf", intake);
    beans.put("auditLog", log);
    this.routes =
        Routes.load(
            folder(folder, more),
            beans,
            Map.of(
                "jms",
                Queues.component(pool, new QueueMessages(codec, spool), 2),
                "outbox",
                new OutboxComponent(outbox, codec)),
            Map.of(),
            new Hops(spool, metrics),
            new StepTimers(metrics),
            List.of(),
            Duration.ofSeconds(10));
    relay.start();
    routes.start();
    outages.start(routes);
  }

  private static Path folder(Path temp, String... more) throws IOException {
    var folder = Files.createDirectories(temp.resolve("routes"));
    var clauses = "0-when-a-step-fails.camel.yaml";
    Files.copy(Path.of("routes", clauses), folder.resolve(clauses));
    for (var file : more) {
      var from = Path.of("routes", file);
      Files.copy(from, folder.resolve(from.getFileName()));
    }
    for (var route : Map.of("try", "jms:" + QUEUE, "ask", "direct:ask").entrySet()) {
      Files.writeString(
          folder.resolve(route.getKey() + ".camel.yaml"),
          ROUTE.formatted(route.getKey(), route.getValue()));
    }
    return folder;
  }

  /** What the routes' steps do: as the event says, {@code <kind> <point> <times>}. */
  public final class Steps {
    private final Map<UUID, AtomicInteger> failed = new ConcurrentHashMap<>();

    public void before(DocumentEvent event) {
      fail(event, "before");
    }

    public void effect(DocumentEvent event) {
      database
          .current()
          .sql()
          .update("INSERT INTO effect (event) VALUES (?)", event.header().id().toString());
    }

    public void inside(DocumentEvent event) {
      fail(event, "inside");
    }

    public void after(DocumentEvent event) {
      fail(event, "after");
    }

    /** How often an event's step has failed. */
    public int failed(DocumentEvent event) {
      return failed.getOrDefault(event.header().id(), new AtomicInteger()).get();
    }

    private void fail(DocumentEvent event, String here) {
      var script = ((Started) event).before().split(" ", -1);
      var times = failed.computeIfAbsent(event.header().id(), id -> new AtomicInteger());
      if (script[1].equals(here) && times.get() < Integer.parseInt(script[2])) {
        times.incrementAndGet();
        Thrower.valueOf(script[0]).fail();
      }
    }
  }

  /** The body as kept, under the key of another message. */
  private final class Again implements Composer {
    @Override
    public String key(OutboxMessage message) {
      return keys.getOrDefault(message.id(), "");
    }

    @Override
    public void compose(OutboxMessage message, OutputStream out) throws IOException {
      out.write(message.body());
    }
  }

  /** An event whose steps fail as the script says. */
  public DocumentEvent event(String script) {
    return event(script, new DocumentId(Ids.next(clock.instant())));
  }

  public DocumentEvent event(String script, DocumentId document) {
    var now = clock.instant();
    return new Started(
        new EventHeader(
            Ids.next(now),
            document,
            Offices.CITY,
            Offices.actor(Offices.CITY, "officer"),
            now,
            "test"),
        script);
  }

  /** Puts an event on the queue, as a hop before would have. */
  public DocumentEvent send(String script) {
    var event = event(script);
    send(event, UUID.randomUUID());
    return event;
  }

  public void send(DocumentEvent event, UUID id) {
    add(event, id, OutboxComponent.KIND);
  }

  /** Puts the same message on the queue once more, in a way the broker cannot tell. */
  public void sendAgain(DocumentEvent event, UUID first) {
    var id = UUID.randomUUID();
    keys.put(id, first.toString());
    add(event, id, AGAIN);
  }

  private void add(DocumentEvent event, UUID id, String kind) {
    database.inUnit(
        "test",
        sql -> {
          outbox.add(
              new OutboxMessage(id, QUEUE, event.document().toString(), kind, codec.encode(event)));
          return id;
        });
  }

  /** Asks the direct route. @return what was thrown, null when nothing was */
  public @Nullable Throwable ask(DocumentEvent event) {
    return routes.template().send("direct:ask", x -> x.getIn().setBody(event)).getException();
  }

  /** How often the event has had its effect. */
  public long effects(DocumentEvent event) {
    return count("effect WHERE event = '" + event.header().id() + "'");
  }

  public long count(String fromWhere) {
    return database.read(
        sql ->
            sql.queryOne("SELECT count(*) AS n FROM " + fromWhere, row -> row.number("n"))
                .orElseThrow());
  }

  /** A part every step needs goes away, or comes back. */
  public void away(@Nullable Reason reason) {
    away = reason;
  }

  /** Nothing is on its way any more. */
  /**
   * Waits until nothing is on its way. The broker's count leaves out, for a moment, what a consumer
   * is giving back, so it counts only when it stays.
   */
  public void settle() {
    var looks = new AtomicInteger();
    until(
        () -> {
          var empty = outbox.waiting() == 0 && broker.messages(QUEUE) == 0;
          return empty ? looks.incrementAndGet() >= LOOKS : looks.getAndSet(0) < 0;
        });
  }

  public static void until(BooleanSupplier condition) {
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen within 20 s");
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() {
    outages.close();
    routes.close();
    relay.close();
    pool.stop();
    broker.close();
  }
}
