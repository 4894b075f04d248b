package vn.congvan.register;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.congvan.directory.Directory;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ArrivalDetails;
import vn.congvan.document.ArrivalRefused;
import vn.congvan.document.Arrived;
import vn.congvan.document.Assigned;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Finished;
import vn.congvan.document.Ids;
import vn.congvan.document.IncomingState;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Registered;
import vn.congvan.document.Shown;
import vn.congvan.document.Started;
import vn.congvan.document.Urgency;
import vn.congvan.document.VietnamTime;
import vn.congvan.document.WrittenText;
import vn.congvan.store.Database;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/**
 * Where every incoming document stands, and its arrival number (số đến): consecutive from 1 within
 * an agency and year (Decree 30/2020, Article 22). Every method that changes something does so in
 * the current unit of work.
 */
public final class IncomingRegister {
  private static final String COLUMNS =
      "id, agency, state, sender, sender_name, code, date, type_name, subject, signer_name, signer_title, urgency,"
          + " due_date, main, arrived_at, changed_at, arrival_number, arrival_year, lead, deadline, note";
  private static final Pattern REASON_CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

  private final Database database;
  private final Directory directory;
  private final Clock clock;

  public IncomingRegister(Database database, Directory directory, Clock clock) {
    this.database = database;
    this.directory = directory;
    this.clock = clock;
  }

  /** Enters what arrived; statuses and refused packets pass by. */
  public void arrive(DocumentEvent event) {
    if (!(event instanceof Arrived arrived)) {
      return;
    }
    var sql = database.current().sql();
    var details = arrived.details();
    sql.update(
        "INSERT INTO incoming_document (id, agency, state, sender, sender_name, code, date, type_name, subject,"
            + " signer_name, signer_title, urgency, due_date, main, arrived_at, changed_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arrived.document().toString(),
        arrived.agency().value(),
        IncomingState.ARRIVED,
        arrived.replyTo().sender().value(),
        details.senderName(),
        arrived.replyTo().code(),
        arrived.replyTo().date().toString(),
        details.typeName(),
        details.subject(),
        details.signerName(),
        details.signerTitle(),
        details.urgency(),
        details.dueDate() == null ? null : details.dueDate().toString(),
        arrived.main().hex(),
        arrived.header().at(),
        arrived.header().at());
    Attachments.write(sql, "incoming_attachment", arrived.document(), arrived.attachments());
  }

  /** The clerk takes the document in and gives it the next arrival number. */
  public Registered register(Act.Register act) {
    var header = header(act, act.document(), Role.CLERK);
    var sql = database.current().sql();
    move(sql, header, IncomingState.REGISTERED, IncomingState.ARRIVED);
    var year = VietnamTime.dayOf(header.at()).getYear();
    sql.update(
        "INSERT INTO arrival_series (agency, year, last_number) VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
        header.agency().value(),
        year);
    var number =
        sql.queryOne(
                "UPDATE arrival_series SET last_number = last_number + 1 WHERE agency = ? AND year = ?"
                    + " RETURNING last_number",
                row -> (int) row.number("last_number"),
                header.agency().value(),
                year)
            .orElseThrow();
    sql.update(
        "UPDATE incoming_document SET arrival_number = ?, arrival_year = ? WHERE id = ?",
        number,
        year,
        header.document().toString());
    return new Registered(header, number, year);
  }

  /** The clerk returns the document to its sender. */
  public ArrivalRefused refuse(Act.Refuse act) {
    var header = header(act, act.document(), Role.CLERK);
    var note = WrittenText.note(act.note());
    if (!REASON_CODE.matcher(act.reasonCode()).matches()) {
      throw new Refused(
          new Reason(
              "REGISTER.REASON_CODE",
              "Mã lý do \"%s\" không dùng được. Viết chữ hoa, chữ số, gạch dưới, tối đa 40 ký tự."
                  .formatted(Shown.of(act.reasonCode())),
              "the reason's code '%s' cannot be used: capitals, digits, underscores, at most 40"
                  .formatted(Shown.of(act.reasonCode()))));
    }
    if (note.isEmpty()) {
      throw new Refused(
          new Reason(
              "REGISTER.REASON_NEEDED",
              "Trả lại nơi gửi phải có lý do. Ghi lý do rồi gửi lại.",
              "returning a document to its sender needs a reason; write one"));
    }
    var sql = database.current().sql();
    move(sql, header, IncomingState.REFUSED, IncomingState.ARRIVED);
    sql.update(
        "UPDATE incoming_document SET note = ? WHERE id = ?", note, header.document().toString());
    return new ArrivalRefused(header, act.reasonCode(), note);
  }

