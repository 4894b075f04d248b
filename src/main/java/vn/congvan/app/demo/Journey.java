package vn.congvan.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vn.congvan.app.Node;
import vn.congvan.directory.Role;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.IncomingState;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.StatusCode;
import vn.congvan.exchange.Delivery;
import vn.congvan.register.IncomingDocument;
import vn.congvan.register.OutgoingDocument;

/**
 * Carries one document on from wherever it stands: the people of the lab do what is theirs to do,
 * and the node the rest. So a document left by an interrupted run is carried on by the next.
 */
final class Journey {
  private static final int WAITING_AT_MOST = 1_000;

  /** What a receiver reports of a document that goes all the way. */
  static final List<StatusCode> ALL_THE_WAY =
      List.of(
          StatusCode.ARRIVED,
          StatusCode.REGISTERED,
          StatusCode.ASSIGNED,
          StatusCode.IN_PROGRESS,
          StatusCode.DONE);

  private final Node node;
  private final People people;
  private final Say say;
  private final DocumentId id;

  Journey(Node node, People people, Say say, DocumentId id) {
    this.node = node;
    this.people = people;
    this.say = say;
    this.id = id;
  }

  /** Until the clerk has issued it, or it was returned or cancelled. */
  OutgoingDocument toIssued() {
    while (true) {
      var document = document();
      var sender = document.agency();
      switch (document.state()) {
        case SUBMITTED, SIGNED -> awaitAfter(document.state());
        case AWAITING_SIGNATURE -> {
          people.sign(document);
          var leader = document.metadata().signer();
          say.step(
              sender,
              "%s (lãnh đạo) ký".formatted(name(leader)),
              "%s (leader) signs".formatted(name(leader)));
          awaitAfter(OutgoingState.SIGNED);
          say.step(
              sender,
              "Chữ ký được kiểm tra: hợp lệ; chờ văn thư ban hành",
              "The signature is checked and valid; it waits for the clerk");
        }
        case AWAITING_ISSUE, ISSUING -> issue(sender);
        case ISSUED, DISPATCHED, RETURNED, CANCELLED -> {
          return document;
        }
      }
    }
  }

  /** Until every receiver has done its work, or has refused. */
  void toDone() {
    var issued = toIssued();
    if (issued.state() == OutgoingState.RETURNED || issued.state() == OutgoingState.CANCELLED) {
      say.step(
          issued.agency(),
          "Văn bản dừng lại: " + issued.state().vietnamese(),
          "The document stops here: " + issued.state());
      return;
    }
    awaitAfter(OutgoingState.ISSUED);
    var deliveries = node.deliveries().of(id);
    say.step(
        issued.agency(),
        "Gửi %d nơi nhận: %s".formatted(deliveries.size(), receivers(deliveries)),
        "Sent to %d receivers: %s".formatted(deliveries.size(), receivers(deliveries)));
    for (var delivery : deliveries) {
      atReceiver(delivery.receiver());
    }
  }

  /** What the sender knows of the receiver, when that is at least this. */
  Delivery awaitReport(AgencyCode receiver, StatusCode code) {
    return Await.until(
        "status %s of %s from %s".formatted(code.code(), id, receiver),
        () -> Optional.of(delivery(receiver)).filter(delivery -> reported(delivery, code)));
  }

  /** What the receivers have reported so far, by their agency. */
  Set<StatusCode> reports(AgencyCode receiver) {
    var codes = new TreeSet<StatusCode>();
    delivery(receiver).reports().forEach(report -> codes.add(report.code()));
    return codes;
  }

  OutgoingDocument document() {
    return node.outgoing().find(id).orElseThrow();
  }

  private void issue(AgencyCode sender) {
    var clerk = people.somebody(sender, Role.CLERK);
    people.issue(sender, id);
    var number = document().number();
    var code = number == null ? "?" : number.code();
    say.step(
        sender,
        "%s (văn thư) ban hành: số %s, đã đóng dấu".formatted(people.nameOf(clerk), code),
        "%s (clerk) issues it: number %s, sealed".formatted(people.nameOf(clerk), code));
  }

