package vn.congvan.web;

/** Who keeps the node's figures. */
@FunctionalInterface
public interface MetricsSource {
  /** Everything measured, in Prometheus' text format 0.0.4. */
  String scrape();
}
