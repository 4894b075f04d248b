package vn.congvan.app.shelf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.queue.Composer;
import vn.congvan.audit.AuditLog;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.directory.Role;
import vn.congvan.document.Actor;
import vn.congvan.document.Cancelled;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Fact;
import vn.congvan.document.Ids;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.SetAside;
import vn.congvan.document.VietnamTime;
import vn.congvan.document.WrittenText;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.store.Database;
import vn.congvan.store.Inbox;
import vn.congvan.store.Outbox;
import vn.congvan.store.OutboxMessage;
import vn.congvan.store.Sql;

/**
 * The shelf (hàng để riêng): work that stopped and waits for a clerk, who resumes or cancels it.
 * What is decided is decided once, and the log holds by whom.
 */
public final class Shelf {
  /** The outbox's {@code kind} of a message sent again from here. */
  public static final String KIND = "shelf";

  private final Database database;
  private final Inbox inbox;
  private final Outbox outbox;
  private final AuditLog log;
  private final Directory directory;
  private final OutgoingRegister outgoing;
  private final ContentStore content;
  private final Clock clock;

  public Shelf(
      Database database,
      Inbox inbox,
      Outbox outbox,
      AuditLog log,
      Directory directory,
      OutgoingRegister outgoing,
      ContentStore content,
      Clock clock) {
    this.database = database;
    this.inbox = inbox;
    this.outbox = outbox;
    this.log = log;
    this.directory = directory;
    this.outgoing = outgoing;
    this.content = content;
    this.clock = clock;
  }

  /** What waits for a clerk, the oldest first. */
  public List<ShelfItem> waiting(int limit) {
    return database.read(sql -> ShelfRows.waiting(sql, limit));
  }

  /** How many wait. */
  public long count() {
    return database.read(ShelfRows::count);
  }

  /**
   * @throws Refused when there is no such item
   */
  public ShelfItem get(UUID id) {
    return database.read(sql -> ShelfRows.item(sql, id)).orElseThrow(() -> Reasons.unknown(id));
  }

  /**
   * Sends an item's message to its queue again, as the same message.
   *
   * @throws Refused when the actor may not, somebody has decided before, or it had its effect
   */
  public ShelfItem resume(UUID id, Actor actor, String channel, String note) {
    var item = get(id);
    allow(actor, item);
    if (!item.resumable()) {
      throw Reasons.notKept();
    }
    var words = WrittenText.note(note);
    refuseDone(item);
    database.inUnit(
        "resume from the shelf",
        sql -> {
          var hidden = hidden(sql, item);
          close(sql, item, ShelfItem.State.RESUMED, actor, words);
          log.appendFacts(List.of(fact("work.resumed", item, hidden, actor, channel, words)));
          outbox.add(again(item, hidden));
          return item;
        });
    return get(id);
  }

  /**
   * Gives an item up. An outgoing document that is not issued yet is cancelled with it; a number it
   * holds stays in the book.
   *
   * @throws Refused when the actor may not, no reason is given, somebody has decided before, it had
   *     its effect, or its document is issued and waits to be sent
   */
  public ShelfItem cancel(UUID id, Actor actor, String channel, String note) {
    var item = get(id);
    allow(actor, item);
    var words = WrittenText.note(note);
    if (words.isEmpty()) {
      throw Reasons.noteNeeded();
    }
    refuseDone(item);
    var document = item.document() == null ? null : cancellable(item.document()).orElse(null);
    database.inUnit(
        "cancel on the shelf",
        sql -> {
          var hidden = hidden(sql, item);
          close(sql, item, ShelfItem.State.CANCELLED, actor, words);
          // Entered as handled: should the message still lie on a queue, it has no effect there.
          enterAsHandled(hidden);
          log.appendFacts(List.of(fact("work.cancelled", item, hidden, actor, channel, words)));
          if (document != null) {
            log.append(outgoing.cancel(cancelled(document, actor, channel, words)));
          }
          return item;
        });
    return get(id);
  }

  /**
   * Sends again what was resumed since a time and has had no effect yet: for a restored copy, whose
   * queues are empty.
   *
   * @return how many
   */
  public long sendResumedAgain(Instant since) {
    var resumed = database.read(sql -> ShelfRows.resumedSince(sql, since));
    var sent = 0L;
    for (var item : resumed) {
      if (item.resumable() && !isDone(item)) {
        database.inUnit(
            "send again from the shelf",
            sql -> {
              outbox.add(again(item, hidden(sql, item)));
              return item;
            });
        sent++;
      }
    }
    return sent;
  }

  /** Whether a message with this id waits here for a clerk, so that nobody else may send it. */
  public boolean waits(OutboxMessage message) {
    return database.read(
        sql -> ShelfRows.waits(sql, message.destination(), message.id().toString()));
  }

