package vn.congvan.web;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.AuditLog;
import vn.congvan.audit.PublishedLog;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.directory.Offices;
import vn.congvan.directory.Role;
import vn.congvan.document.AgencyCode;
import vn.congvan.exchange.Deliveries;
import vn.congvan.register.IncomingRegister;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.store.Database;
import vn.congvan.store.Engine;

/**
 * The server on a free port, over a real database, content store and log, and a client of it. The
 * journey is not running: a test that hands something in fails; {@link ApiJourneyTest} has the
 * whole node.
 */
final class RunningApi implements AutoCloseable {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-05T05:00:00Z"), ZoneOffset.UTC);
  static final LocalDate TODAY = LocalDate.of(2026, 3, 5);
  static final String ADMIN_TOKEN = "admin-token-of-a-test-0123456789abcdef";
  static final String LOG = "test.example/log";
  static final int SMALL_FILE = 100_000;
  static final WebSettings.Limits SMALL =
      new WebSettings.Limits(SMALL_FILE, 250_000, 2, 20_000, 4_000, 3);
  static final WebSettings.Capacity FEW = new WebSettings.Capacity(50, 4, 8, 2);
  private static final List<String> TABLES =
      List.of(
          "vn/congvan/register/migration",
          "vn/congvan/exchange/migration",
          "vn/congvan/audit/migration");

  final Directory directory = Offices.directory();
  final Database database;
  final ContentStore content;
  final OutgoingRegister outgoing;
  final Path contentFolder;
  private final Engine engine = Engine.sqlite();
  private final Map<String, String> keys = new HashMap<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Backend backend;
  private final ApiServer server;
  private final Client client;

  /** What differs between tests. */
  static final class Options {
    WebSettings.Limits limits = SMALL;
    WebSettings.Capacity capacity = FEW;
    Duration patience = Duration.ofSeconds(20);
    Duration stopping = Duration.ofSeconds(30);
    List<ApiKey> moreKeys = new ArrayList<>();
    HealthSource health = () -> new Health(List.of());
    MetricsSource metrics = () -> "";
    AdminDesk admin = new PaperShelf();
    LogReaders logReaders = LogReaders.AUDITORS;
  }

  static RunningApi start(Path folder) {
    return new RunningApi(folder, new Options());
  }

  RunningApi(Path folder, Options options) {
    this.database = engine.open(TABLES.toArray(String[]::new));
    this.contentFolder = folder.resolve("content");
    this.content = new ContentStore(contentFolder, CLOCK);
    this.outgoing = new OutgoingRegister(database, CLOCK);
    this.backend =
        new Backend(
            act -> {
              throw new AssertionError("nothing should be handed in here: " + act);
            },
            outgoing,
            new IncomingRegister(database, directory, CLOCK),
            new Deliveries(database, directory, content, CLOCK),
            new AuditLog(database, LOG, "node-1", CLOCK),
            new PublishedLog(database),
            options.logReaders,
            content,
            directory);
    this.server =
        ApiServer.start(
            new WebSettings(
                "127.0.0.1",
                0,
                options.limits,
                options.capacity,
                new WebSettings.Patience(
                    options.patience, options.patience, 1_000, options.stopping)),
            backend,
            new ApiKeys(everybody(options.moreKeys)),
            new AdminToken(ADMIN_TOKEN),
            new Operator(options.health, options.metrics, meters, options.admin),
            CLOCK);
    this.client = new Client(URI.create("http://127.0.0.1:" + server.port()));
  }

  /** Tries to start another server over the same parts. */
  void another(WebSettings settings) {
    ApiServer.start(
        settings,
        backend,
        new ApiKeys(List.of()),
        new AdminToken(ADMIN_TOKEN),
        new Operator(() -> new Health(List.of()), () -> "", meters, new PaperShelf()),
        CLOCK);
  }

  /** How many requests ended so. */
  long counted(String operation, int status) {
    var timer =
        meters
            .find("congvan.http.requests")
            .tags("operation", operation, "status", Integer.toString(status))
            .timer();
    return timer == null ? 0 : timer.count();
  }

  private List<ApiKey> everybody(List<ApiKey> more) {
    var entries = new ArrayList<>(more);
    for (var agency : List.of(Offices.CITY, Offices.NORTH, Offices.SOUTH)) {
      for (var role : Role.values()) {
        var person = Offices.ref(agency, role.key());
        var key = ApiKeys.newKey(agency, person, role, null, null, List.of());
        keys.put(person, key.text());
        entries.add(key.entry());
      }
    }
    return entries;
  }

  /** The key of somebody at an agency. */
  String key(AgencyCode agency, String role) {
    var key = keys.get(Offices.ref(agency, role));
    if (key == null) {
      throw new IllegalArgumentException("nobody is %s at %s".formatted(role, agency));
    }
    return key;
  }

  int port() {
    return server.port();
  }

  URI uri(String path) {
    return client.uri(path);
  }

  HttpRequest.Builder request(String path, @Nullable String key) {
    return client.request(path, key);
  }

  Client.Reply get(String path, @Nullable String key) {
    return client.get(path, key);
  }

  Client.Reply post(String path, @Nullable String key, String json) {
    return client.post(path, key, json);
  }

  Client.Reply send(HttpRequest.Builder request) {
    return client.send(request);
  }

  /** A connection on which a test says what it likes; reading from it gives up after a minute. */
  Socket connect() throws IOException {
    var socket = new Socket("127.0.0.1", port());
    socket.setSoTimeout((int) Client.LONGEST.toMillis());
    return socket;
  }

  /** How many files lie in the content store, quarantine and all. */
  long files() throws IOException {
    try (var all = Files.walk(contentFolder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  void stop() {
    server.close();
  }

  @Override
  public void close() throws Exception {
    server.close();
    engine.close();
  }
}
