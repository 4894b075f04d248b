package vn.congvan.app.route;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.JMSException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.queue.Spool;
import vn.congvan.app.queue.TakenMessage;
import vn.congvan.document.DocumentEvent;

/**
 * Stands at the beginning and the end of every route: keeps the message a hop began with, lets go
 * of its file, tells of the hop in one line, and times it.
 */
public final class Hops implements RoutePolicyFactory {
  private static final Logger LOG = LoggerFactory.getLogger(Hops.class);

  private final Spool spool;
  private final MeterRegistry metrics;

  public Hops(Spool spool, MeterRegistry metrics) {
    this.spool = spool;
    this.metrics = metrics;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String route, NamedNode definition) {
    return new RoutePolicySupport() {
      @Override
      public void onExchangeBegin(Route begun, Exchange exchange) {
        try {
          TakenMessage.begin(exchange);
        } catch (JMSException e) {
          exchange.setException(e);
        }
      }

      @Override
      public void onExchangeDone(Route done, Exchange exchange) {
        TakenMessage.of(exchange).ifPresent(taken -> spool.release(taken.message()));
        end(route, exchange);
      }
    };
  }

  private void end(String route, Exchange exchange) {
    var millis = exchange.getClock().elapsed();
    var failure = exchange.getProperty(StepFailures.KIND, StepFailures.Kind.class);
    var repeat = exchange.getProperty(UnitOfWorkPolicy.REPEAT) != null;
    var outcome = failure != null ? failure.label() : repeat ? "repeat" : "done";
    metrics
        .timer("congvan.hop", "route", Labels.route(route), "outcome", outcome)
        .record(millis, TimeUnit.MILLISECONDS);
    if (failure == null && exchange.getMessage().getBody() instanceof DocumentEvent event) {
      LOG.info(
          "hop={} outcome={} document={} agency={} event={} elapsed={}ms",
          route,
          outcome,
          event.document(),
          event.agency(),
          event.getClass().getSimpleName(),
          millis);
    }
  }
}
