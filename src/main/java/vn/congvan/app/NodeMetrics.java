package vn.congvan.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import vn.congvan.app.queue.OutboxRelay;
import vn.congvan.app.shelf.Shelf;
import vn.congvan.audit.LogKeeper;
import vn.congvan.document.Failure;
import vn.congvan.store.Database;
import vn.congvan.store.Statistics;
import vn.congvan.trust.stamp.TimeStamps;

/** What a node counts beside the times of its hops, steps and units of work. */
final class NodeMetrics {
  private NodeMetrics() {}

  static void bind(
      MeterRegistry registry, Parts parts, LogKeeper keeper, OutboxRelay relay, Shelf shelf) {
    new UptimeMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);

    gauge(
        registry,
        "congvan.outbox.waiting",
        "Messages not sent yet",
        parts.outbox(),
        o -> o.waiting());
    gauge(registry, "congvan.log.lag", "Entries not indexed yet", keeper, LogKeeper::lag);
    gauge(registry, "congvan.shelf.waiting", "Work that waits for a clerk", shelf, Shelf::count);
    gauge(
        registry,
        "congvan.timestamp.servers.away",
        "Time-stamp servers that cannot be asked now",
        parts.proving().stamps(),
        TimeStamps::away);
    counter(registry, "congvan.messages.sent", "Messages sent", relay, OutboxRelay::count);
    var database = parts.database();
    statistic(registry, "units", "Units of work committed", database, Statistics::units);
    statistic(registry, "commits", "Physical commits", database, Statistics::commits);
    statistic(registry, "rolled.back", "Units rolled back", database, Statistics::rolledBack);
    statistic(registry, "lost", "Units whose shared commit failed", database, Statistics::lost);
    statistic(registry, "expired", "Units that took too long", database, Statistics::expired);
  }

  private static void statistic(
      MeterRegistry registry,
      String name,
      String what,
      Database database,
      ToLongFunction<Statistics> value) {
    counter(
        registry,
        "congvan.store." + name,
        what,
        database,
        opened -> value.applyAsLong(opened.statistics()));
  }

  private static <T> void counter(
      MeterRegistry registry, String name, String what, T of, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, of, value).description(what).register(registry);
  }

  /** A gauge that cannot be read now shows no number, and breaks no page. */
  private static <T> void gauge(
      MeterRegistry registry, String name, String what, T of, ToDoubleFunction<T> value) {
    Gauge.builder(
            name,
            of,
            read -> {
              try {
                return value.applyAsDouble(read);
              } catch (Failure away) {
                return Double.NaN;
              }
            })
        .description(what)
        .register(registry);
  }
}
