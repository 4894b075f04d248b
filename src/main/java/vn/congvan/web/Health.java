package vn.congvan.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the node is, check by check. */
public record Health(List<Check> checks) {
  /** What a check that does not pass asks for: a restart, or patience. */
  public enum Kind {
    LIVENESS,
    READINESS
  }

  /**
   * @param name stable, for example {@code database}
   * @param detail why it does not pass, null where there is nothing to say
   */
  public record Check(String name, Kind kind, boolean up, @Nullable String detail) {}

  public Health {
    checks = List.copyOf(checks);
  }

  public boolean up() {
    return checks.stream().allMatch(Check::up);
  }

  /** The checks of one kind. */
  public Health only(Kind kind) {
    return new Health(checks.stream().filter(check -> check.kind() == kind).toList());
  }
}
