package vn.congvan.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import vn.congvan.app.data.DataFolder;
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
import vn.congvan.app.route.Queues;
import vn.congvan.app.route.Routes;
import vn.congvan.app.route.StepFailures;
import vn.congvan.app.route.StepTimers;
import vn.congvan.app.route.Tries;
import vn.congvan.app.route.UnitOfWorkPolicy;
import vn.congvan.app.shelf.Shelf;
import vn.congvan.app.shelf.ShelfIntake;
import vn.congvan.audit.LogCheck;
import vn.congvan.audit.LogKeeper;
import vn.congvan.document.Halt;
import vn.congvan.exchange.PostOffice;
import vn.congvan.web.Desk;

/**
 * Everything of a node that runs by itself: queues, routes, relay, log keeper, and what watches
 * them. The order of the constructor matters: each part is closed before those it uses, so it is
 * opened after them.
 */
final class Machinery {
  private static final int POOLED_CONNECTIONS = 2;
  private static final int SESSIONS = 4_000;

  final Parts parts;
  final Broker broker;
  final LogKeeper keeper;
  final LogCheck logCheck;
  final Shelf shelf;
  final Routes routes;
  final RaisingQueue raisingQueue;
  final Desk desk;
  final Health health;
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final Settings settings;
  private final OutboxRelay relay;
  private final Outages outages;
  private final HouseKeeping houseKeeping;

