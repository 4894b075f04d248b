package vn.congvan.exchange;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Agency;
import vn.congvan.directory.Directory;
import vn.congvan.directory.Role;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Attachment;
import vn.congvan.document.DeliveryId;
import vn.congvan.document.Dispatched;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.Issued;
import vn.congvan.document.StatusCode;
import vn.congvan.document.StatusRecorded;
import vn.congvan.document.StatusRepeated;
import vn.congvan.packet.Business;
import vn.congvan.packet.DocumentPacket;
import vn.congvan.packet.OrganizationInfo;
import vn.congvan.packet.OtherInfo;
import vn.congvan.packet.PacketAttachment;
import vn.congvan.packet.PacketDocumentId;
import vn.congvan.packet.StatusPacket;
import vn.congvan.packet.TraceHeader;
import vn.congvan.store.Database;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/**
 * What was sent to whom, and what they answered. A delivery moves forward only: statuses may come
 * late, twice or in any order; each is recorded once, and the delivery shows the furthest.
 */
public final class Deliveries {
  private static final String NOTHING_REPORTED = "SENT";
  private static final String MAIN_FILE = "main";

  private final Database database;
  private final Directory directory;
  private final ContentStore content;
  private final Clock clock;

  public Deliveries(Database database, Directory directory, ContentStore content, Clock clock) {
    this.database = database;
    this.directory = directory;
    this.content = content;
    this.clock = clock;
  }

  /**
   * Makes up one packet a receiver; the same document always gives the same deliveries and packets.
   */
  public Addressed address(Issued issued) {
    var sender = directory.agency(issued.agency());
    var header =
        new EventHeader(
            Ids.from(issued.header().id().toString(), "dispatch"),
            issued.document(),
            issued.agency(),
            Actor.node(issued.agency()),
            clock.instant(),
            "queue");
    var parcels = new ArrayList<Dispatched.Parcel>();
    var packets = new ArrayList<DocumentPacket>();
    for (var receiver : issued.metadata().receivers()) {
      var delivery = idOf(issued.document(), receiver);
      parcels.add(new Dispatched.Parcel(delivery, receiver));
      packets.add(packet(issued, sender, directory.agency(receiver), header.at()));
    }
    return new Addressed(
        new Dispatched(header, issued.number(), issued.sealed(), parcels), packets);
  }

  /** The id of a document's delivery to a receiver; known before there is one. */
  public static DeliveryId idOf(DocumentId document, AgencyCode receiver) {
    return new DeliveryId(Ids.from(document.toString(), receiver.value()));
  }

  /** Enters the deliveries in the current unit of work. */
  public Dispatched dispatch(Addressed addressed) {
    var sql = database.current().sql();
    var event = addressed.event();
    for (var i = 0; i < event.parcels().size(); i++) {
      var parcel = event.parcels().get(i);
      var packet = addressed.packets().get(i);
      sql.update(
          "INSERT INTO delivery (id, document, agency, receiver, packet_document, packet, status, dispatched_at, changed_at)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          parcel.delivery().toString(),
          event.document().toString(),
          event.agency().value(),
          parcel.receiver().value(),
          packet.documentId(),
          PacketDraft.of(packet).encode(),
          NOTHING_REPORTED,
          event.header().at(),
          event.header().at());
    }
    return event;
  }

  /**
   * Records what a receiver reports, in the current unit of work.
   *
   * @return empty when the status is about nothing we sent to that receiver
   */
  public Optional<DocumentEvent> record(StatusPacket report, AgencyCode reporter, AgencyCode us) {
    var sql = database.current().sql();
    return sql.queryOne(
            // Takes the row's lock with its newest state: two statuses at once must not both start
            // from the same one.
            "UPDATE delivery SET changed_at = changed_at WHERE agency = ? AND packet_document = ? AND receiver = ?"
                + " RETURNING id, document, status",
            row ->
                new Found(
                    DeliveryId.parse(row.text("id")),
                    DocumentId.parse(row.text("document")),
                    row.text("status")),
            us.value(),
            String.valueOf(report.responseFor().documentId()),
            reporter.value())
        .map(found -> record(sql, found, report, reporter, us));
  }

