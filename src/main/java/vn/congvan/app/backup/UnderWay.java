package vn.congvan.app.backup;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.queue.EventCodec;
import vn.congvan.app.route.OutboxComponent;
import vn.congvan.app.shelf.Shelf;
import vn.congvan.audit.AuditLog;
import vn.congvan.audit.LoggedEvent;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Halt;
import vn.congvan.document.Issued;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.PacketRefused;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.document.Signed;
import vn.congvan.document.Submitted;
import vn.congvan.exchange.Arrivals;
import vn.congvan.exchange.Deliveries;
import vn.congvan.exchange.PostOffice;
import vn.congvan.exchange.Unanswered;
import vn.congvan.receiving.Incoming;
import vn.congvan.register.IncomingDocument;
import vn.congvan.register.IncomingRegister;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.register.Position;
import vn.congvan.store.Database;
import vn.congvan.store.Outbox;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.validation.Role;

/**
 * Everything that was under way when a copy was made, announced again. The queues are not in the
 * copy; what lay in them follows from the tables and the log: each message is made again with the
 * ids it had, so whoever had it before the copy was made passes it over, and whoever had not acts.
 */
public final class UnderWay {
  private static final int PAGE = 200;

  private final Database database;
  private final Directory directory;
  private final ContentStore content;
  private final Outbox outbox;
  private final Shelf shelf;
  private final AuditLog log;
  private final OutgoingRegister outgoing;
  private final IncomingRegister incoming;
  private final Deliveries deliveries;
  private final PostOffice postOffice;
  private final PdfVerifier verifier;
  private final Arrivals arrivals;
  private final EventCodec codec = new EventCodec();
  private final Statuses statuses;

  public UnderWay(
      Database database,
      Directory directory,
      ContentStore content,
      Outbox outbox,
      Shelf shelf,
      AuditLog log,
      OutgoingRegister outgoing,
      IncomingRegister incoming,
      Deliveries deliveries,
      PostOffice postOffice,
      PdfVerifier verifier) {
    this.database = database;
    this.directory = directory;
    this.content = content;
    this.outbox = outbox;
    this.shelf = shelf;
    this.log = log;
    this.outgoing = outgoing;
    this.incoming = incoming;
    this.deliveries = deliveries;
    this.postOffice = postOffice;
    this.verifier = verifier;
    this.arrivals = new Arrivals(database);
    this.statuses = new Statuses(log, arrivals, deliveries);
  }

  /**
   * Puts into the outbox all that may have lain in a queue. The log must be open for entries, and
   * nothing may be sent meanwhile.
   *
   * @param since nothing that was sent before can still lie in a queue
   * @return how many messages wait to be sent now
   */
  public long announce(Instant since, Instant now) {
    announceSteps(now);
    repostDeliveries(since);
    repostStatuses(since);
    shelf.sendResumedAgain(since);
    outbox.removeIf(shelf::waits);
    return outbox.waiting();
  }

  /** The events between the hops of one agency's work, for each document that waits for a hop. */
  private void announceSteps(Instant now) {
    for (var agency : directory.hostedHere()) {
      for (var state :
          List.of(OutgoingState.SUBMITTED, OutgoingState.SIGNED, OutgoingState.ISSUED)) {
        Position after = null;
        List<OutgoingDocument> page;
        do {
          page = outgoing.page(agency.code(), Set.of(state), null, after, PAGE);
          for (var document : page) {
            announceStep(document, now);
            after = new Position(document.submittedAt(), document.id());
          }
        } while (page.size() == PAGE);
      }
    }
  }

  private void announceStep(OutgoingDocument document, Instant now) {
    switch (document.state()) {
      case SUBMITTED -> announce("document.submitted", submitted(document));
      case SIGNED -> announce("document.signed", signed(document, now));
      case ISSUED -> announce("document.issued", issued(document));
      default -> throw new IllegalStateException("a person acts on " + document.state());
    }
  }

  private void announce(String queue, DocumentEvent event) {
    add("announce again", () -> outbox.add(OutboxComponent.message(event, queue, codec)));
  }

  private Submitted submitted(OutgoingDocument document) {
    var logged = last(document, "document.submitted");
    return new Submitted(
        logged.header(), document.main(), document.attachments(), document.metadata());
  }

