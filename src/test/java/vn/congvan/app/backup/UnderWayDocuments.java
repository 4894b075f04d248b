package vn.congvan.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import vn.congvan.app.Node;
import vn.congvan.app.demo.Lab;
import vn.congvan.app.route.Routes;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.IncomingState;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.StatusCode;
import vn.congvan.document.Upload;
import vn.congvan.exchange.Delivery;
import vn.congvan.testing.Eventually;

/** One document at every place of the journey, with its message in the queue where there is one. */
final class UnderWayDocuments {
  private static final List<StatusCode> ALL_THE_WAY =
      List.of(
          StatusCode.ARRIVED,
          StatusCode.REGISTERED,
          StatusCode.ASSIGNED,
          StatusCode.IN_PROGRESS,
          StatusCode.DONE);

  /** Each document by where it is. */
  final Map<String, DocumentId> at = new LinkedHashMap<>();

  private final Node node;
  private final List<String> suspended = new ArrayList<>();

  UnderWayDocuments(Node node) {
    this.node = node;
  }

  void make() throws IOException {
    put("done at both", Lab.WARD, Lab.COMMUNE);
    issue("done at both");
    finish(node, Lab.WARD, arrived(node, Lab.WARD));
    finish(node, Lab.COMMUNE, arrived(node, Lab.COMMUNE));
    Eventually.found(() -> allTheWay(node, id(at, "done at both")));
    put("waits for the leader", Lab.WARD);
    put("waits for the clerk", Lab.WARD);
    sign("waits for the clerk");

    suspend(Routes.receiving(Lab.CITY));
    put("returned, sender not told", Lab.COMMUNE);
    issue("returned, sender not told");
    refuse(arrived(node, Lab.COMMUNE));
    // Its gate takes no packet of three files.
    var annexes = List.of(annex("1.pdf"), annex("2.pdf"));
    at.put("refused, sender not told", Lab.submit(node, "V/v refused", annexes, Lab.COMMUNE));
    until(node, id(at, "refused, sender not told"), OutgoingState.AWAITING_SIGNATURE);
    issue("refused, sender not told");
    Eventually.found(
        () ->
            Optional.of(
                    numbers(
                        node,
                        "SELECT count(*) AS x FROM audit_stream WHERE stream LIKE '%s:document:%%'"
                            .formatted(Lab.COMMUNE)))
                .filter(List.of(3L)::equals));
    put("finished, sender not told", Lab.COMMUNE);
    issue("finished, sender not told");
    finish(node, Lab.COMMUNE, arrived(node, Lab.COMMUNE));
    put("arrived, sender not told", Lab.COMMUNE);
    issue("arrived, sender not told");
    arrived(node, Lab.COMMUNE);

    suspend(Routes.receiving(Lab.WARD));
    put("in the receiver's inbox", Lab.WARD);
    issue("in the receiver's inbox");
    suspend("dispatch");
    put("issued, not sent", Lab.WARD, Lab.COMMUNE);
    sign("issued, not sent");
    Lab.people(node).issue(Lab.CITY, id(at, "issued, not sent"));
    suspend("check");
    put("signed, not checked", Lab.WARD);
    Lab.people(node).sign(node.outgoing().find(id(at, "signed, not checked")).orElseThrow());
    setAside("set aside", "set aside, then resumed");
    suspend("prepare");
    var resumed = id(at, "set aside, then resumed");
    node.shelf().waiting(10).stream()
        .filter(item -> resumed.equals(item.document()))
        .forEach(item -> node.admin().resume(item.id().toString()));
    at.put("submitted", Lab.submit(node, "V/v submitted", Lab.COMMUNE));
    Eventually.found(() -> Optional.of(node.outbox().waiting()).filter(waiting -> waiting == 0));
  }

