package vn.congvan.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.AuditLog;
import vn.congvan.audit.LogEntry;
import vn.congvan.directory.Role;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DeliveryId;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Refused;
import vn.congvan.exchange.Deliveries;
import vn.congvan.exchange.Delivery;
import vn.congvan.register.IncomingRegister;
import vn.congvan.register.OutgoingRegister;

/** A document's trail (vết văn bản), from the log and from nowhere else. */
final class TraceApi {
  private final OutgoingRegister outgoing;
  private final IncomingRegister incoming;
  private final Deliveries deliveries;
  private final AuditLog audit;

  TraceApi(Backend backend) {
    this.outgoing = backend.outgoing();
    this.incoming = backend.incoming();
    this.deliveries = backend.deliveries();
    this.audit = backend.audit();
  }

  Map<String, Operate> operations() {
    return Map.of("traceDocument", this::outgoing, "traceIncoming", this::incoming);
  }

  private Answer outgoing(Call call) {
    var agency = call.actor().agency();
    var after = call.query("cursor").map(cursor -> Cursor.read(cursor, AgencyCode::new));
    var entries = new ArrayList<LogEntry>();
    if (after.isEmpty()) {
      entries.addAll(own(call, () -> outgoing.get(call.id(), agency)));
    } else {
      outgoing.get(call.id(), agency);
    }
    var sent = deliveries.page(call.id(), after.orElse(null), call.limit() + 1);
    var shown = sent.subList(0, Math.min(sent.size(), call.limit()));
    for (var delivery : shown) {
      entries.addAll(audit.history(stream(agency, delivery.id())));
    }
    return Answer.ok(TraceView.of(entries, next(sent, shown)));
  }

  private Answer incoming(Call call) {
    return Answer.ok(
        TraceView.of(own(call, () -> incoming.get(call.id(), call.actor().agency())), null));
  }

  /**
   * The document's own stream. What was refused at the door is in no register, and an auditor may
   * see that too.
   *
   * @param known looks the document up, and throws Refused when the agency has no such
   */
  private List<LogEntry> own(Call call, Runnable known) {
    var history = audit.history(stream(call.actor().agency(), call.id()));
    try {
      known.run();
    } catch (Refused unknown) {
      if (history.isEmpty() || !call.actor().role().equals(Role.AUDITOR.key())) {
        throw unknown;
      }
    }
    return history;
  }

  private static @Nullable String next(List<Delivery> sent, List<Delivery> shown) {
    return sent.size() > shown.size()
        ? Cursor.of(shown.get(shown.size() - 1).receiver().value())
        : null;
  }

  private static String stream(AgencyCode agency, DocumentId document) {
    return agency + ":document:" + document;
  }

  private static String stream(AgencyCode agency, DeliveryId delivery) {
    return agency + ":delivery:" + delivery;
  }
}
