package vn.congvan.document;

import java.util.List;

/** A draft was handed in and can be taken; it is being made ready for the leader. */
public record Submitted(
    EventHeader header, ContentHash main, List<Attachment> attachments, Metadata metadata)
    implements DocumentEvent {
  public Submitted {
    attachments = List.copyOf(attachments);
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.submitted", header.stream(), header)
            .object(Fact.Subject.pdf(main))
            .moved(null, OutgoingState.SUBMITTED.name())
            .personal("subject", metadata.subject()));
  }
}
