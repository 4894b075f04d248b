package vn.congvan.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestUtils;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import io.vertx.openapi.validation.ValidatorException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import vn.congvan.document.Actor;
import vn.congvan.document.Shown;

/**
 * Everything between a request and its operation, in this order: is there room, who calls, does it
 * keep to the contract; then a worker carries it out. The first three touch neither disk nor
 * database.
 */
final class Api {
  private static final String SUBMIT = "submitDocument";
  private static final Set<String> WATCHING = Set.of("health", "healthLive", "metrics");
  private static final String CALLER = "caller";

  private final Vertx vertx;
  private final Contract contract;
  private final WebSettings settings;
  private final Gate gate;
  private final MeterRegistry meters;
  private final Workers workers;
  private final Workers uploads;
  private final Workers watchers;
  private final Workers disk;
  private final Workers signers;
  private final AdminJobs jobs = new AdminJobs();
  private final InFlight inFlight = new InFlight();
  private final ConnectionWatch connections;
  private final Submissions submissions;
  private final JsonBody bodies;
  private final Answers answers;
  private final Map<String, Operate> operations = new HashMap<>();

  Api(
      Vertx vertx,
      Contract contract,
      WebSettings settings,
      Backend backend,
      Gate gate,
      Operator operator) {
    this.vertx = vertx;
    this.contract = contract;
    this.settings = settings;
    this.gate = gate;
    this.meters = operator.meters();
    var capacity = settings.capacity();
    var patience = settings.patience().request().toMillis();
    this.workers = Workers.bounded("web-worker", capacity.workers(), capacity.waiting());
    this.uploads = Workers.bounded("web-upload", capacity.uploads(), capacity.uploads());
    // Whoever watches the node must be answered when everything else is full.
    this.watchers = Workers.bounded("web-watcher", 2, 16);
    this.disk = Workers.patient("web-disk", 4);
    // As many as one approval may bring, so that a remote key is asked for all of them together.
    this.signers = Workers.patient("web-signer", settings.limits().approval());
    this.connections = new ConnectionWatch(vertx, capacity.connections(), settings.patience());
    this.submissions = new Submissions(contract, backend, settings.limits());
    this.bodies = new JsonBody(vertx, settings.limits().body(), patience);
    this.answers = new Answers(new StoredSender(vertx, backend.content(), disk, patience));
    operations.putAll(new OutgoingApi(backend).operations());
    operations.putAll(new SigningApi(backend).operations());
    operations.putAll(
        new ApprovalApi(backend.desk(), signers, settings.limits().approval()).operations());
    operations.putAll(new IncomingApi(backend).operations());
    operations.putAll(new TraceApi(backend).operations());
    operations.putAll(new LogApi(backend).operations());
    operations.putAll(new NodeApi(operator).operations());
    operations.putAll(new AdminApi(operator.desk(), jobs).operations());
    var handled = new HashSet<>(operations.keySet());
    handled.add(SUBMIT);
    contract.holds(handled);
    Gauge.builder("congvan.http.workers.busy", workers, Workers::busy).register(meters);
    Gauge.builder("congvan.http.workers.waiting", workers, Workers::waiting).register(meters);
    Gauge.builder("congvan.http.uploads.busy", uploads, Workers::busy).register(meters);
    Gauge.builder("congvan.http.signers.busy", signers, Workers::busy).register(meters);
  }

  Router router() {
    var builder = RouterBuilder.create(vertx, contract.asOpenApi(), this::read);
    builder.rootHandler(this::begin);
    Operation tile = null;
    for (var route : builder.getRoutes()) {
      var operation = route.getOperation();
      if (operation.getOperationId().equals(SUBMIT)) {
        // Its body is streamed; the validator would have it whole in memory.
        route.setDoValidation(false);
        route.addHandler(exchange -> submit(exchange, operation));
      } else if (operation.getOperationId().equals(LogApi.TILE)) {
        // The contract cannot name a path of as many parts as the number has groups of digits; the
        // address is read where it is answered.
        route.setDoValidation(false);
        route.addHandler(exchange -> operateUnread(exchange, operation));
        tile = operation;
      } else if (operation.getParameters().isEmpty() && operation.getRequestBody() == null) {
        route.setDoValidation(false);
        route.addHandler(exchange -> operateUnread(exchange, operation));
      } else {
        route.addHandler(exchange -> operate(exchange, operation));
      }
      route.addFailureHandler(this::failed);
    }
    var router = builder.createRouter();
    serveDeepTiles(router, Objects.requireNonNull(tile));
    router.errorHandler(404, exchange -> answer(exchange, Problems.noSuchPath()));
    router.errorHandler(
        405,
        exchange ->
            answer(exchange, Problems.noSuchMethod(contract.methods(exchange.request().path()))));
    router.errorHandler(400, this::failed);
    router.errorHandler(500, this::failed);
    return router;
  }

  private void serveDeepTiles(Router router, Operation tile) {
    router
        .getWithRegex("/tile/.+")
        .putMetadata(RouterBuilder.KEY_META_DATA_OPERATION, tile.getOperationId())
        .handler(exchange -> operateUnread(exchange, tile))
        .failureHandler(this::failed);
  }

  void opened(HttpConnection connection) {
    if (inFlight.stopping()) {
      connection.close();
    } else {
      connections.opened(connection);
    }
  }

