package vn.congvan.register;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Attachment;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentNumber;
import vn.congvan.document.Metadata;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Reason;

/**
 * An outgoing document as it stands.
 *
 * @param main the PDF as it is now: handed in, made ready, signed, or sealed
 * @param warning what its author and its signer must be told of its files
 * @param number taken when the clerk issues, or kept before the leader signs; null before
 * @param signingTime what the seal claims; taken with the number, so that a second try claims the
 *     same
 */
public record OutgoingDocument(
    DocumentId id,
    AgencyCode agency,
    OutgoingState state,
    String author,
    Metadata metadata,
    ContentHash main,
    List<Attachment> attachments,
    @Nullable Reason warning,
    Instant submittedAt,
    Instant changedAt,
    @Nullable DocumentNumber number,
    @Nullable Instant signingTime,
    @Nullable String note) {
  public OutgoingDocument {
    attachments = List.copyOf(attachments);
  }
}
