package vn.congvan.web;

/** Who knows how the node is. */
@FunctionalInterface
public interface HealthSource {
  /** Runs every check now; called on a thread that may wait. */
  Health check();
}
