package vn.congvan.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.data.DataFolder;
import vn.congvan.app.data.NodeAddress;
import vn.congvan.app.health.Health;
import vn.congvan.app.queue.Broker;
import vn.congvan.app.route.Routes;
import vn.congvan.app.shelf.Shelf;
import vn.congvan.audit.AuditLog;
import vn.congvan.audit.LogCheck;
import vn.congvan.audit.LogKeeper;
import vn.congvan.audit.PublishedLog;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.exchange.Deliveries;
import vn.congvan.register.IncomingRegister;
import vn.congvan.register.OutgoingBook;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.register.RaisedFiles;
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

  private final Settings settings;
  private final Machinery machinery;
  private final AdminDesk admin;
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

  private Node(Settings settings, Clock clock, Closing closing) {
    var began = System.nanoTime();
    this.settings = settings;
    this.closing = closing;
    var data = closing.add("data folder", DataFolder.open(settings.data()));
    this.machinery = new Machinery(settings, data, clock, closing);
    machinery.start();
    this.admin =
        NodeAdmin.of(machinery.parts, machinery.shelf, machinery.logCheck, settings, clock);
    this.http = closing.add("http", serve(data, clock));
    LOG.info(
        "node={} data={} {} http=http://{}:{} started in {} ms",
        settings.text("node.name"),
        data.folder(),
        machinery.describe(),
        settings.text("http.host"),
        http.port(),
        millisSince(began));
  }

  public Desk desk() {
    return machinery.desk;
  }

  public Settings settings() {
    return settings;
  }

  public Directory directory() {
    return machinery.parts.directory();
  }

  public Database database() {
    return machinery.parts.database();
  }

  public ContentStore content() {
    return machinery.parts.content();
  }

  public OutgoingRegister outgoing() {
    return machinery.parts.outgoing();
  }

  public RaisedFiles raisedFiles() {
    return machinery.parts.raisedFiles();
  }

  RaisingQueue raisingQueue() {
    return machinery.raisingQueue;
  }

  public OutgoingBook book() {
    return machinery.parts.book();
  }

  public IncomingRegister incoming() {
    return machinery.parts.incoming();
  }

  public Deliveries deliveries() {
    return machinery.parts.deliveries();
  }

  public AuditLog audit() {
    return machinery.parts.log();
  }

  public LogKeeper keeper() {
    return machinery.keeper;
  }

  public LogCheck logCheck() {
    return machinery.logCheck;
  }

  public PdfVerifier verifier() {
    return machinery.parts.verifier();
  }

  public Outbox outbox() {
    return machinery.parts.outbox();
  }

  /** Work that waits for a clerk. */
  public Shelf shelf() {
    return machinery.shelf;
  }

  /** What an administrator does with it. */
  public AdminDesk admin() {
    return admin;
  }

  /** Its routes, which can be suspended and resumed one by one. */
  public Routes routes() {
    return machinery.routes;
  }

  /** Whether it can do its work. */
  public Health health() {
    return machinery.health;
  }

  /** Everything it counts and times. */
  public PrometheusMeterRegistry metrics() {
    return machinery.metrics;
  }

  /** The port on which HTTP is served. */
  public int port() {
    return http.port();
  }

  /** A connection factory to the node's broker, embedded or external, with the node's rights. */
  public ConnectionFactory connectionFactory() {
    return machinery.broker.connections();
  }

  Broker broker() {
    return machinery.broker;
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
    LOG.info("node={} stopped in {} ms", settings.text("node.name"), millisSince(began));
  }

  private ApiServer serve(DataFolder data, Clock clock) {
    var parts = machinery.parts;
    var server =
        ApiServer.start(
            NodeWeb.settings(settings),
            new Backend(
                machinery.desk,
                parts.outgoing(),
                parts.incoming(),
                parts.deliveries(),
                parts.log(),
                new PublishedLog(parts.database()),
                NodeWeb.logReaders(settings),
                parts.content(),
                parts.directory()),
            ApiKeyFile.read(data.config().resolve("api-keys.yaml")),
            new AdminToken(data.adminToken()),
            new Operator(
                () -> NodeWeb.health(machinery.health),
                machinery.metrics::scrape,
                machinery.metrics,
                admin),
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

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