  /** Lets it go on after the backup, as far as it gets without people. */
  void goOn() {
    suspended.forEach(route -> node.routes().resume(route));
    until(node, id(at, "submitted"), OutgoingState.AWAITING_SIGNATURE);
    until(node, id(at, "set aside, then resumed"), OutgoingState.AWAITING_SIGNATURE);
    until(node, id(at, "signed, not checked"), OutgoingState.AWAITING_ISSUE);
    until(node, id(at, "issued, not sent"), OutgoingState.DISPATCHED);
    Eventually.found(() -> reported(node, id(at, "issued, not sent")));
    Eventually.found(() -> reported(node, id(at, "in the receiver's inbox")));
    Eventually.found(() -> allTheWay(node, id(at, "finished, sender not told")));
    Eventually.found(() -> reported(node, id(at, "returned, sender not told")));
    Eventually.found(() -> reported(node, id(at, "refused, sender not told")));
  }

  /** Does what people have to, on a restored node, until all of it is done. */
  static void finishAll(Node restored, Map<String, DocumentId> at) {
    var people = Lab.people(restored);
    for (var waiting : List.of("submitted", "waits for the leader", "set aside, then resumed")) {
      until(restored, id(at, waiting), OutgoingState.AWAITING_SIGNATURE);
      people.sign(restored.outgoing().find(id(at, waiting)).orElseThrow());
    }
    for (var waiting :
        List.of(
            "submitted",
            "waits for the leader",
            "set aside, then resumed",
            "waits for the clerk",
            "signed, not checked")) {
      until(restored, id(at, waiting), OutgoingState.AWAITING_ISSUE);
      people.issue(Lab.CITY, id(at, waiting));
    }
    var aside = id(at, "set aside");
    assertThat(restored.outgoing().find(aside).orElseThrow().state())
        .as("what is on the shelf is the clerk's")
        .isEqualTo(OutgoingState.SUBMITTED);
    assertThat(restored.shelf().waiting(10)).hasSize(1);
    restored.admin().resume(restored.shelf().waiting(10).get(0).id().toString());
    until(restored, aside, OutgoingState.AWAITING_SIGNATURE);
    people.sign(restored.outgoing().find(aside).orElseThrow());
    until(restored, aside, OutgoingState.AWAITING_ISSUE);
    people.issue(Lab.CITY, aside);
    at.values().forEach(id -> until(restored, id, OutgoingState.DISPATCHED));
    var back = List.of(id(at, "returned, sender not told"), id(at, "refused, sender not told"));
    Eventually.found(
        () -> {
          for (var receiver : List.of(Lab.WARD, Lab.COMMUNE)) {
            for (var arrived : restored.incoming().waiting(receiver, 20, IncomingState.ARRIVED)) {
              finish(restored, receiver, arrived.id());
            }
          }
          return Optional.of(at.values())
              .filter(
                  all ->
                      all.stream()
                          .filter(id -> !back.contains(id))
                          .allMatch(id -> allTheWay(restored, id).isPresent()));
        });
    back.forEach(id -> Eventually.found(() -> ended(restored, id)));
  }

