package vn.congvan.document;

import java.util.List;

/** The PDF was made plain, its empty fields laid down; it waits for the leader. */
public record AwaitingSignature(EventHeader header, ContentHash prepared) implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.prepared", header.stream(), header)
            .object(Fact.Subject.pdf(prepared))
            .moved(OutgoingState.SUBMITTED.name(), OutgoingState.AWAITING_SIGNATURE.name()));
  }
}