  Machinery(Settings settings, DataFolder data, Clock clock, Closing closing) {
    this.settings = settings;
    closing.add("metrics", metrics::close);
    this.parts = Parts.build(settings, data, clock, closing);
    this.broker = closing.add("broker", Brokers.open(settings, data));
    this.outages =
        closing.add(
            "outages",
            new Outages(
                List.of(Outages.database(parts.database()), Outages.content(parts.contentFolder())),
                broker));
    this.houseKeeping =
        closing.add(
            "house-keeping",
            new HouseKeeping(parts.inbox(), settings.duration("inbox.keep"), clock));

    this.logCheck = logCheck(parts, settings, data);
    this.keeper =
        closing.add(
            "log keeper",
            new LogKeeper(
                parts.database(),
                settings.text("log.origin"),
                logFolder(settings, data),
                settings.duration("log.publish-interval"),
                clock));

    var codec = new EventCodec();
    var spool = new Spool(data.spool());
    this.raisingQueue =
        closing.add(
            "renewals",
            new RaisingQueue(
                parts.database(),
                parts.outbox(),
                parts.raisedFiles(),
                parts.raising(),
                codec,
                clock));
    var intake =
        new ShelfIntake(
            parts.database(),
            parts.log(),
            parts.directory(),
            parts.outgoing(),
            parts.content(),
            codec,
            spool,
            clock);
    this.shelf = shelf(parts, clock);
    this.relay =
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
                parts.log().life(),
                intake::keepUnsent,
                this::makeInbox,
                data.spool(),
                (int) settings.number("broker.large-message"),
                (int) settings.number("relay.threads"),
                clock));

    var tries = new Tries(parts.database(), clock);
    var unitOfWork = new UnitOfWorkPolicy(parts.database(), parts.inbox(), tries, metrics);
    var failures =
        new StepFailures(unitOfWork, tries, intake, outages, settings.number("work.tries"), clock);
    var pool = pool(broker);
    closing.add("connections", pool::stop);
    this.routes =
        closing.add(
            "routes",
            Routes.load(
                ProgramFolder.routes(settings),
                beans(unitOfWork, failures, intake),
                components(pool, codec, spool),
                settings.all(),
                new Hops(spool, metrics),
                new StepTimers(metrics),
                parts.directory().hostedHere(),
                settings.duration("shutdown.timeout")));
    this.desk = new RouteDesk(routes, failures, parts.database(), parts.log());
    this.health = NodeHealth.of(parts, broker, keeper, routes, failures, outages, relay, shelf);
    NodeMetrics.bind(metrics, parts, keeper, relay, shelf);
  }

  static Shelf shelf(Parts parts, Clock clock) {
    return new Shelf(
        parts.database(),
        parts.inbox(),
        parts.outbox(),
        parts.log(),
        parts.directory(),
        parts.outgoing(),
        parts.content(),
        clock);
  }

  static LogCheck logCheck(Parts parts, Settings settings, DataFolder data) {
    return new LogCheck(parts.database(), settings.text("log.origin"), logFolder(settings, data));
  }

  static Path logFolder(Settings settings, DataFolder data) {
    return settings.path("log.directory").orElse(data.log());
  }

  /**
   * @throws Halt when the log must not go on: a node that started anyway would write to it
   */
  void start() {
    broker.makeQueues(queues());
    keeper.start();
    var stopped = keeper.stopped();
    if (stopped != null) {
      throw new Halt(stopped);
    }
    relay.start();
    routes.start();
    outages.start(routes);
    houseKeeping.start();
    raisingQueue.start();
  }

  /** For the line in the log at start. */
  String describe() {
    return "database=%s %s agencies=%d routes=%d crypto=\"%s\""
        .formatted(
            settings.text("database.url").startsWith("jdbc:postgresql") ? "postgresql" : "sqlite",
            broker.describe(),
            parts.directory().hostedHere().size(),
            routes.context().getRoutesSize(),
            parts.providers().describe());
  }

  private Map<String, Object> beans(
      UnitOfWorkPolicy unitOfWork, StepFailures failures, ShelfIntake intake) {
    var beans = new HashMap<String, Object>(failures.questions());
    beans.put("unitOfWork", unitOfWork);
    beans.put("failures", failures);
    beans.put("shelf", intake);
    beans.put("auditLog", parts.log());
    beans.put("submission", parts.submission());
    beans.put("approval", parts.approval());
    beans.put("ownDevice", parts.ownDevice());
    beans.put("signingSessions", parts.signingSessions());
    beans.put("issuing", parts.issuing());
    beans.put("numbering", parts.numbering());
    beans.put("outgoingRegister", parts.outgoing());
    beans.put("incomingRegister", parts.incoming());
    beans.put("deliveries", parts.deliveries());
    beans.put("postOffice", parts.postOffice());
    beans.put("raising", parts.raising());
    beans.put("raisedFiles", parts.raisedFiles());
    beans.put("raisingQueue", raisingQueue);
    beans.put("receiving", parts.receiving());
    return beans;
  }

  private Map<String, Component> components(
      ConnectionFactory connections, EventCodec codec, Spool spool) {
    return Map.of(
        "jms",
        Queues.component(
            connections, new QueueMessages(codec, spool), (int) settings.number("consumers")),
        "outbox",
        new OutboxComponent(parts.outbox(), codec));
  }

  /** Every queue a route takes from. Other agencies' inboxes are made when first written to. */
  private List<String> queues() {
    var names = new ArrayList<>(routes.queues());
    parts.directory().hostedHere().forEach(agency -> names.add(PostOffice.inbox(agency.code())));
    return names;
  }

  /** The directory can list a hundred thousand agencies; few of them are ever written to. */
  private boolean makeInbox(String queue) {
    return PostOffice.ownerOf(queue)
        .flatMap(parts.directory()::find)
        .map(
            agency -> {
              broker.makeQueues(List.of(queue));
              return true;
            })
        .orElse(false);
  }

  /**
   * The routes' consumers notice a lost connection and make another; waiting inside the client for
   * the broker to come back would keep a node from stopping.
   */
  private static JmsPoolConnectionFactory pool(Broker broker) {
    var pool = new JmsPoolConnectionFactory();
    pool.setConnectionFactory(broker.failingConnections());
    pool.setMaxConnections(POOLED_CONNECTIONS);
    pool.setMaxSessionsPerConnection(SESSIONS);
    pool.start();
    return pool;
  }
}
