package vn.congvan.app.route;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.queue.TakenMessage;
import vn.congvan.store.Database;
import vn.congvan.store.Idempotent;
import vn.congvan.store.Inbox;
import vn.congvan.store.Unit;

/**
 * One unit of work around the steps of a {@code policy} block: all they change in the database is
 * kept together, or nothing is.
 *
 * <p>It is kept only when the steps ended normally and nobody else dealt with a failure of theirs:
 * a clause of {@code routes/0-when-a-step-fails} runs inside this block, and one that handles the
 * failure leaves no exception behind. Such a clause begins with {@link #abandon}, so that what it
 * writes itself goes into a unit of its own.
 *
 * <p>A message that names itself is entered in the inbox by the same unit; one that is there
 * already has had its effect, so the steps are passed over and the message is acknowledged.
 */
public final class UnitOfWorkPolicy implements Policy {
  /** The property of an exchange whose message had had its effect before. */
  static final String REPEAT = "repeat";

  private static final String UNIT = "unitOfWork";
  private static final String ROLLED_BACK = "rolled back";

  private final Database database;
  private final Inbox inbox;
  private final Tries tries;
  private final MeterRegistry metrics;

  public UnitOfWorkPolicy(Database database, Inbox inbox, Tries tries, MeterRegistry metrics) {
    this.database = database;
    this.inbox = inbox;
    this.tries = tries;
    this.metrics = metrics;
  }

  @Override
  public void beforeWrap(Route route, NamedNode definition) {
    // Nothing to prepare.
  }

  @Override
  public Processor wrap(Route route, Processor steps) {
    return exchange -> run(exchange, route.getRouteId(), steps);
  }

  /**
   * Rolls back the unit the exchange is in, if it is in one: as soon as a step has failed, before
   * anything else is asked of the database on this thread.
   */
  public void abandon(Exchange exchange) {
    if (exchange.removeProperty(UNIT) instanceof Unit unit) {
      unit.close();
    }
  }

  private void run(Exchange exchange, String route, Processor steps) {
    var began = System.nanoTime();
    var outcome = new AtomicReference<>(ROLLED_BACK);
    try {
      database.perform(route, unit -> outcome.setPlain(perform(exchange, route, steps, unit)));
    } catch (RuntimeException | Error e) {
      outcome.setPlain(ROLLED_BACK);
      throw e;
    } finally {
      metrics
          .timer("congvan.unit", "route", Labels.route(route), "outcome", outcome.getPlain())
          .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }
  }

  private String perform(Exchange exchange, String route, Processor steps, Unit unit) {
    exchange.setProperty(UNIT, unit);
    try {
      if (!enter(exchange, route)) {
        // The first one's commit may be under way; this one's is durable after it.
        unit.commit();
        exchange.setProperty(REPEAT, true);
        exchange.setRouteStop(true);
        return "repeat";
      }
      steps.process(exchange);
      if (!succeeded(exchange, unit)) {
        return ROLLED_BACK;
      }
      unit.commit();
      return "committed";
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Steps hold their failures in the exchange; whatever else fails there is told the same way.
      exchange.setException(e);
      return ROLLED_BACK;
    } finally {
      abandon(exchange);
    }
  }

  /** Writes the message's key, when it has one. @return false when it was there */
  private boolean enter(Exchange exchange, String route) {
    var taken = TakenMessage.of(exchange);
    if (taken.isPresent() && taken.get().redelivered()) {
      tries.forget(route, taken.get().tracking());
    }
    var key = key(exchange, taken);
    return key == null || inbox.first(route, key);
  }

  private static @Nullable String key(Exchange exchange, Optional<TakenMessage> taken) {
    return exchange.getMessage().getBody() instanceof Idempotent named
        ? named.inboxKey()
        : taken.flatMap(TakenMessage::inboxKey).orElse(null);
  }

  private static boolean succeeded(Exchange exchange, Unit unit) {
    var extension = exchange.getExchangeExtension();
    return exchange.getProperty(UNIT) == unit
        && exchange.getException() == null
        && !exchange.isRollbackOnly()
        && !exchange.isRollbackOnlyLast()
        && !(extension.isErrorHandlerHandledSet() && extension.isErrorHandlerHandled());
  }
}
