package vn.congvan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft was handed in and can be taken; it is being made ready for the leader.
 *
 * @param warning what its author and its signer must be told of its files although they were taken
 */
public record Submitted(
    EventHeader header,
    ContentHash main,
    List<Attachment> attachments,
    Metadata metadata,
    @Nullable Reason warning)
    implements DocumentEvent {
  public Submitted {
    attachments = List.copyOf(attachments);
  }

  public Submitted(
      EventHeader header, ContentHash main, List<Attachment> attachments, Metadata metadata) {
    this(header, main, attachments, metadata, null);
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.submitted", header.stream(), header)
            .object(Fact.Subject.pdf(main))
            .moved(null, OutgoingState.SUBMITTED.name())
            .personal("subject", metadata.subject())
            .warned(warning));
  }
}
