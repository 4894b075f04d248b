package vn.congvan.app.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.AuditLog;
import vn.congvan.audit.LoggedEvent;
import vn.congvan.document.ArrivalRefused;
import vn.congvan.document.Arrived;
import vn.congvan.document.Assigned;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Finished;
import vn.congvan.document.Registered;
import vn.congvan.document.Started;
import vn.congvan.document.StatusCode;
import vn.congvan.exchange.Arrivals;
import vn.congvan.exchange.Deliveries;
import vn.congvan.register.IncomingDocument;

/** The events of which an arrival's sender was told, made again from the log and the register. */
final class Statuses {
  private final AuditLog log;
  private final Arrivals arrivals;
  private final Deliveries deliveries;

  Statuses(AuditLog log, Arrivals arrivals, Deliveries deliveries) {
    this.log = log;
    this.arrivals = arrivals;
    this.deliveries = deliveries;
  }

  private record Told(StatusCode code, DocumentEvent event) {}

  /**
   * Those of which it is not certain that the sender knows. Whoever is told twice passes it over.
   */
  List<DocumentEvent> untold(IncomingDocument document) {
    var entered = arrivals.find(document.id());
    if (entered.isEmpty()) {
      return List.of();
    }
    var named = entered.get().replyTo();
    var known = deliveries.reported(named.sender(), named.documentId(), document.agency());
    var untold = new ArrayList<DocumentEvent>();
    for (var logged : log.events(document.agency(), document.id())) {
      told(logged, document, entered.get())
          .filter(told -> !known.contains(told.code()))
          .ifPresent(told -> untold.add(told.event()));
    }
    return untold;
  }

  private static Optional<Told> told(
      LoggedEvent logged, IncomingDocument document, Arrivals.Entered entered) {
    var header = logged.header();
    return Optional.ofNullable(
        switch (logged.type()) {
          case "document.arrived" ->
              new Told(StatusCode.ARRIVED, arrived(header, document, entered));
          case "document.refused" ->
              new Told(
                  StatusCode.REFUSED,
                  new ArrivalRefused(header, orNone(logged.reason()), orNone(document.note())));
          case "document.registered" ->
              new Told(
                  StatusCode.REGISTERED,
                  new Registered(
                      header, orZero(document.arrivalNumber()), orZero(document.arrivalYear())));
          case "document.assigned" ->
              new Told(
                  StatusCode.ASSIGNED,
                  new Assigned(
                      header, orNone(document.lead()), List.of(), document.deadline(), ""));
          case "document.started" ->
              new Told(StatusCode.IN_PROGRESS, new Started(header, document.state().name()));
          case "document.finished" ->
              new Told(StatusCode.DONE, new Finished(header, orNone(document.note())));
          default -> null;
        });
  }

  /** With the time of the register, which is finer than the log's. */
  private static Arrived arrived(
      EventHeader logged, IncomingDocument document, Arrivals.Entered entered) {
    var header =
        new EventHeader(
            logged.id(),
            logged.document(),
            logged.agency(),
            logged.actor(),
            document.arrivedAt(),
            logged.channel());
    return new Arrived(
        header,
        entered.replyTo(),
        document.details(),
        entered.packet(),
        document.main(),
        document.attachments(),
        null);
  }

  private static String orNone(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
