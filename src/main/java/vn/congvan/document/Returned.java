package vn.congvan.document;

import java.util.List;

/** The leader returned the draft to its author. */
public record Returned(EventHeader header, String note) implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.returned", header.stream(), header)
            .moved(OutgoingState.AWAITING_SIGNATURE.name(), OutgoingState.RETURNED.name())
            .personal("note", note));
  }
}
