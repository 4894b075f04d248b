package vn.congvan.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.data.DataFolder;
import vn.congvan.app.data.NodeAddress;
import vn.congvan.app.health.Health;
import vn.congvan.app.health.Outages;
import vn.congvan.app.queue.Broker;
import vn.congvan.app.queue.Composer;
import vn.congvan.app.queue.EventCodec;
import vn.congvan.app.queue.OutboxRelay;
import vn.congvan.app.queue.QueueMessages;
import vn.congvan.app.queue.Spool;
import vn.congvan.app.route.Hops;
import vn.congvan.app.route.OutboxComponent;
import vn.congvan.app.route.Routes;
import vn.congvan.app.route.StepFailures;
import vn.congvan.app.route.StepTimers;
import vn.congvan.app.route.Tries;
import vn.congvan.app.route.UnitOfWorkPolicy;
import vn.congvan.app.shelf.Shelf;
import vn.congvan.audit.AuditLog;
import vn.congvan.audit.LogCheck;
import vn.congvan.audit.LogKeeper;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.exchange.Deliveries;
import vn.congvan.exchange.PostOffice;
import vn.congvan.register.IncomingRegister;
import vn.congvan.register.OutgoingBook;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.store.Database;
import vn.congvan.store.Outbox;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.web.AdminDesk;
import vn.congvan.web.AdminToken;
import vn.congvan.web.ApiKeyFile;
import vn.congvan.web.ApiServer;
import vn.congvan.web.Backend;
import vn.congvan.web.Desk;
import vn.congvan.web.Operator;

