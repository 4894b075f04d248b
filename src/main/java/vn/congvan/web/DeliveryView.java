package vn.congvan.web;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.StatusCode;
import vn.congvan.exchange.Delivery;

/** A delivery as the contract shows it, in the words senders read. */
record DeliveryView(
    String id,
    String receiver,
    @Nullable String status,
    String statusText,
    OffsetDateTime dispatchedAt,
    OffsetDateTime changedAt,
    List<Report> reports) {
  private static final String NOTHING_REPORTED = "Đã gửi";

  /** One status as it was reported. */
  record Report(
      String status,
      String statusText,
      OffsetDateTime reportedAt,
      OffsetDateTime recordedAt,
      String note) {
    static Report of(Delivery.Report report) {
      return new Report(
          report.code().code(),
          report.code().vietnamese(),
          Views.time(report.reportedAt()),
          Views.time(report.recordedAt()),
          report.note());
    }
  }

  static DeliveryView of(Delivery delivery) {
    StatusCode status = delivery.status();
    return new DeliveryView(
        delivery.id().toString(),
        delivery.receiver().value(),
        status == null ? null : status.code(),
        status == null ? NOTHING_REPORTED : status.vietnamese(),
        Views.time(delivery.dispatchedAt()),
        Views.time(delivery.changedAt()),
        delivery.reports().stream().map(Report::of).toList());
  }
}
