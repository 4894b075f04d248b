package vn.congvan.app;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.route.Cause;
import vn.congvan.app.route.Routes;
import vn.congvan.app.route.StepFailures;
import vn.congvan.audit.AuditLog;
import vn.congvan.document.Act;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.Failure;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.store.Database;
import vn.congvan.web.Desk;

/** The desk: each act enters the route that bears its name, and what comes out is durable. */
final class RouteDesk implements Desk {
  private static final Logger LOG = LoggerFactory.getLogger(RouteDesk.class);
  private static final String CONFLICT = "STORE.CONFLICT";
  private static final int TRIES = 3;

  private final Routes routes;
  private final StepFailures failures;
  private final Database database;
  private final AuditLog log;

  RouteDesk(Routes routes, StepFailures failures, Database database, AuditLog log) {
    this.routes = routes;
    this.failures = failures;
    this.database = database;
    this.log = log;
  }

  @Override
  public DocumentEvent perform(Act act) {
    var route = act.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    for (var tries = 1; ; tries++) {
      var ended = enter(act, route);
      var thrown = ended.getException();
      if (thrown == null) {
        return Objects.requireNonNull(ended.getMessage().getBody(DocumentEvent.class));
      }
      var known = Cause.of(thrown);
      if (known instanceof Refused refused) {
        throw written(refused);
      }
      if (known instanceof Failure failure) {
        // Another act came first; nothing of this one is kept, so it can be done again at once.
        if (failure.reason().code().equals(CONFLICT) && tries < TRIES) {
          continue;
        }
        throw failure;
      }
      throw unforeseen(act, route, thrown);
    }
  }

  private Exchange enter(Act act, String route) {
    return routes
        .template()
        .send(
            "direct:" + route,
            ExchangePattern.InOut,
            exchange -> exchange.getMessage().setBody(act));
  }

  /** A refusal that cannot be written to the log is none: the caller is told to try again. */
  private Refused written(Refused refused) {
    if (!refused.facts().isEmpty()) {
      database.inUnit(
          "refuse",
          sql -> {
            log.appendFacts(refused.facts());
            return refused;
          });
    }
    return refused;
  }

  private Failure unforeseen(Act act, String route, Exception thrown) {
    if (thrown instanceof DirectConsumerNotAvailableException
        || thrown instanceof RejectedExecutionException) {
      return failures
          .halted(route)
          .<Failure>map(Halt::new)
          .orElseGet(
              () ->
                  new RetryLater(
                      new Reason(
                          "DESK.CLOSED",
                          "Hệ thống đang dừng, chưa nhận việc này. Làm lại sau khi hệ thống chạy lại.",
                          "the node is stopping and has not taken this; do it again when it runs again"),
                      thrown));
    }
    LOG.error("act={} by={} failed in a way nobody foresaw", route, act.actor().ref(), thrown);
    return new Halt(
        new Reason(
            "DESK.UNFORESEEN",
            "Hệ thống gặp lỗi chưa lường trước; chưa có gì thay đổi. Báo quản trị xem nhật ký.",
            "the node failed in a way nobody foresaw; nothing has changed; have the administrator look at its log"),
        thrown);
  }
}