  private record Found(DeliveryId id, DocumentId document, String status) {}

  private DocumentEvent record(
      Sql sql, Found found, StatusPacket report, AgencyCode reporter, AgencyCode us) {
    var now = clock.instant();
    var code = report.status();
    var header =
        new EventHeader(
            Ids.from(found.id().toString(), code.code()),
            found.document(),
            us,
            new Actor(Actor.Kind.SERVICE, reporter.value(), reporter, "receiver", "packet"),
            now,
            "queue");
    var added =
        sql.update(
            "INSERT INTO delivery_status (delivery, code, reported_at, recorded_at, note) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            found.id().toString(),
            code.code(),
            report.timestamp(),
            now,
            report.description());
    if (added == 0) {
      return new StatusRepeated(header, found.id(), reporter, code);
    }
    var before = found.status().equals(NOTHING_REPORTED) ? null : StatusCode.ofCode(found.status());
    if (goesFurther(before, code)) {
      sql.update(
          "UPDATE delivery SET status = ?, changed_at = ? WHERE id = ?",
          code.code(),
          now,
          found.id().toString());
    }
    return new StatusRecorded(
        header,
        found.id(),
        reporter,
        before == null ? null : before.code(),
        code,
        report.timestamp(),
        report.description());
  }

  /**
   * A refusal and an agreed recall end a delivery; between the others the order of the codes is the
   * order of the work.
   */
  static boolean goesFurther(@Nullable StatusCode before, StatusCode after) {
    if (before == null) {
      return true;
    }
    if (before == StatusCode.REFUSED || before == StatusCode.RECALL_AGREED) {
      return false;
    }
    return after.compareTo(before) > 0;
  }

  /** The deliveries of a document with everything reported, by receiver. */
  public List<Delivery> of(DocumentId document) {
    return database.read(
        sql ->
            sql
                .query(
                    "SELECT id, document, receiver, status, dispatched_at, changed_at FROM delivery WHERE document = ?"
                        + " ORDER BY receiver",
                    Deliveries::row,
                    document.toString())
                .stream()
                .map(delivery -> withReports(sql, delivery))
                .toList());
  }

  /**
   * One page of a document's deliveries with everything reported, by receiver.
   *
   * @param after the last receiver of the page before, null for the first
   */
  public List<Delivery> page(DocumentId document, @Nullable AgencyCode after, int limit) {
    return database.read(
        sql ->
            sql
                .query(
                    "SELECT id, document, receiver, status, dispatched_at, changed_at FROM delivery"
                        + " WHERE document = ? AND receiver > ? ORDER BY receiver LIMIT ?",
                    Deliveries::row,
                    document.toString(),
                    after == null ? "" : after.value(),
                    limit)
                .stream()
                .map(delivery -> withReports(sql, delivery))
                .toList());
  }

  /**
   * What a document of ours became at the receivers this installation works for too; who has not
   * got it, or returned it, is not there.
   */
  public SortedMap<AgencyCode, DocumentId> arrivedAs(DocumentId document) {
    var arrived = new TreeMap<AgencyCode, DocumentId>();
    database.read(
        sql ->
            sql.query(
                "SELECT a.agency, a.document FROM delivery d JOIN arrival a ON a.agency = d.receiver"
                    + " AND a.sender = d.agency AND a.sender_document = d.packet_document"
                    + " WHERE d.document = ?",
                row ->
                    arrived.put(
                        new AgencyCode(row.text("agency")), DocumentId.parse(row.text("document"))),
                document.toString()));
    return arrived;
  }

  /** The statuses a receiver has reported of a document of ours, by the packet's name for it. */
  public Set<StatusCode> reported(AgencyCode us, String packetDocument, AgencyCode reporter) {
    return Set.copyOf(
        database.read(
            sql ->
                sql.query(
                    "SELECT s.code FROM delivery d JOIN delivery_status s ON s.delivery = d.id"
                        + " WHERE d.agency = ? AND d.packet_document = ? AND d.receiver = ?",
                    row -> StatusCode.ofCode(row.text("code")),
                    us.value(),
                    packetDocument,
                    reporter.value())));
  }