  /** The leader says who handles it. */
  public Assigned assign(Act.Assign act) {
    var header = header(act, act.document(), Role.LEADER);
    for (var ref : people(act)) {
      var employer = directory.employerOf(ref);
      if (employer.isEmpty() || !employer.get().code().equals(header.agency())) {
        throw new Refused(
            new Reason(
                "REGISTER.UNKNOWN_PERSON",
                "Không có người mang mã %s tại cơ quan %s."
                    .formatted(Shown.of(ref), header.agency()),
                "there is nobody with ref %s at agency %s"
                    .formatted(Shown.of(ref), header.agency())));
      }
    }
    var sql = database.current().sql();
    move(sql, header, IncomingState.ASSIGNED, IncomingState.REGISTERED);
    sql.update(
        "UPDATE incoming_document SET lead = ?, deadline = ? WHERE id = ?",
        act.lead(),
        act.deadline() == null ? null : act.deadline().toString(),
        header.document().toString());
    return new Assigned(
        header, act.lead(), act.supporting(), act.deadline(), WrittenText.note(act.instruction()));
  }

  /** The officer begins; also right after registration, where nobody assigns. */
  public Started start(Act.Start act) {
    var header = header(act, act.document(), Role.OFFICER);
    var before =
        move(
            database.current().sql(),
            header,
            IncomingState.IN_PROGRESS,
            IncomingState.ASSIGNED,
            IncomingState.REGISTERED);
    return new Started(header, before.name());
  }

  /** The officer is done. */
  public Finished finish(Act.Finish act) {
    var header = header(act, act.document(), Role.OFFICER);
    var sql = database.current().sql();
    move(sql, header, IncomingState.DONE, IncomingState.IN_PROGRESS);
    var note = WrittenText.note(act.note());
    sql.update(
        "UPDATE incoming_document SET note = ? WHERE id = ?", note, header.document().toString());
    return new Finished(header, note);
  }

  /**
   * @throws Refused when the agency has no such document
   */
  public IncomingDocument get(DocumentId id, AgencyCode agency) {
    return database.read(sql -> get(sql, id, agency));
  }

  /** What waits at an agency in one of these states, oldest first. */
  public List<IncomingDocument> waiting(AgencyCode agency, int limit, IncomingState... states) {
    return page(agency, Set.of(states), null, null, limit);
  }

  /**
   * One page of an agency's documents in these states, the earliest arrived first. Costs the same
   * however many documents there are.
   *
   * @param lead only what this person is in charge of, null for all
   * @param after where the page before ended, null for the first
   */
  public List<IncomingDocument> page(
      AgencyCode agency,
      Set<IncomingState> states,
      @Nullable String lead,
      @Nullable Position after,
      int limit) {
    return database.read(
        sql ->
            new PageByState<>(
                    "incoming_document", COLUMNS, "arrived_at", IncomingRegister::row, position())
                .read(sql, agency, states, "lead", lead, after, limit).stream()
                    .map(document -> withAttachments(sql, document))
                    .toList());
  }

  /**
   * Documents of all agencies that something has happened to since a time, by id. Reads the whole
   * table.
   *
   * @param after the last one of the page before, null for the first
   */
  public List<IncomingDocument> changedSince(Instant since, @Nullable DocumentId after, int limit) {
    return database.read(
        sql ->
            sql
                .query(
                    "SELECT "
                        + COLUMNS
                        + " FROM incoming_document WHERE id > ? AND changed_at >= ? ORDER BY id LIMIT ?",
                    IncomingRegister::row,
                    after == null ? "" : after.toString(),
                    since,
                    limit)
                .stream()
                .map(document -> withAttachments(sql, document))
                .toList());
  }