  /** What must hold when all is done. */
  static void check(Node node, Map<String, DocumentId> at) {
    for (var document : at.entrySet()) {
      var codes =
          document.getKey().startsWith("returned")
              ? List.of(StatusCode.ARRIVED, StatusCode.REFUSED)
              : document.getKey().startsWith("refused") ? List.of(StatusCode.REFUSED) : ALL_THE_WAY;
      for (var delivery : node.deliveries().of(document.getValue())) {
        assertThat(delivery.reports())
            .as(document.getKey())
            .extracting(Delivery.Report::code)
            .containsExactlyElementsOf(codes);
        assertThat(node.audit().history(Lab.CITY + ":delivery:" + delivery.id()))
            .as("%s: each status once in the log", document.getKey())
            .filteredOn(entry -> entry.type().equals("delivery.status"))
            .extracting(entry -> entry.after())
            .containsExactlyInAnyOrderElementsOf(codes.stream().map(StatusCode::code).toList());
      }
    }
    assertThat(numbers(node, "SELECT number AS x FROM outgoing_book ORDER BY number"))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, at.size()).boxed().toList());
    for (var receiver : List.of(Lab.WARD, Lab.COMMUNE)) {
      var arrivals =
          numbers(
              node,
              "SELECT arrival_number AS x FROM incoming_document WHERE arrival_number IS NOT NULL"
                  + " AND agency = '%s' ORDER BY arrival_number".formatted(receiver));
      assertThat(arrivals)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, arrivals.size()).boxed().toList());
    }
    assertThat(node.shelf().waiting(10)).isEmpty();
    assertThat(node.health().report().checks())
        .allSatisfy(check -> assertThat(check.reason()).as(check.name()).isNull());
    node.keeper().publishNow();
    assertThat(node.logCheck().run().problems()).isEmpty();
  }

  private static DocumentId id(Map<String, DocumentId> at, String where) {
    return Objects.requireNonNull(at.get(where), where);
  }

  private static List<Long> numbers(Node node, String query) {
    return node.database().read(sql -> sql.query(query, row -> row.number("x")));
  }

  private void put(String where, AgencyCode... receivers) {
    at.put(where, Lab.submit(node, "V/v " + where, receivers));
    until(node, id(at, where), OutgoingState.AWAITING_SIGNATURE);
  }

  /** The bytes of these are away when they are needed. */
  private void setAside(String... names) throws IOException {
    node.routes().suspend("prepare");
    for (var name : names) {
      at.put(name, Lab.submit(node, "V/v " + name, Lab.WARD));
    }
    var letter = node.content().path(node.outgoing().find(id(at, names[0])).orElseThrow().main());
    var away = letter.resolveSibling("away");
    Files.move(letter, away);
    node.routes().resume("prepare");
    Eventually.found(
        () -> Optional.of(node.shelf().count()).filter(count -> count == names.length));
    Files.move(away, letter);
  }

  private Upload annex(String name) {
    return Lab.upload(node, Lab.annex(), name);
  }

  private void sign(String where) {
    Lab.people(node).sign(node.outgoing().find(id(at, where)).orElseThrow());
    until(node, id(at, where), OutgoingState.AWAITING_ISSUE);
  }

  private void issue(String where) {
    sign(where);
    Lab.people(node).issue(Lab.CITY, id(at, where));
    until(node, id(at, where), OutgoingState.DISPATCHED);
  }

  private void suspend(String route) {
    node.routes().suspend(route);
    suspended.add(route);
  }

  private void refuse(DocumentId arrived) {
    var clerk = Lab.people(node).somebody(Lab.COMMUNE, Role.CLERK);
    node.desk().perform(new Act.Refuse(clerk, "test", arrived, "WRONG_RECEIVER", "Gửi nhầm nơi"));
  }

  private static void finish(Node node, AgencyCode receiver, DocumentId arrived) {
    var people = Lab.people(node);
    people.register(receiver, arrived);
    people.assign(receiver, arrived);
    people.start(receiver, arrived);
    people.finish(receiver, arrived);
  }

  private static DocumentId arrived(Node node, AgencyCode receiver) {
    return Eventually.found(
            () -> node.incoming().waiting(receiver, 10, IncomingState.ARRIVED).stream().findFirst())
        .id();
  }

  private static Optional<Boolean> allTheWay(Node node, DocumentId id) {
    return Optional.of(node.deliveries().of(id))
        .filter(all -> !all.isEmpty())
        .filter(all -> all.stream().allMatch(d -> d.reports().size() == ALL_THE_WAY.size()))
        .map(all -> true);
  }

  private static Optional<Boolean> ended(Node node, DocumentId id) {
    return Optional.of(node.deliveries().of(id))
        .filter(all -> all.stream().allMatch(d -> d.status() == StatusCode.REFUSED))
        .map(all -> true);
  }

  private static Optional<Boolean> reported(Node node, DocumentId id) {
    return Optional.of(node.deliveries().of(id))
        .filter(all -> !all.isEmpty() && all.stream().noneMatch(d -> d.status() == null))
        .map(all -> true);
  }

  private static void until(Node node, DocumentId id, OutgoingState state) {
    Eventually.found(() -> node.outgoing().find(id).filter(document -> document.state() == state));
  }
}
