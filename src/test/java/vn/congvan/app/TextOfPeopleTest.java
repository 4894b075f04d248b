package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.demo.Lab;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentType;
import vn.congvan.document.IncomingState;
import vn.congvan.document.Metadata;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Refused;
import vn.congvan.document.StatusCode;
import vn.congvan.document.Urgency;
import vn.congvan.document.WrittenText;
import vn.congvan.testing.Eventually;

/** What people write is refused where they write it, never later, when nobody can type it again. */
class TextOfPeopleTest {
  private static final List<String> NOT_SHOWN =
      List.of("mất\u0000chữ", "\u001b[2J", "\u009b2J", "nửa \ud83d chữ", "\u202efdp.exe", "\uffff");

  @TempDir Path data;

  @Test
  void everyNoteIsRefusedWhenItCannotBeShownOrIsTooLong() throws IOException {
    Lab.make(data);
    try (var node = Lab.start(data, Map.of())) {
      var desk = node.desk();
      var id = Lab.submit(node, "Văn bản có ý kiến", Lab.WARD, Lab.COMMUNE);
      until(node, id, OutgoingState.AWAITING_SIGNATURE);
      var leader = actor(node, Lab.CITY, Role.LEADER);
      refusesBadNotes(node, note -> new Act.Return(leader, "test", id, note));
      Lab.people(node).sign(node.outgoing().find(id).orElseThrow());
      until(node, id, OutgoingState.AWAITING_ISSUE);
      var clerk = actor(node, Lab.CITY, Role.CLERK);
      refusesBadNotes(node, note -> new Act.Cancel(clerk, "test", id, note));
      Lab.people(node).issue(Lab.CITY, id);

      var atWard = arrival(node, Lab.WARD);
      var wardClerk = actor(node, Lab.WARD, Role.CLERK);
      refusesBadNotes(node, note -> new Act.Refuse(wardClerk, "test", atWard, "OTHER", note));
      assertThat(code(node, new Act.Refuse(wardClerk, "test", atWard, "khác\n", "Nhầm")))
          .isEqualTo("REGISTER.REASON_CODE");
      var atCommune = arrival(node, Lab.COMMUNE);
      Lab.people(node).register(Lab.COMMUNE, atCommune);
      var head = actor(node, Lab.COMMUNE, Role.LEADER);
      var officer = actor(node, Lab.COMMUNE, Role.OFFICER);
      refusesBadNotes(
          node,
          note -> new Act.Assign(head, "test", atCommune, officer.ref(), List.of(), null, note));
      Lab.people(node).assign(Lab.COMMUNE, atCommune);
      Lab.people(node).start(Lab.COMMUNE, atCommune);
      refusesBadNotes(node, note -> new Act.Finish(officer, "test", atCommune, note));

      // Lines and tabs are what people write; they travel to the sender as they are.
      desk.perform(
          new Act.Refuse(wardClerk, "test", atWard, "WRONG_RECEIVER", " Gửi nhầm:\r\n\t2 lần 🖋 "));
      var told =
          Eventually.found(
              () ->
                  node.deliveries().of(id).stream()
                      .filter(delivery -> delivery.status() == StatusCode.REFUSED)
                      .findFirst());
      assertThat(told.reports().get(told.reports().size() - 1).note())
          .isEqualTo("Gửi nhầm:\n\t2 lần 🖋");
      assertThat(node.shelf().count()).isZero();
      node.keeper().publishNow();
      assertThat(node.logCheck().run().problems()).isEmpty();
    }
  }

  @Test
  void aSubjectAPlaceOrAFileNameThatCannotBeShownIsRefusedAtTheGate() throws IOException {
    Lab.make(data);
    try (var node = Lab.start(data, Map.of())) {
      for (var bad : NOT_SHOWN) {
        assertThat(submitted(node, bad, "Như trên", "a.pdf")).as(bad).isEqualTo("SUBMIT.SUBJECT");
        assertThat(submitted(node, "Trích yếu", bad, "a.pdf"))
            .as(bad)
            .isEqualTo("SUBMIT.TO_PLACES");
        assertThat(submitted(node, "Trích yếu", "Như trên", bad + "a.pdf"))
            .as(bad)
            .isEqualTo("SUBMIT.FILE_NAME");
      }
      assertThat(submitted(node, "hai\ndòng", "Như trên", "a.pdf")).isEqualTo("SUBMIT.SUBJECT");
      assertThat(data.resolve("content").resolve("quarantine")).isEmptyDirectory();
    }
  }

  private static String submitted(Node node, String subject, String place, String fileName) {
    var metadata =
        new Metadata(
            DocumentType.OFFICIAL_LETTER,
            "UBND-VX",
            subject,
            actor(node, Lab.CITY, Role.LEADER).ref(),
            Urgency.NORMAL,
            List.of(Lab.WARD),
            List.of(place),
            null,
            null);
    var annex = Lab.upload(node, Lab.annex(), fileName);
    var main = Lab.upload(node, Lab.letter(node), "Công văn.pdf");
    var officer = actor(node, Lab.CITY, Role.OFFICER);
    return code(node, new Act.Submit(officer, "test", metadata, main, List.of(annex)));
  }

  private static void refusesBadNotes(Node node, Function<String, Act> act) {
    for (var bad : NOT_SHOWN) {
      assertThat(code(node, act.apply("Ý kiến " + bad)))
          .as("%s", act.apply(bad))
          .isEqualTo("NOTE.CONTROL_CHARACTER");
    }
    assertThat(code(node, act.apply("x".repeat(WrittenText.MAX_NOTE + 1))))
        .isEqualTo("NOTE.TOO_LONG");
  }

  /** The code an act is refused with; a text that says so when it was not. */
  private static String code(Node node, Act act) {
    var refused = catchThrowableOfType(Refused.class, () -> node.desk().perform(act));
    return refused == null ? "not refused" : refused.reason().code();
  }

  private static Actor actor(Node node, AgencyCode agency, Role role) {
    return Lab.people(node).somebody(agency, role);
  }

  private static DocumentId arrival(Node node, AgencyCode receiver) {
    return Eventually.found(
            () -> node.incoming().waiting(receiver, 10, IncomingState.ARRIVED).stream().findFirst())
        .id();
  }

  private static void until(Node node, DocumentId id, OutgoingState state) {
    Eventually.found(() -> node.outgoing().find(id).filter(document -> document.state() == state));
  }
}
