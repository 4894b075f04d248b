package vn.congvan.web;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import vn.congvan.document.Act;
import vn.congvan.document.IncomingState;
import vn.congvan.register.IncomingDocument;
import vn.congvan.register.IncomingRegister;
import vn.congvan.register.Position;

/** Incoming documents: what there is, and what clerks, leaders and officers do with it. */
final class IncomingApi {
  private static final Set<IncomingState> NOT_DONE =
      EnumSet.of(
          IncomingState.ARRIVED,
          IncomingState.REGISTERED,
          IncomingState.ASSIGNED,
          IncomingState.IN_PROGRESS);

  private final Desk desk;
  private final IncomingRegister register;

  IncomingApi(Backend backend) {
    this.desk = backend.desk();
    this.register = backend.incoming();
  }

  Map<String, Operate> operations() {
    return Map.of(
        "listIncoming", this::list,
        "getIncoming", this::now,
        "getIncomingFile", this::file,
        "getIncomingAttachment", this::attachment,
        "registerIncoming", this::register,
        "refuseIncoming", this::refuse,
        "assignIncoming", this::assign,
        "startIncoming", this::start,
        "finishIncoming", this::finish);
  }

  private Answer list(Call call) {
    var states =
        call.query("state")
            .map(IncomingState::valueOf)
            .<Set<IncomingState>>map(EnumSet::of)
            .orElse(NOT_DONE);
    var lead = call.query("lead").map(ref -> ref.equals("me") ? call.actor().ref() : ref);
    var after = call.query("cursor").map(Cursor::position);
    var found =
        register.page(
            call.actor().agency(), states, lead.orElse(null), after.orElse(null), call.limit() + 1);
    return Answer.ok(
        Pages.page(
            found,
            call.limit(),
            IncomingView::of,
            last -> Cursor.of(new Position(last.arrivedAt(), last.id()))));
  }

  private Answer file(Call call) {
    var document = get(call);
    return Files.answer(
        call, Files.main(document.main(), document.code().replace('/', '-') + ".pdf"));
  }

  private Answer attachment(Call call) {
    return Files.answer(
        call, Files.attachment(get(call).attachments(), call.pathNumber("position")));
  }

  private Answer register(Call call) {
    desk.perform(new Act.Register(call.actor(), call.channel(), call.id()));
    return now(call);
  }

  private Answer refuse(Call call) {
    desk.perform(
        new Act.Refuse(
            call.actor(), call.channel(), call.id(), call.text("reasonCode"), call.text("note")));
    return now(call);
  }

  private Answer assign(Call call) {
    desk.perform(
        new Act.Assign(
            call.actor(),
            call.channel(),
            call.id(),
            call.text("lead"),
            call.texts("supporting"),
            call.date("deadline").orElse(null),
            call.text("instruction")));
    return now(call);
  }

  private Answer start(Call call) {
    desk.perform(new Act.Start(call.actor(), call.channel(), call.id()));
    return now(call);
  }

  private Answer finish(Call call) {
    desk.perform(new Act.Finish(call.actor(), call.channel(), call.id(), call.text("note")));
    return now(call);
  }

  private IncomingDocument get(Call call) {
    return register.get(call.id(), call.actor().agency());
  }

  private Answer now(Call call) {
    return Answer.ok(IncomingView.of(get(call)));
  }
}
