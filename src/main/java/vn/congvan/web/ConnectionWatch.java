package vn.congvan.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes connections that hold a place and bring nothing: headers that never end, silence after an
 * answer, a body nobody will read. Everything here happens on the server's one event loop.
 */
final class ConnectionWatch {
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final int most;
  private final long patienceMillis;
  private final long keepAliveMillis;
  private final Map<HttpConnection, Long> timers = new HashMap<>();

  ConnectionWatch(Vertx vertx, int most, WebSettings.Patience patience) {
    this.vertx = vertx;
    this.most = most;
    this.patienceMillis = patience.request().toMillis();
    this.keepAliveMillis = patience.keepAlive().toMillis();
  }

  void opened(HttpConnection connection) {
    if (timers.size() >= most) {
      connection.close();
      return;
    }
    timers.put(connection, NO_TIMER);
    closeAfter(connection, patienceMillis);
    connection.closeHandler(
        closed -> {
          var timer = timers.remove(connection);
          if (timer != null) {
            vertx.cancelTimer(timer);
          }
        });
  }

  /** A request's headers are complete; from here until its answer it has timers of its own. */
  void began(RoutingContext context) {
    var request = context.request();
    var connection = request.connection();
    var timer = timers.get(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
    context.addEndHandler(
        ended -> {
          if (!timers.containsKey(connection)) {
            return;
          }
          if (request.isEnded()) {
            closeAfter(connection, keepAliveMillis);
          } else {
            // Answered before the body was read: let the client finish its sentence, so that it
            // hears the answer, but
            // not for long.
            closeAfter(connection, patienceMillis);
            request.endHandler(end -> closeAfter(connection, keepAliveMillis));
          }
        });
  }

  private void closeAfter(HttpConnection connection, long millis) {
    var before = timers.get(connection);
    if (before == null) {
      return;
    }
    vertx.cancelTimer(before);
    timers.put(connection, vertx.setTimer(millis, id -> connection.close()));
  }
}
