package vn.congvan.web;

import java.util.List;
import java.util.Map;

/** How the node is, for those who watch it. */
final class NodeApi {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HealthSource health;
  private final MetricsSource metrics;

  NodeApi(Operator operator) {
    this.health = operator.health();
    this.metrics = operator.metrics();
  }

  /** Health as the contract shows it. */
  record View(boolean up, List<Health.Check> checks) {}

  Map<String, Operate> operations() {
    return Map.of(
        "health", call -> answer(health.check()),
        "healthLive", call -> answer(health.check().only(Health.Kind.LIVENESS)),
        "metrics",
            call -> new Answer(200, Map.of(), new Answer.Text(PROMETHEUS, metrics.scrape())));
  }

  private static Answer answer(Health now) {
    return Answer.status(now.up() ? 200 : 503, new View(now.up(), now.checks()));
  }
}
