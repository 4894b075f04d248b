package vn.congvan.web;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import vn.congvan.document.Act;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Signed;
import vn.congvan.document.SigningBegun;
import vn.congvan.register.OutgoingRegister;

/** Signing with the leader's own device: prepare here, sign there, complete here. */
final class SigningApi {
  private final Desk desk;
  private final OutgoingRegister register;

  SigningApi(Backend backend) {
    this.desk = backend.desk();
    this.register = backend.outgoing();
  }

  /** A session as the contract shows it. */
  record SessionView(
      String session,
      OffsetDateTime expiresAt,
      String shown,
      String scheme,
      String digestAlgorithm,
      String documentDigest,
      String toSign) {
    static SessionView of(SigningBegun begun) {
      var offer = begun.offer();
      return new SessionView(
          begun.session().toString(),
          Views.time(begun.expires()),
          begun.shown().hex(),
          offer.scheme(),
          offer.digestAlgorithm(),
          offer.documentDigest(),
          offer.toSign());
    }
  }

  Map<String, Operate> operations() {
    return Map.of("beginSigning", this::begin, "finishSigning", this::finish);
  }

  private Answer begin(Call call) {
    var form = call.text("form");
    var begun =
        desk.perform(
            new Act.BeginSigning(
                call.actor(),
                call.channel(),
                call.id(),
                new ContentHash(call.text("shown")),
                call.texts("certificates"),
                call.text("padding"),
                form.isEmpty() ? "RAW" : form));
    if (!(begun instanceof SigningBegun session)) {
      throw new IllegalStateException("the route begins no session: " + begun);
    }
    return Answer.ok(SessionView.of(session));
  }

  private Answer finish(Call call) {
    var done =
        desk.perform(
            new Act.FinishSigning(
                call.actor(),
                call.channel(),
                call.id(),
                UUID.fromString(call.path("session")),
                call.text("signature")));
    return Answer.ok(
        OutgoingView.of(
            register.get(call.id(), call.actor().agency()),
            null,
            done instanceof Signed signed ? signed.warning() : null));
  }
}
