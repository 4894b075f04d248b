package vn.congvan.web;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Act;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Issued;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Reason;
import vn.congvan.document.Signed;
import vn.congvan.exchange.Deliveries;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.register.Position;

/** Outgoing documents: what there is, and what leaders and clerks do with it. */
final class OutgoingApi {
  private static final int FIRST_DELIVERIES = 100;
  private static final Set<OutgoingState> NOT_ISSUED =
      EnumSet.of(
          OutgoingState.SUBMITTED,
          OutgoingState.AWAITING_SIGNATURE,
          OutgoingState.SIGNED,
          OutgoingState.AWAITING_ISSUE,
          OutgoingState.ISSUING,
          OutgoingState.RETURNED);

  private final Desk desk;
  private final OutgoingRegister register;
  private final Deliveries deliveries;

  OutgoingApi(Backend backend) {
    this.desk = backend.desk();
    this.register = backend.outgoing();
    this.deliveries = backend.deliveries();
  }

  Map<String, Operate> operations() {
    return Map.of(
        "listOutgoing", this::list,
        "getDocument", call -> now(get(call)),
        "listDeliveries", this::deliveries,
        "getDocumentFile", this::file,
        "getDocumentAttachment", this::attachment,
        "signDocument", this::sign,
        "returnDocument", this::giveBack,
        "issueDocument", this::issue,
        "cancelDocument", this::cancel);
  }

  private Answer list(Call call) {
    var agency = call.actor().agency();
    var signer = call.query("signer").map(ref -> ref.equals("me") ? call.actor().ref() : ref);
    var after = call.query("cursor").map(Cursor::position);
    var found =
        register.page(
            agency, states(call), signer.orElse(null), after.orElse(null), call.limit() + 1);
    return Answer.ok(
        Pages.page(
            found,
            call.limit(),
            document -> OutgoingView.of(document, null),
            last -> Cursor.of(new Position(last.submittedAt(), last.id()))));
  }

  private static Set<OutgoingState> states(Call call) {
    var waiting = call.query("waiting");
    var state = call.query("state").map(OutgoingState::valueOf);
    if (waiting.isPresent() && state.isPresent()) {
      throw Problems.field(
          "waiting", "không dùng cùng với state", "it does not go together with 'state'");
    }
    return waiting
        .map(OutgoingApi::waitingFor)
        .orElseGet(() -> state.<Set<OutgoingState>>map(EnumSet::of).orElse(NOT_ISSUED));
  }

  private static Set<OutgoingState> waitingFor(String whom) {
    return switch (whom) {
      case "signature" -> EnumSet.of(OutgoingState.AWAITING_SIGNATURE);
      case "issue" -> EnumSet.of(OutgoingState.AWAITING_ISSUE, OutgoingState.ISSUING);
      case "author" -> EnumSet.of(OutgoingState.RETURNED);
      case "node" ->
          EnumSet.of(OutgoingState.SUBMITTED, OutgoingState.SIGNED, OutgoingState.ISSUED);
      default -> throw new IllegalStateException("the contract lets '%s' in".formatted(whom));
    };
  }

  private Answer deliveries(Call call) {
    var after = call.query("cursor").map(cursor -> Cursor.read(cursor, AgencyCode::new));
    return Answer.ok(page(get(call).id(), after.orElse(null), call.limit()));
  }

  private Answer file(Call call) {
    var document = get(call);
    var number = document.number();
    var name =
        (number == null ? document.id().toString() : number.code().replace('/', '-')) + ".pdf";
    return Files.answer(call, Files.main(document.main(), name));
  }

  private Answer attachment(Call call) {
    return Files.answer(
        call, Files.attachment(get(call).attachments(), call.pathNumber("position")));
  }

  private Answer sign(Call call) {
    var done =
        desk.perform(
            new Act.Sign(
                call.actor(),
                call.channel(),
                call.id(),
                new ContentHash(call.text("shown")),
                null));
    return now(get(call), done instanceof Signed signed ? signed.warning() : null);
  }

  private Answer giveBack(Call call) {
    desk.perform(new Act.Return(call.actor(), call.channel(), call.id(), call.text("note")));
    return now(get(call));
  }

  private Answer issue(Call call) {
    var named = call.text("shown");
    var shown = named.isEmpty() ? null : new ContentHash(named);
    var done = desk.perform(new Act.Issue(call.actor(), call.channel(), call.id(), shown));
    return now(get(call), done instanceof Issued issued ? issued.warning() : null);
  }

  private Answer cancel(Call call) {
    desk.perform(new Act.Cancel(call.actor(), call.channel(), call.id(), call.text("note")));
    return now(get(call));
  }

  private OutgoingDocument get(Call call) {
    return register.get(call.id(), call.actor().agency());
  }

  private Answer now(OutgoingDocument document) {
    return now(document, null);
  }

  private Answer now(OutgoingDocument document, @Nullable Reason warning) {
    var sent =
        document.state() == OutgoingState.DISPATCHED
            ? page(document.id(), null, FIRST_DELIVERIES)
            : null;
    return Answer.ok(OutgoingView.of(document, sent, warning));
  }

  private Views.Page page(DocumentId document, @Nullable AgencyCode after, int limit) {
    return Pages.page(
        deliveries.page(document, after, limit + 1),
        limit,
        DeliveryView::of,
        last -> Cursor.of(last.receiver().value()));
  }
}
