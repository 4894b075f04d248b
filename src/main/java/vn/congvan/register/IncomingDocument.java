package vn.congvan.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ArrivalDetails;
import vn.congvan.document.Attachment;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.IncomingState;

/**
 * An incoming document as it stands.
 *
 * @param code the sender's number and symbol
 * @param arrivalNumber số đến, null until registered
 * @param lead pseudonymous id of who is in charge, null until assigned
 */
public record IncomingDocument(
    DocumentId id,
    AgencyCode agency,
    IncomingState state,
    AgencyCode sender,
    String code,
    LocalDate date,
    ArrivalDetails details,
    ContentHash main,
    List<Attachment> attachments,
    Instant arrivedAt,
    Instant changedAt,
    @Nullable Integer arrivalNumber,
    @Nullable Integer arrivalYear,
    @Nullable String lead,
    @Nullable LocalDate deadline,
    @Nullable String note) {
  public IncomingDocument {
    attachments = List.copyOf(attachments);
  }
}
