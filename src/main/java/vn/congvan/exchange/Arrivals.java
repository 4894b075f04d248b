package vn.congvan.exchange;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Arrived;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.ReplyTo;
import vn.congvan.store.Database;
import vn.congvan.store.Sql;

/**
 * Whose document each arrival is: what a status has to name it by, and what makes a second copy a
 * duplicate.
 */
public final class Arrivals {
  private final Database database;

  public Arrivals(Database database) {
    this.database = database;
  }

  /**
   * Enters an arrival in the current unit of work.
   *
   * @return false when the same sender's document is here already; nothing is entered then
   */
  public boolean enter(Arrived event) {
    var from = event.replyTo();
    return database
            .current()
            .sql()
            .update(
                "INSERT INTO arrival (document, agency, sender, sender_document, code, date, packet)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                event.document().toString(),
                event.agency().value(),
                from.sender().value(),
                from.documentId(),
                from.code(),
                from.date().toString(),
                event.packet().hex())
        == 1;
  }

  /** Whether this document of this sender has arrived at this agency before. */
  public boolean known(AgencyCode agency, AgencyCode sender, String senderDocument) {
    return database.read(
        sql ->
            sql.queryOne(
                    "SELECT document FROM arrival WHERE agency = ? AND sender = ? AND sender_document = ?",
                    row -> row.text("document"),
                    agency.value(),
                    sender.value(),
                    senderDocument)
                .isPresent());
  }

  /** What an arrival was entered with. */
  public record Entered(ReplyTo replyTo, ContentHash packet) {}

  /** What is known of an arrival; empty when there is no such. */
  public Optional<Entered> find(DocumentId document) {
    return database.read(
        sql ->
            find(sql, document)
                .map(replyTo -> new Entered(replyTo, packet(sql, document).orElseThrow())));
  }

  private static Optional<ContentHash> packet(Sql sql, DocumentId document) {
    return sql.queryOne(
        "SELECT packet FROM arrival WHERE document = ?",
        row -> new ContentHash(row.text("packet")),
        document.toString());
  }

  /** Whom to tell about an arrival; in the current unit of work when there is one. */
  @Nullable ReplyTo replyTo(DocumentId document) {
    return (database.inUnit()
            ? find(database.current().sql(), document)
            : database.read(sql -> find(sql, document)))
        .orElse(null);
  }

  private static Optional<ReplyTo> find(Sql sql, DocumentId document) {
    return sql.queryOne(
        "SELECT sender, sender_document, code, date FROM arrival WHERE document = ?",
        row ->
            new ReplyTo(
                new AgencyCode(row.text("sender")),
                row.text("sender_document"),
                row.text("code"),
                LocalDate.parse(row.text("date"))),
        document.toString());
  }
}
