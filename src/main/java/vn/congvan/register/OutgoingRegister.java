package vn.congvan.register;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Attachment;
import vn.congvan.document.AwaitingIssue;
import vn.congvan.document.AwaitingSignature;
import vn.congvan.document.Cancelled;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Dispatched;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentNumber;
import vn.congvan.document.DocumentType;
import vn.congvan.document.Issued;
import vn.congvan.document.Metadata;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Returned;
import vn.congvan.document.Signed;
import vn.congvan.document.Submitted;
import vn.congvan.document.Urgency;
import vn.congvan.store.Database;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/**
 * Where every outgoing document stands. Each method that records an event moves one row by
 * compare-and-set in the current unit of work; two people who act on the same document at once have
 * one winner, and the other is told who was first.
 */
public final class OutgoingRegister {
  private static final String COLUMNS =
      "id, agency, state, author, type, symbol, subject, signer, urgency, receivers, to_places, due_date, main,"
          + " file_warning, submitted_at, changed_at, number, number_date, signing_time, note";

  private final Database database;
  private final Clock clock;

  public OutgoingRegister(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Enters a new document. */
  public void submit(Submitted event) {
    var sql = database.current().sql();
    var data = event.metadata();
    sql.update(
        "INSERT INTO outgoing_document (id, agency, state, author, type, symbol, subject, signer, urgency, receivers,"
            + " to_places, due_date, main, file_warning, submitted_at, changed_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event.document().toString(),
        event.agency().value(),
        OutgoingState.SUBMITTED,
        event.header().actor().ref(),
        data.type(),
        data.symbol(),
        data.subject(),
        data.signer(),
        data.urgency(),
        String.join(",", data.receivers().stream().map(AgencyCode::value).toList()),
        String.join("\n", data.toPlaces()),
        data.dueDate() == null ? null : data.dueDate().toString(),
        event.main().hex(),
        written(event.warning()),
        event.header().at(),
        event.header().at());
    writeAttachments(sql, event.document(), event.attachments());
  }

  public void awaitSignature(AwaitingSignature event) {
    move(event, OutgoingState.SUBMITTED, OutgoingState.AWAITING_SIGNATURE, event.prepared());
  }

  public void sign(Signed event) {
    move(event, OutgoingState.AWAITING_SIGNATURE, OutgoingState.SIGNED, event.signed());
  }

  public void giveBack(Returned event) {
    move(event, OutgoingState.AWAITING_SIGNATURE, OutgoingState.RETURNED, null);
    database
        .current()
        .sql()
        .update(
            "UPDATE outgoing_document SET note = ? WHERE id = ?",
            event.note(),
            event.document().toString());
    cancelNumber(event.document());
  }

  /** A number that was kept for a document stays in the book as cancelled (hủy). */
  private void cancelNumber(DocumentId document) {
    database
        .current()
        .sql()
        .update(
            "UPDATE outgoing_book SET state = 'CANCELLED' WHERE document = ?", document.toString());
  }

  public void awaitIssue(AwaitingIssue event) {
    move(event, OutgoingState.SIGNED, OutgoingState.AWAITING_ISSUE, event.signed());
  }

  /** Enters the issued document in the book, under the number it took. */
  public void issue(Issued event) {
    move(event, OutgoingState.ISSUING, OutgoingState.ISSUED, event.sealed());
    var sql = database.current().sql();
    sql.update("DELETE FROM outgoing_attachment WHERE document = ?", event.document().toString());
    writeAttachments(sql, event.document(), event.attachments());
    sql.update(
        "UPDATE outgoing_book SET state = 'ISSUED' WHERE document = ?",
        event.document().toString());
  }

  public void dispatch(Dispatched event) {
    move(event, OutgoingState.ISSUED, OutgoingState.DISPATCHED, null);
  }

  /**
   * Cancels what is not issued yet. A number already taken stays in the book as cancelled (hủy).
   *
   * @return the event with what was cancelled
   */
  public Cancelled cancel(Cancelled asked) {
    var document = get(database.current().sql(), asked.document(), asked.agency());
    switch (document.state()) {
      case ISSUED, DISPATCHED, CANCELLED -> throw overtaken(document);
      case SUBMITTED, AWAITING_SIGNATURE, SIGNED, AWAITING_ISSUE, ISSUING, RETURNED -> {
        move(asked, document.state(), OutgoingState.CANCELLED, null);
      }
    }
    var sql = database.current().sql();
    sql.update(
        "UPDATE outgoing_document SET note = ? WHERE id = ?",
        asked.note(),
        asked.document().toString());
    cancelNumber(asked.document());
    return new Cancelled(asked.header(), document.state().name(), document.number(), asked.note());
  }

  /**
   * @throws Refused when the agency has no such document
   */
  public OutgoingDocument get(DocumentId id, AgencyCode agency) {
    return database.read(sql -> get(sql, id, agency));
  }

  public Optional<OutgoingDocument> find(DocumentId id) {
    return database.read(sql -> find(sql, id));
  }

  /** The PDF as it was before its last change. */
  public Optional<ContentHash> mainBefore(DocumentId id) {
    return database
        .read(
            sql ->
                sql.queryOne(
                    "SELECT main_before FROM outgoing_document WHERE id = ? AND main_before IS NOT NULL",
                    row -> row.text("main_before"),
                    id.toString()))
        .map(ContentHash::new);
  }

  /** What waits at an agency in one of these states, oldest first. */
  public List<OutgoingDocument> waiting(AgencyCode agency, int limit, OutgoingState... states) {
    return page(agency, Set.of(states), null, null, limit);
  }

  /**
   * One page of an agency's documents in these states, the earliest submitted first. Costs the same
   * however many documents there are.
   *
   * @param signer only what this leader is to sign, null for all
   * @param after where the page before ended, null for the first
   */
  public List<OutgoingDocument> page(
      AgencyCode agency,
      Set<OutgoingState> states,
      @Nullable String signer,
      @Nullable Position after,
      int limit) {
    return database.read(
        sql ->
            new PageByState<>(
                    "outgoing_document", COLUMNS, "submitted_at", OutgoingRegister::row, position())
                .read(sql, agency, states, "signer", signer, after, limit).stream()
                    .map(document -> withAttachments(sql, document))
                    .toList());
  }

  private static Function<OutgoingDocument, Position> position() {
    return document -> new Position(document.submittedAt(), document.id());
  }

  static Refused overtaken(OutgoingDocument document) {
    return new Refused(
        new Reason(
            "E10.ALREADY_HANDLED",
            "Văn bản đã có người xử lý trước: hiện ở trạng thái \"%s\". Mở lại văn bản để xem."
                .formatted(document.state().vietnamese()),
            "somebody has handled the document already: it is %s now; open it again"
                .formatted(document.state())));
  }

  static OutgoingDocument get(Sql sql, DocumentId id, AgencyCode agency) {
    return find(sql, id)
        .filter(document -> document.agency().equals(agency))
        .orElseThrow(
            () ->
                new Refused(
                    new Reason(
                        "REGISTER.UNKNOWN_DOCUMENT",
                        "Cơ quan %s không có văn bản đi mang mã %s.".formatted(agency, id),
                        "agency %s has no outgoing document %s".formatted(agency, id))));
  }

  private void move(
      DocumentEvent event, OutgoingState from, OutgoingState to, @Nullable ContentHash main) {
    var sql = database.current().sql();
    var moved =
        main == null
            ? sql.update(
                "UPDATE outgoing_document SET state = ?, changed_at = ? WHERE id = ? AND agency = ? AND state = ?",
                to,
                clock.instant(),
                event.document().toString(),
                event.agency().value(),
                from)
            : sql.update(
                "UPDATE outgoing_document SET state = ?, changed_at = ?, main_before = main, main = ?"
                    + " WHERE id = ? AND agency = ? AND state = ?",
                to,
                clock.instant(),
                main.hex(),
                event.document().toString(),
                event.agency().value(),
                from);
    if (moved == 0) {
      throw overtaken(get(sql, event.document(), event.agency()));
    }
  }

  private static void writeAttachments(Sql sql, DocumentId document, List<Attachment> attachments) {
    Attachments.write(sql, "outgoing_attachment", document, attachments);
  }

  private static Optional<OutgoingDocument> find(Sql sql, DocumentId id) {
    return sql.queryOne(
            "SELECT " + COLUMNS + " FROM outgoing_document WHERE id = ?",
            OutgoingRegister::row,
            id.toString())
        .map(document -> withAttachments(sql, document));
  }

  private static OutgoingDocument withAttachments(Sql sql, OutgoingDocument d) {
    return new OutgoingDocument(
        d.id(),
        d.agency(),
        d.state(),
        d.author(),
        d.metadata(),
        d.main(),
        Attachments.read(sql, "outgoing_attachment", d.id()),
        d.warning(),
        d.submittedAt(),
        d.changedAt(),
        d.number(),
        d.signingTime(),
        d.note());
  }

  private static OutgoingDocument row(Row row) {
    var symbol = row.text("symbol");
    var number = row.numberOrNull("number");
    var due = row.textOrNull("due_date");
    var places = row.text("to_places");
    var metadata =
        new Metadata(
            DocumentType.valueOf(row.text("type")),
            symbol,
            row.text("subject"),
            row.text("signer"),
            Urgency.valueOf(row.text("urgency")),
            Arrays.stream(row.text("receivers").split(",", -1)).map(AgencyCode::new).toList(),
            places.isEmpty() ? List.of() : List.of(places.split("\n", -1)),
            null,
            due == null ? null : LocalDate.parse(due));
    return new OutgoingDocument(
        DocumentId.parse(row.text("id")),
        new AgencyCode(row.text("agency")),
        OutgoingState.valueOf(row.text("state")),
        row.text("author"),
        metadata,
        new ContentHash(row.text("main")),
        List.of(),
        warning(row.textOrNull("file_warning")),
        row.instant("submitted_at"),
        row.instant("changed_at"),
        number == null
            ? null
            : new DocumentNumber(
                number.intValue(), symbol, LocalDate.parse(row.text("number_date"))),
        row.instantOrNull("signing_time"),
        row.textOrNull("note"));
  }

  /** Sentences of ours are on one line each. */
  private static @Nullable String written(@Nullable Reason warning) {
    return warning == null ? null : String.join("\n", warning.code(), warning.vi(), warning.en());
  }

  private static @Nullable Reason warning(@Nullable String written) {
    if (written == null) {
      return null;
    }
    var lines = written.split("\n", 3);
    return new Reason(lines[0], lines[1], lines[2]);
  }
}
