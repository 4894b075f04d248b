package vn.congvan.web;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentNumber;
import vn.congvan.document.Reason;
import vn.congvan.register.OutgoingDocument;

/** An outgoing document as the contract shows it. */
record OutgoingView(
    String id,
    String agency,
    String state,
    String stateText,
    String author,
    String type,
    String typeText,
    String symbol,
    String subject,
    String signer,
    String urgency,
    String urgencyText,
    List<String> receivers,
    List<String> toPlaces,
    @Nullable LocalDate dueDate,
    @Nullable Number number,
    @Nullable String note,
    @Nullable Warning warning,
    @Nullable Warning fileWarning,
    Views.FileInfo main,
    List<Views.FileInfo> attachments,
    OffsetDateTime submittedAt,
    OffsetDateTime changedAt,
    Views.@Nullable Page deliveries) {

  /** The number a document took. */
  record Number(int number, String code, LocalDate date) {
    static @Nullable Number of(@Nullable DocumentNumber number) {
      return number == null ? null : new Number(number.number(), number.code(), number.date());
    }
  }

  /** What a person must be told although it was done. */
  record Warning(String code, String text) {
    static @Nullable Warning of(@Nullable Reason reason) {
      return reason == null ? null : new Warning(reason.code(), reason.vi());
    }
  }

  static String path(OutgoingDocument document) {
    return "/api/v1/documents/" + document.id();
  }

  static OutgoingView of(OutgoingDocument document, Views.@Nullable Page deliveries) {
    return of(document, deliveries, null);
  }

  static OutgoingView of(
      OutgoingDocument document, Views.@Nullable Page deliveries, @Nullable Reason warning) {
    var data = document.metadata();
    return new OutgoingView(
        document.id().toString(),
        document.agency().value(),
        document.state().name(),
        document.state().vietnamese(),
        document.author(),
        data.type().name(),
        data.type().vietnamese(),
        data.symbol(),
        data.subject(),
        data.signer(),
        data.urgency().name(),
        data.urgency().vietnamese(),
        data.receivers().stream().map(AgencyCode::value).toList(),
        data.toPlaces(),
        data.dueDate(),
        Number.of(document.number()),
        document.note(),
        Warning.of(warning),
        Warning.of(document.warning()),
        Views.FileInfo.main(document.main(), path(document)),
        Views.FileInfo.attachments(document.attachments(), path(document)),
        Views.time(document.submittedAt()),
        Views.time(document.changedAt()),
        deliveries);
  }
}
