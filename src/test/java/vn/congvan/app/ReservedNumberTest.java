package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.demo.Lab;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.IncomingState;
import vn.congvan.document.Issued;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Refused;
import vn.congvan.document.SetAside;
import vn.congvan.document.VietnamTime;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.testing.Eventually;

/** A node whose leaders sign number and date ({@code issue.number-mode = reserve}). */
class ReservedNumberTest {
  private static final Map<String, String> RESERVE = Map.of("issue.number-mode", "reserve");

  @TempDir Path data;

  @Test
  void aNumberIsKeptSignedIssuedAndArrivesOrStaysInTheBookAsCancelled() throws IOException {
    Lab.make(data);
    DocumentId issued;
    DocumentId unsigned;
    try (var node = Lab.start(data, RESERVE)) {
      issued = submitted(node, "V/v ký cả số");
      var returned = submitted(node, "V/v trả lại sau khi giữ số");
      unsigned = submitted(node, "V/v ký sau khi chạy lại");

      // What is not the PDF that was shown takes no number; what cannot be signed keeps one.
      var leader = Lab.people(node).somebody(Lab.CITY, Role.LEADER);
      var other = new ContentHash("0".repeat(64));
      var refused =
          catchThrowableOfType(
              Refused.class,
              () -> node.desk().perform(new Act.Sign(leader, "test", returned, other, null)));
      assertThat(refused.reason().code()).isEqualTo("SIGN.NOT_WHAT_WAS_SHOWN");
      assertThat(document(node, returned).number()).isNull();
      cannotBeSigned(node, returned);
      cannotBeSigned(node, returned);
      assertThat(number(node, returned)).isEqualTo(1);
      node.desk().perform(new Act.Return(leader, "test", returned, "Sửa căn cứ"));

      Lab.people(node).sign(document(node, issued));
      assertThat(number(node, issued)).isEqualTo(2);
      cannotBeSigned(node, unsigned);
      Eventually.found(() -> inState(node, issued, OutgoingState.AWAITING_ISSUE));
    }

    // Another mode from now on: what has its number keeps it, and what the leader signed holds it.
    try (var node = Lab.start(data, Map.of())) {
      Lab.people(node).sign(document(node, unsigned));
      Eventually.found(() -> inState(node, unsigned, OutgoingState.AWAITING_ISSUE));
      bookSays(node, issued, 9);
      var another = catchThrowableOfType(Refused.class, () -> issue(node, issued));
      assertThat(another.reason().code()).isEqualTo("E14.ANOTHER_NUMBER");
      bookSays(node, issued, 2);
      assertThat(issue(node, issued).number().number()).isEqualTo(2);
      assertThat(issue(node, unsigned).number().number()).isEqualTo(3);
      var ordinary = submitted(node, "V/v số do văn thư cấp");
      Lab.people(node).sign(document(node, ordinary));
      Eventually.found(() -> inState(node, ordinary, OutgoingState.AWAITING_ISSUE));
      assertThat(document(node, ordinary).number()).isNull();
      assertThat(issue(node, ordinary).number().number()).isEqualTo(4);
      Eventually.found(
          () ->
              Optional.of(node.incoming().waiting(Lab.WARD, 10, IncomingState.ARRIVED))
                  .filter(arrived -> arrived.size() == 3));

      assertThat(
              node.book().year(Lab.CITY, VietnamTime.dayOf(Clock.systemUTC().instant()).getYear()))
          .extracting(line -> line.number().number() + " " + line.state())
          .containsExactly("1 CANCELLED", "2 ISSUED", "3 ISSUED", "4 ISSUED");
      assertThat(trail(node, issued))
          .containsSubsequence(
              "document.prepared",
              "number.reserved",
              "document.signed",
              "seal.refused",
              "seal.requested",
              "document.issued");
      node.keeper().publishNow();
      assertThat(node.logCheck().run().problems()).isEmpty();
    }
  }

  /** The leader asks while the file is away; afterwards it is there again. */
  private static void cannotBeSigned(Node node, DocumentId id) throws IOException {
    var file = node.content().path(document(node, id).main());
    var away = file.resolveSibling("away");
    Files.move(file, away);
    var failed =
        catchThrowableOfType(SetAside.class, () -> Lab.people(node).sign(document(node, id)));
    assertThat(failed.reason().code()).isEqualTo("CONTENT.MISSING");
    Files.move(away, file);
    assertThat(document(node, id).state()).isEqualTo(OutgoingState.AWAITING_SIGNATURE);
  }

  /** As after somebody's hand in the database. */
  private static void bookSays(Node node, DocumentId id, int number) {
    node.database()
        .inUnit(
            "another number",
            sql ->
                sql.update(
                    "UPDATE outgoing_document SET number = ? WHERE id = ?", number, id.toString()));
  }

  private static DocumentId submitted(Node node, String subject) {
    var id = Lab.submit(node, subject, Lab.WARD);
    Eventually.found(() -> inState(node, id, OutgoingState.AWAITING_SIGNATURE));
    return id;
  }

  private static Issued issue(Node node, DocumentId id) {
    var clerk = Lab.people(node).somebody(Lab.CITY, Role.CLERK);
    return (Issued) node.desk().perform(new Act.Issue(clerk, "test", id, null));
  }

  private static int number(Node node, DocumentId id) {
    return Objects.requireNonNull(document(node, id).number()).number();
  }

  private static OutgoingDocument document(Node node, DocumentId id) {
    return node.outgoing().find(id).orElseThrow();
  }

  private static Optional<OutgoingDocument> inState(Node node, DocumentId id, OutgoingState state) {
    return node.outgoing().find(id).filter(document -> document.state() == state);
  }

  private static List<String> trail(Node node, DocumentId id) {
    return node.audit().history("%s:document:%s".formatted(Lab.CITY, id)).stream()
        .map(logged -> logged.type())
        .toList();
  }
}