  private Signed signed(OutgoingDocument document, Instant now) {
    var logged = last(document, "document.signed");
    var shown = outgoing.mainBefore(document.id()).orElse(document.main());
    return new Signed(logged.header(), shown, document.main(), certificateIn(document, now), null);
  }

  /**
   * Whose certificate it was the log does not say; the file does. A file that is gone or says
   * nothing will not pass the check, whatever stands here.
   */
  private ContentHash certificateIn(OutgoingDocument document, Instant now) {
    try {
      return verifier
          .verify(content.path(document.main()), now, Expectations.signedByLeader())
          .signature(Role.LEADER)
          .flatMap(signature -> Optional.ofNullable(signature.signer()))
          .map(signer -> signer.fingerprint())
          .orElse(document.main());
    } catch (SetAside missing) {
      return document.main();
    }
  }

  private Issued issued(OutgoingDocument document) {
    var logged = last(document, "document.issued");
    var number = document.number();
    if (number == null) {
      throw damaged(document);
    }
    return new Issued(
        logged.header(), number, document.metadata(), document.main(), document.attachments());
  }

  private LoggedEvent last(OutgoingDocument document, String type) {
    return log.events(document.agency(), document.id()).stream()
        .filter(event -> event.type().equals(type))
        .reduce((first, second) -> second)
        .orElseThrow(() -> damaged(document));
  }

  private static Halt damaged(OutgoingDocument document) {
    return new Halt(
        new Reason(
            "RESTORE.INCONSISTENT",
            "Văn bản %s ở trạng thái \"%s\" nhưng nhật ký không có bước đó; bản sao lưu bị hỏng. Dùng bản sao lưu khác."
                .formatted(document.id(), document.state().vietnamese()),
            "document %s is %s and the log does not hold that step; the backup is damaged, use another one"
                .formatted(document.id(), document.state())));
  }

  /** Packets that no receiver has answered, and what receivers here answered. */
  private void repostDeliveries(Instant since) {
    @Nullable Unanswered last = null;
    List<Unanswered> page;
    do {
      page = deliveries.unanswered(since, last == null ? null : last.delivery(), PAGE);
      for (var delivery : page) {
        repost(delivery);
        last = delivery;
      }
    } while (page.size() == PAGE);
  }

  private void repost(Unanswered delivery) {
    var named = delivery.named();
    if (directory.find(delivery.receiver()).filter(a -> a.hostedHere()).isPresent()) {
      if (arrivals.known(delivery.receiver(), named.sender(), named.documentId())) {
        return;
      }
      var refused = refused(delivery);
      if (refused.isPresent()) {
        add("post again", () -> postOffice.post(refused.get()));
        return;
      }
    }
    add("post again", () -> postOffice.repost(delivery));
  }

  /** The refusal of a packet by a receiver here; of its words the log holds the code only. */
  private Optional<PacketRefused> refused(Unanswered delivery) {
    ContentHash packet;
    try {
      packet = packetOf(delivery);
    } catch (SetAside missing) {
      // Whoever sends it finds that out, and sets it aside.
      return Optional.empty();
    }
    var there = Incoming.documentOf(delivery.receiver(), packet);
    return log.events(delivery.receiver(), there).stream()
        .filter(event -> event.type().equals("packet.refused"))
        .findFirst()
        .map(
            event ->
                new PacketRefused(
                    event.header(),
                    delivery.named(),
                    packet,
                    new Reason(
                        event.reason() == null ? "ARRIVAL.REFUSED" : event.reason(),
                        "Nơi nhận đã trả lại gói tin; chi tiết ở nhật ký của nơi nhận.",
                        "the receiver returned the packet; its log has the details")));
  }

  private ContentHash packetOf(Unanswered delivery) {
    try {
      return postOffice.packetOf(delivery);
    } catch (IOException e) {
      throw Failed.of(e, "packet of delivery " + delivery.delivery());
    }
  }

  /** What receivers here told senders of each arrival, unless the sender is here and knows it. */
  private void repostStatuses(Instant since) {
    @Nullable DocumentId after = null;
    List<IncomingDocument> page;
    do {
      page = incoming.changedSince(since, after, PAGE);
      for (var document : page) {
        for (var event : statuses.untold(document)) {
          add("tell again", () -> postOffice.post(event));
        }
        after = document.id();
      }
    } while (page.size() == PAGE);
  }

  private void add(String name, Runnable what) {
    database.inUnit(
        name,
        sql -> {
          what.run();
          return name;
        });
  }
}