  /** Answers what is no HTTP request at all. */
  void unreadable(HttpServerRequest request) {
    // An answer echoes the version it was asked in; to what has none of ours nothing can be said.
    if (request.version() != null) {
      Answers.send(request, Problems.unreadable(request.decoderResult().cause()));
    }
    request.connection().close();
  }

  private void begin(RoutingContext exchange) {
    if (!inFlight.begin()) {
      answer(exchange, Problems.stopping());
      return;
    }
    var began = System.nanoTime();
    connections.began(exchange);
    exchange.addEndHandler(
        ended -> {
          inFlight.end();
          var route = exchange.currentRoute();
          var name =
              route == null
                  ? null
                  : route.<Object>getMetadata(RouterBuilder.KEY_META_DATA_OPERATION);
          Timer.builder("congvan.http.requests")
              .tag("operation", name == null ? "none" : name.toString())
              .tag("status", Integer.toString(exchange.response().getStatusCode()))
              .register(meters)
              .record(Duration.ofNanos(System.nanoTime() - began));
        });
    if (!isTidy(exchange)) {
      throw Problems.noSuchPath();
    }
    exchange.next();
  }

  /** The router would tidy {@code /a/../b} up and serve it; the contract has no such paths. */
  private static boolean isTidy(RoutingContext exchange) {
    try {
      return exchange.normalizedPath().equals(exchange.request().path());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Called by the router for every operation with parameters or a body, before validation. */
  private Future<ValidatableRequest> read(RoutingContext exchange, Operation operation) {
    try {
      admit(exchange, operation);
      var request = exchange.request();
      if (operation.getRequestBody() == null) {
        return RequestUtils.extract(request, operation);
      }
      return bodies
          .read(request)
          .compose(
              body -> RequestUtils.extract(request, operation, () -> Future.succeededFuture(body)));
    } catch (ValidatorException e) {
      return Future.failedFuture(ContractProblems.of(e));
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(
          Problems.malformed(
              "Địa chỉ có ký tự mã hóa sai.",
              "the address has characters that are not encoded right"));
    }
  }

  private void admit(RoutingContext exchange, Operation operation) {
    gate.admit(exchange.request(), operation).ifPresent(actor -> exchange.put(CALLER, actor));
  }

  private void operateUnread(RoutingContext exchange, Operation operation) {
    admit(exchange, operation);
    operate(exchange, operation);
  }

  private void operate(RoutingContext exchange, Operation operation) {
    Actor caller = exchange.get(CALLER);
    ValidatedRequest values = exchange.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
    var request = exchange.request();
    var call =
        new Call(
            caller,
            request.path(),
            values,
            request.getHeader("If-None-Match"),
            Problems.language(request.getHeader("Accept-Language")));
    var operate = operations.get(operation.getOperationId());
    if (operate == null) {
      throw new IllegalStateException("nobody handles " + operation.getOperationId());
    }
    var threads = WATCHING.contains(operation.getOperationId()) ? watchers : workers;
    threads
        .run(vertx.getOrCreateContext(), () -> Answers.Ready.of(operate.on(call)))
        .onSuccess(ready -> answers.send(exchange, ready))
        .onFailure(exchange::fail);
  }

  private void submit(RoutingContext exchange, Operation operation) {
    var request = exchange.request();
    admit(exchange, operation);
    Actor actor = exchange.get(CALLER);
    var limit = settings.limits().upload();
    declaredLength(request)
        .filter(length -> length > limit + (1L << 20))
        .ifPresent(
            length -> {
              throw Problems.tooLarge(limit);
            });
    var stream =
        MultipartStream.open(
            vertx, request, settings.patience(), settings.patience().uploadBytes());
    uploads
        .run(vertx.getOrCreateContext(), () -> Answers.Ready.of(submissions.take(actor, stream)))
        .onComplete(done -> stream.abandon())
        .onSuccess(ready -> answers.send(exchange, ready))
        .onFailure(exchange::fail);
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))
        && !request.response().ended()) {
      request.response().writeContinue();
    }
  }

  private static Optional<Long> declaredLength(HttpServerRequest request) {
    try {
      return Optional.ofNullable(request.getHeader("Content-Length")).map(Long::valueOf);
    } catch (NumberFormatException e) {
      throw Problems.malformed("Content-Length không phải số.", "Content-Length is no number");
    }
  }

  private void failed(RoutingContext exchange) {
    var failure = exchange.failure();
    if (exchange.response().closed()) {
      return;
    }
    if (failure instanceof ValidatorException broken) {
      answer(exchange, ContractProblems.of(broken));
    } else if (failure == null || exchange.statusCode() == 400) {
      answer(
          exchange,
          Problems.malformed(
              "Yêu cầu HTTP chưa đúng; kiểm tra địa chỉ và tiêu đề Host.",
              "the HTTP request is not right; check the address and the Host header"));
    } else {
      answer(exchange, Problems.of(failure, where(exchange)));
    }
  }

  private static void answer(RoutingContext exchange, Problem problem) {
    Answers.send(exchange.request(), problem);
  }

  private static String where(RoutingContext exchange) {
    return exchange.request().method() + " " + Shown.of(exchange.request().path());
  }

  /**
   * @return whether every request ended in time
   */
  boolean drain(Duration patience) {
    return inFlight.drain(patience);
  }

  void close() {
    jobs.close();
    var patience = settings.patience().stopping();
    uploads.close(patience);
    workers.close(patience);
    signers.close(patience);
    watchers.close(patience);
    disk.close(patience);
  }
}