  /**
   * Deliveries of which nothing has been reported, by id. Reads the whole table.
   *
   * @param after the last one of the page before, null for the first
   */
  public List<Unanswered> unanswered(Instant since, @Nullable DeliveryId after, int limit) {
    return database.read(
        sql ->
            sql.query(
                "SELECT id, document, agency, receiver, packet FROM delivery"
                    + " WHERE id > ? AND status = ? AND dispatched_at >= ? ORDER BY id LIMIT ?",
                row ->
                    Unanswered.of(
                        DeliveryId.parse(row.text("id")),
                        DocumentId.parse(row.text("document")),
                        new AgencyCode(row.text("agency")),
                        new AgencyCode(row.text("receiver")),
                        row.bytes("packet")),
                after == null ? "" : after.toString(),
                NOTHING_REPORTED,
                since,
                limit));
  }

  private static Delivery withReports(Sql sql, Delivery d) {
    var reports =
        sql.query(
            "SELECT code, reported_at, recorded_at, note FROM delivery_status WHERE delivery = ? ORDER BY code",
            row ->
                new Delivery.Report(
                    StatusCode.ofCode(row.text("code")),
                    row.instant("reported_at"),
                    row.instant("recorded_at"),
                    row.text("note")),
            d.id().toString());
    return new Delivery(
        d.id(), d.document(), d.receiver(), d.status(), d.dispatchedAt(), d.changedAt(), reports);
  }

  private static Delivery row(Row row) {
    var status = row.text("status");
    return new Delivery(
        DeliveryId.parse(row.text("id")),
        DocumentId.parse(row.text("document")),
        new AgencyCode(row.text("receiver")),
        status.equals(NOTHING_REPORTED) ? null : StatusCode.ofCode(status),
        row.instant("dispatched_at"),
        row.instant("changed_at"),
        List.of());
  }

  private DocumentPacket packet(Issued issued, Agency sender, Agency receiver, Instant now) {
    var number = issued.number();
    var metadata = issued.metadata();
    var signer = directory.person(metadata.signer());
    var post = signer.flatMap(person -> person.postOn(number.date(), Role.LEADER));
    return new DocumentPacket(
        organization(sender),
        List.of(organization(receiver)),
        new PacketDocumentId(sender.code().value(), number.date(), number.code()).toString(),
        new DocumentPacket.DocumentCode(number.written(), number.symbol()),
        new DocumentPacket.PromulgationInfo(sender.place(), number.date()),
        new DocumentPacket.PacketDocumentType(2, null, metadata.type().vietnamese()),
        metadata.subject(),
        null,
        new DocumentPacket.SignerInfo(
            post.map(p -> p.prefix()).orElse(null),
            post.map(p -> p.title()).orElse("Lãnh đạo"),
            signer.map(p -> p.fullName()).orElse(metadata.signer())),
        metadata.dueDate(),
        OtherInfo.of(metadata.urgency()),
        List.of(),
        DocumentPacket.NO_STEERING,
        null,
        metadata.toPlaces(),
        List.of(),
        List.of(new TraceHeader(sender.code().value(), now)),
        Business.newDocument(),
        files(issued));
  }

  private List<PacketAttachment> files(Issued issued) {
    var files = new ArrayList<PacketAttachment>();
    var name = issued.number().code().replace('/', '-') + ".pdf";
    files.add(
        new PacketAttachment(
            MAIN_FILE, name, Attachment.PDF, "", issued.sealed(), content.size(issued.sealed())));
    for (var attachment : issued.attachments()) {
      files.add(PacketAttachment.of("attachment-" + files.size(), attachment));
    }
    return files;
  }

  static OrganizationInfo organization(Agency agency) {
    return new OrganizationInfo(
        agency.code().value(),
        agency.inCharge(),
        agency.name(),
        agency.address(),
        agency.email(),
        null,
        null,
        null);
  }
}