  private static Function<IncomingDocument, Position> position() {
    return document -> new Position(document.arrivedAt(), document.id());
  }

  private EventHeader header(Act act, DocumentId document, Role role) {
    var now = clock.instant();
    directory.require(act.actor(), role, VietnamTime.dayOf(now));
    return new EventHeader(
        Ids.next(now), document, act.actor().agency(), act.actor(), now, act.channel());
  }

  private static List<String> people(Act.Assign act) {
    var people = new ArrayList<String>(act.supporting());
    people.add(act.lead());
    return people;
  }

  private IncomingState move(Sql sql, EventHeader header, IncomingState to, IncomingState... from) {
    for (var state : from) {
      var moved =
          sql.update(
              "UPDATE incoming_document SET state = ?, changed_at = ? WHERE id = ? AND agency = ? AND state = ?",
              to,
              header.at(),
              header.document().toString(),
              header.agency().value(),
              state);
      if (moved == 1) {
        return state;
      }
    }
    var now = get(sql, header.document(), header.agency());
    throw new Refused(
        new Reason(
            "E10.ALREADY_HANDLED",
            "Văn bản đã có người xử lý trước: hiện ở trạng thái \"%s\". Mở lại văn bản để xem."
                .formatted(now.state().vietnamese()),
            "somebody has handled the document already: it is %s now; open it again"
                .formatted(now.state())));
  }

  private static IncomingDocument get(Sql sql, DocumentId id, AgencyCode agency) {
    return find(sql, id)
        .filter(document -> document.agency().equals(agency))
        .orElseThrow(
            () ->
                new Refused(
                    new Reason(
                        "REGISTER.UNKNOWN_DOCUMENT",
                        "Cơ quan %s không có văn bản đến mang mã %s.".formatted(agency, id),
                        "agency %s has no incoming document %s".formatted(agency, id))));
  }

  private static Optional<IncomingDocument> find(Sql sql, DocumentId id) {
    return sql.queryOne(
            "SELECT " + COLUMNS + " FROM incoming_document WHERE id = ?",
            IncomingRegister::row,
            id.toString())
        .map(document -> withAttachments(sql, document));
  }

  private static IncomingDocument withAttachments(Sql sql, IncomingDocument d) {
    return new IncomingDocument(
        d.id(),
        d.agency(),
        d.state(),
        d.sender(),
        d.code(),
        d.date(),
        d.details(),
        d.main(),
        Attachments.read(sql, "incoming_attachment", d.id()),
        d.arrivedAt(),
        d.changedAt(),
        d.arrivalNumber(),
        d.arrivalYear(),
        d.lead(),
        d.deadline(),
        d.note());
  }

  private static IncomingDocument row(Row row) {
    var due = row.textOrNull("due_date");
    var deadline = row.textOrNull("deadline");
    var number = row.numberOrNull("arrival_number");
    var year = row.numberOrNull("arrival_year");
    return new IncomingDocument(
        DocumentId.parse(row.text("id")),
        new AgencyCode(row.text("agency")),
        IncomingState.valueOf(row.text("state")),
        new AgencyCode(row.text("sender")),
        row.text("code"),
        LocalDate.parse(row.text("date")),
        new ArrivalDetails(
            row.text("sender_name"),
            row.text("type_name"),
            row.text("subject"),
            row.text("signer_name"),
            row.text("signer_title"),
            Urgency.valueOf(row.text("urgency")),
            due == null ? null : LocalDate.parse(due)),
        new ContentHash(row.text("main")),
        List.of(),
        row.instant("arrived_at"),
        row.instant("changed_at"),
        number == null ? null : number.intValue(),
        year == null ? null : year.intValue(),
        row.textOrNull("lead"),
        deadline == null ? null : LocalDate.parse(deadline),
        row.textOrNull("note"));
  }
}
