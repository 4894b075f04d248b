package vn.congvan.document;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver reported how far it is with our document.
 *
 * @param before the code recorded last, null for the first
 * @param reportedAt by the receiver's clock
 * @param note the receiver's words
 */
public record StatusRecorded(
    EventHeader header,
    DeliveryId delivery,
    AgencyCode receiver,
    @Nullable String before,
    StatusCode code,
    Instant reportedAt,
    String note)
    implements DocumentEvent {

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("delivery.status", header.stream(delivery), header)
            .peer(receiver)
            .object(new Fact.Subject("status", code.code(), null, null))
            .moved(before == null ? "SENT" : before, code.code())
            .personal("note", note));
  }
}
