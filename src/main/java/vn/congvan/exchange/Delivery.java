package vn.congvan.exchange;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DeliveryId;
import vn.congvan.document.DocumentId;
import vn.congvan.document.StatusCode;

/**
 * One document on its way to one receiver, as the sender sees it.
 *
 * @param status the furthest the receiver has reported, null while it has reported nothing
 */
public record Delivery(
    DeliveryId id,
    DocumentId document,
    AgencyCode receiver,
    @Nullable StatusCode status,
    Instant dispatchedAt,
    Instant changedAt,
    List<Report> reports) {
  /** One status as it was reported. */
  public record Report(StatusCode code, Instant reportedAt, Instant recordedAt, String note) {}

  public Delivery {
    reports = List.copyOf(reports);
  }
}
