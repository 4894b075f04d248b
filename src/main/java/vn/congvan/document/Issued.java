package vn.congvan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbered, dated, registered and sealed.
 *
 * @param warning what the clerk must be told although the agency's key sealed
 */
public record Issued(
    EventHeader header,
    DocumentNumber number,
    Metadata metadata,
    ContentHash sealed,
    List<Attachment> attachments,
    @Nullable Reason warning)
    implements DocumentEvent {
  public Issued {
    attachments = List.copyOf(attachments);
  }

  public Issued(
      EventHeader header,
      DocumentNumber number,
      Metadata metadata,
      ContentHash sealed,
      List<Attachment> attachments) {
    this(header, number, metadata, sealed, attachments, null);
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.issued", header.stream(), header)
            .object(Fact.Subject.pdf(sealed, number.code()))
            .moved(OutgoingState.ISSUING.name(), OutgoingState.ISSUED.name())
            .warned(warning));
  }
}