  /** Makes the messages that are sent again from here. */
  public Composer composer() {
    return new Composer() {
      @Override
      public String key(OutboxMessage message) {
        return kept(message).message();
      }

      @Override
      public void compose(OutboxMessage message, OutputStream out) throws IOException {
        var kept = kept(message);
        if (kept.body() != null) {
          out.write(kept.body());
        } else if (kept.content() != null) {
          try (var in = content.open(kept.content())) {
            in.transferTo(out);
          }
        }
      }
    };
  }

  private ShelfRows.Hidden kept(OutboxMessage message) {
    var id = new String(message.body(), StandardCharsets.UTF_8);
    return database
        .read(sql -> ShelfRows.hidden(sql, id))
        .orElseThrow(
            () ->
                new SetAside(
                    new Reason(
                        "SHELF.GONE",
                        "Thông điệp gửi lại không còn trên hàng để riêng.",
                        "the message to send again is not on the shelf any more")));
  }

  private void close(Sql sql, ShelfItem item, ShelfItem.State to, Actor actor, String note) {
    if (!ShelfRows.close(sql, item.id(), to, clock.instant(), actor.ref(), note)) {
      throw Reasons.alreadyDecided();
    }
  }

  private static ShelfRows.Hidden hidden(Sql sql, ShelfItem item) {
    return ShelfRows.hidden(sql, item.id().toString())
        .orElseThrow(() -> Reasons.unknown(item.id()));
  }

  /** A new id for the broker, which would drop the first one; the message's own key stays. */
  private static OutboxMessage again(ShelfItem item, ShelfRows.Hidden hidden) {
    var ours = hidden.kind().equals(KIND);
    var body = ours ? item.id().toString().getBytes(StandardCharsets.UTF_8) : hidden.body();
    if (body == null) {
      throw Reasons.notKept();
    }
    return new OutboxMessage(
        Ids.from(item.id().toString(), "resumed", Long.toString(hidden.times())),
        item.queue(),
        hidden.lane(),
        hidden.kind(),
        body);
  }

  /** The unit that asks is rolled back, so that asking leaves no key behind. */
  private boolean isDone(ShelfItem item) {
    try (var unit = database.begin("ask the inbox")) {
      return !enterAsHandled(hidden(unit.sql(), item));
    }
  }

  private void refuseDone(ShelfItem item) {
    if (isDone(item)) {
      database.inUnit(
          "settle on the shelf",
          sql -> ShelfRows.close(sql, item.id(), ShelfItem.State.DONE, clock.instant(), null, ""));
      throw Reasons.alreadyDone();
    }
  }

  /**
   * @return false when the message had its effect before
   */
  private boolean enterAsHandled(ShelfRows.Hidden hidden) {
    return hidden.consumer() == null
        || hidden.inboxKey() == null
        || inbox.first(hidden.consumer(), hidden.inboxKey());
  }

  /** The outgoing document that an item holds up, when it can still be cancelled. */
  private Optional<OutgoingDocument> cancellable(DocumentId id) {
    var found = outgoing.find(id);
    if (found.filter(document -> document.state() == OutgoingState.ISSUED).isPresent()) {
      throw Reasons.issued();
    }
    return found.filter(
        document ->
            switch (document.state()) {
              case SUBMITTED, AWAITING_SIGNATURE, SIGNED, AWAITING_ISSUE, ISSUING -> true;
              case ISSUED, DISPATCHED, RETURNED, CANCELLED -> false;
            });
  }

  private Cancelled cancelled(OutgoingDocument document, Actor actor, String channel, String note) {
    var now = clock.instant();
    return new Cancelled(
        new EventHeader(Ids.next(now), document.id(), document.agency(), actor, now, channel),
        document.state().name(),
        document.number(),
        note);
  }

  private Fact fact(
      String type,
      ShelfItem item,
      ShelfRows.Hidden hidden,
      Actor actor,
      String channel,
      String note) {
    var now = clock.instant();
    @Nullable DocumentId document = item.document();
    return Fact.of(
            type,
            hidden.stream(),
            new EventHeader(
                Ids.next(now),
                document != null ? document : new DocumentId(item.id()),
                item.agency(),
                actor,
                now,
                channel))
        .object(new Fact.Subject("message", item.queue(), null, hidden.content()))
        .personal("note", note);
  }

  /** A clerk or administrator of the agency; and whoever runs the node, who has its data anyway. */
  private void allow(Actor actor, ShelfItem item) {
    if (actor.kind() == Actor.Kind.SYSTEM) {
      return;
    }
    if (!actor.agency().equals(item.agency())) {
      throw Reasons.otherAgency(item.agency());
    }
    var today = VietnamTime.dayOf(clock.instant());
    var administrator =
        directory
            .person(actor.ref())
            .flatMap(person -> person.postOn(today, Role.ADMINISTRATOR))
            .isPresent();
    if (!administrator) {
      directory.require(actor, Role.CLERK, today);
    }
  }
}