/**
 * A running installation: one of each part, the broker when it is embedded, and Camel with the
 * routes.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final int POOLED_CONNECTIONS = 2;
  private static final int SESSIONS = 4_000;

  private final Settings settings;
  private final Parts parts;
  private final Broker broker;
  private final LogKeeper keeper;
  private final LogCheck logCheck;
  private final Shelf shelf;
  private final AdminDesk admin;
  private final Routes routes;
  private final Desk desk;
  private final Health health;
  private final PrometheusMeterRegistry metrics;
  private final ApiServer http;
  private final Closing closing;

  /**
   * Starts everything; returns when routes run and HTTP is served.
   *
   * @throws vn.congvan.document.Failure with a clear reason when it cannot; everything that had
   *     been opened is closed again
   */
  public static Node start(Settings settings, Clock clock) {
    var closing = new Closing();
    try {
      return new Node(settings, clock, closing);
    } catch (RuntimeException | Error e) {
      closing.close();
      throw e;
    }
  }

  /** The order matters: each part is closed before those it uses, so it is opened after them. */
  private Node(Settings settings, Clock clock, Closing closing) {
    var began = System.nanoTime();
    this.settings = settings;
    this.closing = closing;
    this.metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    closing.add("metrics", metrics::close);
    var data = closing.add("data folder", DataFolder.open(settings.data()));
    this.parts = Parts.build(settings, data, clock, closing);
    this.broker = closing.add("broker", Brokers.open(settings, data));

    var codec = new EventCodec();
    var spool = new Spool(data.spool());
    var tries = new Tries(parts.database(), clock);
    var outages =
        closing.add(
            "outages",
            new Outages(
                List.of(Outages.database(parts.database()), Outages.content(parts.contentFolder())),
                broker));
    this.shelf =
        new Shelf(
            parts.database(),
            parts.inbox(),
            parts.outbox(),
            parts.log(),
            parts.directory(),
            parts.outgoing(),
            parts.content(),
            codec,
            spool,
            clock);
    var failures = new StepFailures(tries, shelf, outages, settings.number("work.tries"), clock);

    var folder = settings.path("log.directory").orElse(data.log());
    var origin = settings.text("log.origin");
    this.logCheck = new LogCheck(parts.database(), origin, folder);
    this.admin = new NodeAdmin(parts, shelf, logCheck, data);
    this.keeper =
        closing.add(
            "log keeper",
            new LogKeeper(
                parts.database(),
                origin,
                folder,
                settings.duration("log.publish-interval"),
                clock));
    var relay =
        closing.add(
            "relay",
            new OutboxRelay(
                parts.outbox(),
                broker,
                Map.of(
                    OutboxComponent.KIND,
                    Composer.asKept(),
                    PostOffice.KIND,
                    Composer.by(parts.postOffice()::compose),
                    Shelf.KIND,
                    shelf.composer()),
                shelf::keepUnsent,
                data.spool(),
                (int) settings.number("broker.large-message"),
                (int) settings.number("relay.threads"),
                clock));

    var pool = pool(broker);
    closing.add("connections", pool::stop);
    this.routes =
        closing.add(
            "routes",
            Routes.load(
                ProgramFolder.routes(settings),
                beans(
                    new UnitOfWorkPolicy(parts.database(), parts.inbox(), tries, metrics),
                    failures),
                components(pool, codec, spool),
                settings.all(),
                new Hops(spool, metrics),
                new StepTimers(metrics),
                parts.directory().hostedHere(),
                settings.duration("shutdown.timeout")));
    this.desk = new RouteDesk(routes, failures, parts.database(), parts.log());
    this.health = NodeHealth.of(parts, broker, keeper, routes, failures, outages, relay, shelf);
    NodeMetrics.bind(metrics, parts, keeper, relay, shelf);

    broker.makeQueues(queues());
    keeper.start();
    refuseStopped(keeper);
    relay.start();
    routes.start();
    outages.start(routes);
    this.http = closing.add("http", serve(data, clock));
    LOG.info(
        "node={} data={} {} {} agencies={} routes={} crypto={} port={} started in {} ms",
        settings.text("node.name"),
        data.folder(),
        settings.text("database.url").isEmpty() ? "database=sqlite" : "database=set",
        broker.describe(),
        parts.directory().hostedHere().size(),
        routes.context().getRoutesSize(),
        parts.providers().describe(),
        http.port(),
        (System.nanoTime() - began) / 1_000_000);
  }

  public Desk desk() {
    return desk;
  }

  public Settings settings() {
    return settings;
  }

  public Directory directory() {
    return parts.directory();
  }

  public Database database() {
    return parts.database();
  }

  public ContentStore content() {
    return parts.content();
  }

  public OutgoingRegister outgoing() {
    return parts.outgoing();
  }

  public OutgoingBook book() {
    return parts.book();
  }

  public IncomingRegister incoming() {
    return parts.incoming();
  }

  public Deliveries deliveries() {
    return parts.deliveries();
  }

  public AuditLog audit() {
    return parts.log();
  }

  public LogKeeper keeper() {
    return keeper;
  }

  public LogCheck logCheck() {
    return logCheck;
  }

  public PdfVerifier verifier() {
    return parts.verifier();
  }

  public Outbox outbox() {
    return parts.outbox();
  }

  /** Work that waits for a clerk. */
  public Shelf shelf() {
    return shelf;
  }

  /** What an administrator does with it. */
  public AdminDesk admin() {
    return admin;
  }

  /** Its routes, which can be suspended and resumed one by one. */
  public Routes routes() {
    return routes;
  }

  /** Whether it can do its work. */
  public Health health() {
    return health;
  }

  /** Everything it counts and times. */
  public PrometheusMeterRegistry metrics() {
    return metrics;
  }

  /** The port on which HTTP is served. */
  public int port() {
    return http.port();
  }

  Broker broker() {
    return broker;
  }

  /** A connection factory to the node's broker, embedded or external, with the node's rights. */
  public ConnectionFactory connectionFactory() {
    return broker.connections();
  }

  /**
   * Lets work in flight end, then stops everything: first who brings work (HTTP, the routes'
   * consumers), then who sends and seals it (relay, log keeper), then what they use (broker,
   * database).
   */
  @Override
  public void close() {
    var began = System.nanoTime();
    closing.close();
    LOG.info("node stopped in {} ms", (System.nanoTime() - began) / 1_000_000);
  }

  private Map<String, Object> beans(UnitOfWorkPolicy unitOfWork, StepFailures failures) {
    var beans = new HashMap<String, Object>();
    beans.put("unitOfWork", unitOfWork);
    beans.put("failures", failures);
    beans.putAll(failures.questions());
    beans.put("shelf", shelf);
    beans.put("auditLog", parts.log());
    beans.put("submission", parts.submission());
    beans.put("approval", parts.approval());
    beans.put("issuing", parts.issuing());
    beans.put("numbering", parts.numbering());
    beans.put("outgoingRegister", parts.outgoing());
    beans.put("incomingRegister", parts.incoming());
    beans.put("deliveries", parts.deliveries());
    beans.put("postOffice", parts.postOffice());
    beans.put("receiving", parts.receiving());
    return beans;
  }

  private Map<String, Component> components(
      ConnectionFactory connections, EventCodec codec, Spool spool) {
    return Map.of(
        "jms",
        Routes.jms(
            connections, new QueueMessages(codec, spool), (int) settings.number("consumers")),
        "outbox",
        new OutboxComponent(parts.outbox(), codec));
  }

  /** Every queue a route takes from, and the inbox of every agency that is written to. */
  private List<String> queues() {
    var names = new ArrayList<>(routes.queues());
    parts.directory().agencies().forEach(agency -> names.add(PostOffice.inbox(agency.code())));
    return names;
  }

  private static JmsPoolConnectionFactory pool(Broker broker) {
    var pool = new JmsPoolConnectionFactory();
    // The routes' consumers notice a lost connection and make another; waiting inside the client
    // for the broker to come
    // back would keep a node from stopping.
    pool.setConnectionFactory(broker.failingConnections());
    pool.setMaxConnections(POOLED_CONNECTIONS);
    pool.setMaxSessionsPerConnection(SESSIONS);
    pool.setUseProviderJMSContext(false);
    pool.start();
    return pool;
  }

  /** A log that must not go on must not be written to by a node that starts anyway. */
  private static void refuseStopped(LogKeeper keeper) {
    Reason stopped = keeper.stopped();
    if (stopped != null) {
      throw new Halt(stopped);
    }
  }

  private ApiServer serve(DataFolder data, Clock clock) {
    var server =
        ApiServer.start(
            NodeWeb.settings(settings),
            new Backend(
                desk,
                parts.outgoing(),
                parts.incoming(),
                parts.deliveries(),
                parts.log(),
                parts.content(),
                parts.directory()),
            ApiKeyFile.read(data.config().resolve("api-keys.yaml")),
            new AdminToken(data.adminToken()),
            new Operator(() -> NodeWeb.health(health), metrics::scrape, metrics, admin),
            clock);
    try {
      NodeAddress.publish(data.folder(), settings.text("http.host"), server.port());
    } catch (IOException e) {
      server.close();
      throw new Halt(
          new Reason(
              "DATA.NOT_USABLE",
              "Không ghi được địa chỉ của nút vào %s: %s.".formatted(data.folder(), e),
              "cannot write the node's address into %s: %s".formatted(data.folder(), e)),
          e);
    }
    return server;
  }
}
