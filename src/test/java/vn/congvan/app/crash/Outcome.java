package vn.congvan.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import vn.congvan.audit.AuditLog;
import vn.congvan.audit.LogCheck;
import vn.congvan.store.Database;

/** What must hold of an installation when all its work is done, whatever happened to it. */
final class Outcome {
  static final List<String> MIGRATIONS =
      List.of(
          "vn/congvan/audit/migration",
          "vn/congvan/register/migration",
          "vn/congvan/exchange/migration",
          "vn/congvan/signing/migration",
          "vn/congvan/app/migration");

  /** The default of the setting {@code log.origin}. */
  private static final String ORIGIN = "congvan.local/log/1";

  private static final List<String> ALL_THE_WAY = List.of("01", "03", "04", "05", "06");

  private final Database database;
  private final Path data;

  Outcome(Database database, Path data) {
    this.database = database;
    this.data = data;
  }

  /**
   * @param acknowledged ids of documents whose submission was acknowledged
   * @param checkpoints base64 roots by size, as they were published while the node lived
   */
  void check(Collection<String> acknowledged, Map<Long, String> checkpoints) {
    var documents = column("SELECT id AS x FROM outgoing_document");
    assertThat(documents).as("what was acknowledged is there").containsAll(acknowledged);
    assertThat(column("SELECT id AS x FROM outgoing_document WHERE state <> 'DISPATCHED'"))
        .as("unfinished")
        .isEmpty();

    checkNumbers(documents);
    checkArrivals(documents);
    checkStatuses();
    assertThat(column("SELECT id AS x FROM shelf")).as("nothing was set aside").isEmpty();
    checkLog(checkpoints);
  }

  private void checkNumbers(List<String> documents) {
    var numbers = numbers("SELECT number AS x FROM outgoing_book ORDER BY number");
    assertThat(numbers)
        .as("numbers without gap or double")
        .containsExactlyElementsOf(LongStream.rangeClosed(1, documents.size()).boxed().toList());
    assertThat(column("SELECT document AS x FROM outgoing_book"))
        .containsExactlyInAnyOrderElementsOf(documents);
    for (var receiver : CrashNode.COMMUNES) {
      assertThat(
              numbers(
                  "SELECT arrival_number AS x FROM incoming_document WHERE agency = '%s' ORDER BY arrival_number"
                      .formatted(receiver)))
          .as("arrival numbers of %s", receiver)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, documents.size()).boxed().toList());
    }
  }

  private void checkArrivals(List<String> documents) {
    for (var receiver : CrashNode.COMMUNES) {
      var arrived =
          column("SELECT code AS x FROM incoming_document WHERE agency = '%s'".formatted(receiver));
      assertThat(arrived)
          .as("each document once at %s", receiver)
          .doesNotHaveDuplicates()
          .hasSize(documents.size());
    }
  }

  private void checkStatuses() {
    var audit = new AuditLog(database, ORIGIN, "test", Clock.systemUTC());
    for (var delivery : column("SELECT id AS x FROM delivery")) {
      assertThat(
              column(
                  "SELECT code AS x FROM delivery_status WHERE delivery = '%s' ORDER BY code"
                      .formatted(delivery)))
          .as("statuses of delivery %s", delivery)
          .isEqualTo(ALL_THE_WAY);
      assertThat(audit.history(CrashNode.CITY + ":delivery:" + delivery))
          .filteredOn(entry -> entry.type().equals("delivery.status"))
          .extracting(entry -> entry.after())
          .as("each status of delivery %s once in the log", delivery)
          .containsExactlyInAnyOrderElementsOf(ALL_THE_WAY);
    }
  }

  private void checkLog(Map<Long, String> checkpoints) {
    var result = new LogCheck(database, ORIGIN, data.resolve("log")).run();
    assertThat(result.problems()).isEmpty();
    for (var published : checkpoints.entrySet()) {
      var root =
          database.read(
              sql ->
                  sql.queryOne(
                      "SELECT root FROM audit_checkpoint WHERE size = ?",
                      row -> row.bytes("root"),
                      published.getKey()));
      assertThat(root).as("the checkpoint of size %d", published.getKey()).isPresent();
      assertThat(HexFormat.of().formatHex(root.get()))
          .isEqualTo(
              HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(published.getValue())));
    }
    assertThat(checkpoints).as("checkpoints seen while it lived").hasSizeGreaterThan(3);
  }

  private List<String> column(String query) {
    return database.read(sql -> sql.query(query, row -> row.text("x")));
  }

  private List<Long> numbers(String query) {
    return database.read(sql -> sql.query(query, row -> row.number("x")));
  }
}
