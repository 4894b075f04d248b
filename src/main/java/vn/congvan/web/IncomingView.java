package vn.congvan.web;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.register.IncomingDocument;

/** An incoming document as the contract shows it. */
record IncomingView(
    String id,
    String agency,
    String state,
    String stateText,
    String sender,
    String senderName,
    String code,
    LocalDate date,
    String typeText,
    String subject,
    String signerName,
    String signerTitle,
    String urgency,
    String urgencyText,
    @Nullable LocalDate dueDate,
    @Nullable Arrival arrival,
    @Nullable String lead,
    @Nullable LocalDate deadline,
    @Nullable String note,
    Views.FileInfo main,
    List<Views.FileInfo> attachments,
    OffsetDateTime arrivedAt,
    OffsetDateTime changedAt) {

  /** Số đến. */
  record Arrival(int number, int year) {
    static @Nullable Arrival of(@Nullable Integer number, @Nullable Integer year) {
      return number == null || year == null ? null : new Arrival(number, year);
    }
  }

  static String path(IncomingDocument document) {
    return "/api/v1/incoming/" + document.id();
  }

  static IncomingView of(IncomingDocument document) {
    var details = document.details();
    return new IncomingView(
        document.id().toString(),
        document.agency().value(),
        document.state().name(),
        document.state().vietnamese(),
        document.sender().value(),
        details.senderName(),
        document.code(),
        document.date(),
        details.typeName(),
        details.subject(),
        details.signerName(),
        details.signerTitle(),
        details.urgency().name(),
        details.urgency().vietnamese(),
        details.dueDate(),
        Arrival.of(document.arrivalNumber(), document.arrivalYear()),
        document.lead(),
        document.deadline(),
        document.note(),
        Views.FileInfo.main(document.main(), path(document)),
        Views.FileInfo.attachments(document.attachments(), path(document)),
        Views.time(document.arrivedAt()),
        Views.time(document.changedAt()));
  }
}
