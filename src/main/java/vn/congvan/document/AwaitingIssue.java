package vn.congvan.document;

import java.util.List;

/** The leader's signature was checked; the document waits for the clerk. */
public record AwaitingIssue(EventHeader header, ContentHash signed) implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.checked", header.stream(), header)
            .object(Fact.Subject.pdf(signed))
            .moved(OutgoingState.SIGNED.name(), OutgoingState.AWAITING_ISSUE.name()));
  }
}
