package vn.congvan.web;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * The HTTP server of a node. One event loop speaks HTTP and never waits; whatever may wait runs on
 * bounded threads. In front of it there may be a proxy that speaks TLS; it itself does not.
 */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final String LOG_TAG = "log";
  private static final int FORM_HEADERS = 8 << 10;
  // A last resort: everything shorter is timed where it is known what is waited for.
  private static final int IDLE_MINUTES = 10;

  private final WebSettings settings;
  private final Vertx vertx;
  private final Api api;
  private final HttpServer server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ApiServer(WebSettings settings, Vertx vertx, Api api, HttpServer server) {
    this.settings = settings;
    this.vertx = vertx;
    this.api = api;
    this.server = server;
  }

  /**
   * Starts listening; requests are served when it returns.
   *
   * @throws Halt {@code HTTP.PORT_IN_USE} or {@code HTTP.CANNOT_LISTEN}
   */
  public static ApiServer start(
      WebSettings settings,
      Backend backend,
      ApiKeys keys,
      AdminToken token,
      Operator operator,
      Clock clock) {
    var contract = Contract.load();
    var vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    var api =
        new Api(
            vertx,
            contract,
            settings,
            backend,
            new Gate(
                keys,
                token,
                backend.directory(),
                clock,
                operation ->
                    backend.logReaders() == LogReaders.PUBLIC
                        && operation.getTags().contains(LOG_TAG)),
            operator);
    var server = vertx.createHttpServer(options(settings));
    server.connectionHandler(api::opened);
    server.invalidRequestHandler(api::unreadable);
    server.requestHandler(api.router());
    server.exceptionHandler(e -> LOG.debug("a connection broke", e));
    try {
      server.listen().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      shut(vertx, api);
      throw cannotListen(settings, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      shut(vertx, api);
      Thread.currentThread().interrupt();
      throw cannotListen(settings, e);
    }
    LOG.info("the API listens on http://{}:{}", settings.host(), server.actualPort());
    return new ApiServer(settings, vertx, api, server);
  }

  private static HttpServerOptions options(WebSettings settings) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setMaxHeaderSize(settings.limits().headers())
        .setMaxInitialLineLength(settings.limits().headers())
        .setMaxFormFields(settings.limits().attachments() + 8)
        .setMaxFormAttributeSize(Submissions.MAX_METADATA)
        .setMaxFormBufferedBytes(FORM_HEADERS)
        .setHandle100ContinueAutomatically(false)
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout(IDLE_MINUTES)
        .setIdleTimeoutUnit(TimeUnit.MINUTES);
  }

  private static Halt cannotListen(WebSettings settings, Throwable cause) {
    if (cause instanceof BindException
        && String.valueOf(cause.getMessage()).contains("already in use")) {
      return new Halt(
          new Reason(
              "HTTP.PORT_IN_USE",
              "Cổng %d trên %s đã có chương trình khác dùng. Dừng chương trình đó, hoặc đổi http.port."
                  .formatted(settings.port(), settings.host()),
              "port %d on %s is in use by another program; stop that program or change http.port"
                  .formatted(settings.port(), settings.host())),
          cause);
    }
    return new Halt(
        new Reason(
            "HTTP.CANNOT_LISTEN",
            "Không mở được cổng %d trên %s: %s. Xem lại http.host và http.port."
                .formatted(settings.port(), settings.host(), cause.getMessage()),
            "cannot listen on port %d of %s: %s; look at http.host and http.port"
                .formatted(settings.port(), settings.host(), cause.getMessage())),
        cause);
  }

  /** The port it listens on, where the setting leaves the choice. */
  public int port() {
    return server.actualPort();
  }

  /** Takes no new requests, lets those in flight end, then stops. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (!api.drain(settings.patience().stopping())) {
      LOG.warn("requests were still running when the API stopped");
    }
    server.close().toCompletionStage().toCompletableFuture().join();
    shut(vertx, api);
  }

  private static void shut(Vertx vertx, Api api) {
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