  private void atReceiver(AgencyCode receiver) {
    var arrived =
        Await.until("arrival of %s at %s".formatted(id, receiver), () -> landed(receiver));
    if (arrived.isEmpty()) {
      return;
    }
    var here = arrived.get();
    if (here.state() == IncomingState.ARRIVED) {
      say.step(
          receiver,
          "Đã đến; chữ ký, con dấu, nơi nhận đều đúng",
          "Arrived; signature, seal and addressee are right");
      var clerk = people.somebody(receiver, Role.CLERK);
      people.register(receiver, here.id());
      here = node.incoming().get(here.id(), receiver);
      say.step(
          receiver,
          "%s (văn thư) vào sổ, số đến %d".formatted(people.nameOf(clerk), here.arrivalNumber()),
          "%s (clerk) registers it, arrival number %d"
              .formatted(people.nameOf(clerk), here.arrivalNumber()));
    }
    if (here.state() == IncomingState.REGISTERED) {
      var leader = people.somebody(receiver, Role.LEADER);
      people.assign(receiver, here.id());
      here = node.incoming().get(here.id(), receiver);
      var lead = String.valueOf(here.lead());
      say.step(
          receiver,
          "%s (lãnh đạo) phân công %s".formatted(people.nameOf(leader), name(lead)),
          "%s (leader) assigns it to %s".formatted(people.nameOf(leader), name(lead)));
    }
    var officer = people.nameOf(people.somebody(receiver, Role.OFFICER));
    if (here.state() == IncomingState.ASSIGNED) {
      people.start(receiver, here.id());
      here = node.incoming().get(here.id(), receiver);
      say.step(receiver, "%s bắt đầu xử lý".formatted(officer), "%s begins".formatted(officer));
    }
    if (here.state() == IncomingState.IN_PROGRESS) {
      people.finish(receiver, here.id());
      say.step(receiver, "%s hoàn thành".formatted(officer), "%s is done".formatted(officer));
    }
    ALL_THE_WAY.forEach(code -> awaitReport(receiver, code));
    var known = new ArrayList<String>();
    for (var code : reports(receiver)) {
      known.add(code.code() + " " + say.in(code.vietnamese(), Say.english(code)));
    }
    say.step(
        document().agency(),
        "Nơi nhận %s đã báo: %s".formatted(receiver, String.join(" · ", known)),
        "Receiver %s has reported: %s".formatted(receiver, String.join(" · ", known)));
  }

  /** Outer empty: not yet. Inner empty: nothing is left to do there. */
  private Optional<Optional<IncomingDocument>> landed(AgencyCode receiver) {
    var delivery = delivery(receiver);
    if (reported(delivery, StatusCode.DONE) || reported(delivery, StatusCode.REFUSED)) {
      return Optional.of(Optional.empty());
    }
    var sent = document();
    var number = sent.number();
    return node
        .incoming()
        .waiting(
            receiver,
            WAITING_AT_MOST,
            IncomingState.ARRIVED,
            IncomingState.REGISTERED,
            IncomingState.ASSIGNED,
            IncomingState.IN_PROGRESS)
        .stream()
        .filter(
            incoming ->
                number != null
                    && incoming.sender().equals(sent.agency())
                    && incoming.code().equals(number.code())
                    && incoming.date().equals(number.date()))
        .findFirst()
        .map(Optional::of);
  }

  private void awaitAfter(OutgoingState state) {
    Await.until(
        "%s to leave the state %s".formatted(id, state),
        () -> Optional.of(document()).filter(document -> document.state() != state));
  }

  private Delivery delivery(AgencyCode receiver) {
    return node.deliveries().of(id).stream()
        .filter(delivery -> delivery.receiver().equals(receiver))
        .findFirst()
        .orElseThrow();
  }

  private static boolean reported(Delivery delivery, StatusCode code) {
    return delivery.reports().stream().anyMatch(report -> report.code() == code);
  }

  private static String receivers(List<Delivery> deliveries) {
    return String.join(", ", deliveries.stream().map(d -> d.receiver().value()).toList());
  }

  private String name(String ref) {
    return node.directory().person(ref).map(person -> person.fullName()).orElse(ref);
  }
}
