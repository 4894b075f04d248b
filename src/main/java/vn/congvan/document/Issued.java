package vn.congvan.document;

import java.util.List;

/** Numbered, dated, registered and sealed. */
public record Issued(
    EventHeader header,
    DocumentNumber number,
    Metadata metadata,
    ContentHash sealed,
    List<Attachment> attachments)
    implements DocumentEvent {
  public Issued {
    attachments = List.copyOf(attachments);
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.issued", header.stream(), header)
            .object(Fact.Subject.pdf(sealed, number.code()))
            .moved(OutgoingState.ISSUING.name(), OutgoingState.ISSUED.name()));
  }
}
