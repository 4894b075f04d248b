package vn.congvan.app.shelf;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.congvan.app.queue.EventCodec;
import vn.congvan.app.queue.Spool;
import vn.congvan.app.queue.TakenMessage;
import vn.congvan.audit.AuditLog;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.document.Actor;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Fact;
import vn.congvan.document.Ids;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.store.Database;
import vn.congvan.store.OutboxMessage;
import vn.congvan.store.Sql;

/**
 * Puts messages on the shelf: as they came, with their reason, in a unit of work of their own, and
 * only then they are acknowledged. Their key stays out of the inbox, so that they have their effect
 * when they are resumed.
 */
public final class ShelfIntake {
  private final Database database;
  private final AuditLog log;
  private final MessageReader reader;
  private final Clock clock;

  public ShelfIntake(
      Database database,
      AuditLog log,
      Directory directory,
      OutgoingRegister outgoing,
      ContentStore content,
      EventCodec codec,
      Spool spool,
      Clock clock) {
    this.database = database;
    this.log = log;
    this.reader = new MessageReader(directory, outgoing, content, codec, spool);
    this.clock = clock;
  }

  /**
   * Puts a message on the shelf that a route could not handle. Putting it there again, as after a
   * crash before its acknowledgement, changes nothing.
   *
   * @param consumer the route
   * @param alongside what else is to be kept in the same unit of work
   */
  public void keep(
      TakenMessage taken,
      String consumer,
      Reason reason,
      long tries,
      Instant firstFailedAt,
      Runnable alongside) {
    var kept = reader.read(taken, consumer, tries, firstFailedAt);
    database.inUnit(
        "set aside",
        sql -> {
          alongside.run();
          return put(sql, kept, reason);
        });
  }

  /** Puts a message on the shelf that can never be sent, with the same promise. */
  public void keepUnsent(OutboxMessage unsent, SetAside why) {
    var kept = reader.read(unsent, clock.instant());
    database.inUnit("set aside", sql -> put(sql, kept, why.reason()));
  }

  /** A message the broker has given up on, read and not entered yet. */
  public record GivenUp(Kept kept, String lastQueue) {}

  /** Reads a message the broker has given up on; its large bytes are kept when this returns. */
  public GivenUp read(TakenMessage taken) {
    return new GivenUp(reader.read(taken, null, 0, clock.instant()), taken.queue());
  }

  /**
   * Puts a message on the shelf that the broker has given up on, in the current unit of work.
   *
   * @return the facts to append to the log in the same unit
   */
  public List<Fact> takeIn(GivenUp message) {
    return enter(database.current().sql(), message.kept(), Reasons.givenUp(message.lastQueue()))
        .map(List::of)
        .orElse(List.of());
  }

  private boolean put(Sql sql, Kept kept, Reason reason) {
    var fact = enter(sql, kept, reason);
    fact.ifPresent(told -> log.appendFacts(List.of(told)));
    return fact.isPresent();
  }

  /** Writes the row. @return what the log is to hold; empty when it waits there already */
  private Optional<Fact> enter(Sql sql, Kept kept, Reason reason) {
    var id = Ids.from("shelf", kept.queue(), kept.message());
    var now = clock.instant();
    return ShelfRows.enter(sql, id, kept, reason, now)
        .map(
            times ->
                Fact.of(
                        "work.set-aside",
                        kept.stream(),
                        new EventHeader(
                            Ids.from(id.toString(), "set-aside", times.toString()),
                            kept.subject(),
                            kept.agency(),
                            Actor.node(kept.agency()),
                            now,
                            "queue"))
                    .object(new Fact.Subject("message", kept.queue(), null, kept.content()))
                    .ended(Fact.Outcome.FAILURE, reason.code()));
  }
}
