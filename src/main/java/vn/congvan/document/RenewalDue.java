package vn.congvan.document;

import java.util.List;

/** The last time-stamp on an issued document ages out before long; another must be put over it. */
public record RenewalDue(EventHeader header) implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(Fact.of("document.renewal-due", header.stream(), header));
  }
}
