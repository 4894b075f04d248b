package vn.congvan.app.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Failure;
import vn.congvan.document.Reason;

/** The node's checks by name. Asking runs them; each is quick. Thread-safe. */
public final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final Map<String, Probe> probes = new LinkedHashMap<>();

  /** How bad it is. */
  public enum State {
    /** Nothing to do. */
    OK,
    /** Work goes on; somebody should look. */
    ATTENTION,
    /** Work stands still. */
    DOWN
  }

  /**
   * The outcome of one check.
   *
   * @param reason what is wrong and what to do; null when nothing is
   */
  public record Check(String name, State state, @Nullable Reason reason) {}

  /** All of them, in the order a person should read them. */
  public record Report(List<Check> checks) {
    public Report {
      checks = List.copyOf(checks);
    }

    /** Whether work goes on. */
    public boolean up() {
      return checks.stream().noneMatch(check -> check.state() == State.DOWN);
    }
  }

  private record Probe(State whenNot, Supplier<Optional<Reason>> look) {}

  /**
   * Adds a check; to be done before anybody asks.
   *
   * @param whenNot how bad it is when the check finds something
   * @param look finds what is wrong; a {@link Failure} it throws is that
   */
  public Health add(String name, State whenNot, Supplier<Optional<Reason>> look) {
    probes.put(name, new Probe(whenNot, look));
    return this;
  }

  public Report report() {
    return new Report(
        probes.entrySet().stream().map(e -> check(e.getKey(), e.getValue())).toList());
  }

  private static Check check(String name, Probe probe) {
    var wrong = look(name, probe);
    return wrong
        .map(reason -> new Check(name, probe.whenNot(), reason))
        .orElseGet(() -> new Check(name, State.OK, null));
  }

  private static Optional<Reason> look(String name, Probe probe) {
    try {
      return probe.look().get();
    } catch (Failure failure) {
      return Optional.of(failure.reason());
    } catch (RuntimeException e) {
      LOG.warn("the check {} failed itself", name, e);
      return Optional.of(
          new Reason(
              "HEALTH.CHECK",
              "Không kiểm tra được %s.".formatted(name),
              "the check %s could not be made: %s".formatted(name, e)));
    }
  }
}
