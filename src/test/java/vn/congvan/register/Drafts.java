package vn.congvan.register;

import java.time.Clock;
import java.util.List;
import vn.congvan.directory.Offices;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.AwaitingIssue;
import vn.congvan.document.AwaitingSignature;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentType;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.Metadata;
import vn.congvan.document.Signed;
import vn.congvan.document.Submitted;
import vn.congvan.document.Urgency;
import vn.congvan.store.Database;

/** Documents for tests, brought to a state by the register's own steps. */
public final class Drafts {
  public static final ContentHash SOME_BYTES = new ContentHash("ab".repeat(32));
  public static final String MIGRATION = "vn/congvan/register/migration";

  private final Database database;
  private final OutgoingRegister register;
  private final Clock clock;

  public Drafts(Database database, Clock clock) {
    this.database = database;
    this.register = new OutgoingRegister(database, clock);
    this.clock = clock;
  }

  public OutgoingRegister register() {
    return register;
  }

  public EventHeader header(DocumentId document, AgencyCode agency, String role) {
    return new EventHeader(
        Ids.next(clock.instant()),
        document,
        agency,
        Offices.actor(agency, role),
        clock.instant(),
        "test");
  }

  public static Metadata metadata() {
    return new Metadata(
        DocumentType.OFFICIAL_LETTER,
        "UBND-VX",
        "V/v đẩy mạnh chuyển đổi số",
        Offices.ref(Offices.CITY, "leader"),
        Urgency.NORMAL,
        List.of(Offices.NORTH, Offices.SOUTH),
        List.of("Như trên", "Lưu: VT"),
        null,
        null);
  }

  public DocumentId submitted() {
    var id = new DocumentId(Ids.next(clock.instant()));
    database.inUnit(
        "submit",
        sql -> {
          register.submit(
              new Submitted(
                  header(id, Offices.CITY, "officer"), SOME_BYTES, List.of(), metadata()));
          return id;
        });
    return id;
  }

  public DocumentId awaitingSignature() {
    var id = submitted();
    database.inUnit(
        "prepare",
        sql -> {
          register.awaitSignature(
              new AwaitingSignature(header(id, Offices.CITY, "system"), SOME_BYTES));
          return id;
        });
    return id;
  }

  public DocumentId awaitingIssue() {
    var id = awaitingSignature();
    signed(id);
    return id;
  }

  public void signed(DocumentId id) {
    database.inUnit(
        "sign",
        sql -> {
          register.sign(
              new Signed(
                  header(id, Offices.CITY, "leader"), SOME_BYTES, SOME_BYTES, SOME_BYTES, null));
          register.awaitIssue(new AwaitingIssue(header(id, Offices.CITY, "system"), SOME_BYTES));
          return id;
        });
  }
}
