package vn.congvan.document;

import java.util.List;

/**
 * What a person or a system asked for is refused at the door: bad input, no right, wrong state.
 * Nothing has changed; the refusal itself is written to the log.
 */
public final class Refused extends RuntimeException {
  private final Reason reason;
  private final transient List<Fact> facts;

  public Refused(Reason reason) {
    this(reason, List.of());
  }

  /**
   * @param facts what the log should hold of the refusal; empty where there is nothing to attach it
   *     to
   */
  public Refused(Reason reason, List<Fact> facts) {
    super(reason.toString());
    this.reason = reason;
    this.facts = List.copyOf(facts);
  }

  public Reason reason() {
    return reason;
  }

  public List<Fact> facts() {
    return facts;
  }
}
