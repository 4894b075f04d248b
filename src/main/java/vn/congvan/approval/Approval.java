package vn.congvan.approval;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.directory.Person;
import vn.congvan.document.Act;
import vn.congvan.document.Actor;
import vn.congvan.document.AwaitingIssue;
import vn.congvan.document.AwaitingSignature;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Returned;
import vn.congvan.document.SetAside;
import vn.congvan.document.Signed;
import vn.congvan.document.Submitted;
import vn.congvan.document.WrittenText;
import vn.congvan.register.NumberRequest;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.signing.CertificateGate;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.LeaderSignature;
import vn.congvan.signing.PdfSigner;
import vn.congvan.signing.PlainPdf;
import vn.congvan.signing.SigningKey;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;

/**
 * The leader's act. Every method here is the heavy part of a hop: it reads, signs or verifies, and
 * keeps new bytes in the content store, but changes no state; the register does that afterwards, in
 * a unit of work. Bytes kept by a hop that then fails are referred to by nothing and are collected
 * later.
 */
public final class Approval {
  private final OutgoingRegister register;
  private final Directory directory;
  private final ContentStore content;
  private final KeyRing keys;
  private final PdfSigner signer;
  private final PdfVerifier verifier;
  private final CertificateGate gate;
  private final PageAnchors anchors;
  private final Clock clock;

  public Approval(
      OutgoingRegister register,
      Directory directory,
      ContentStore content,
      KeyRing keys,
      PdfSigner signer,
      PdfVerifier verifier,
      CertificateGate gate,
      PageAnchors anchors,
      Clock clock) {
    this.register = register;
    this.directory = directory;
    this.content = content;
    this.keys = keys;
    this.signer = signer;
    this.verifier = verifier;
    this.gate = gate;
    this.anchors = anchors;
    this.clock = clock;
  }

  /** Makes the PDF plain and lays down its empty fields. Doing it again gives the same bytes. */
  public AwaitingSignature prepare(Submitted event) {
    var leader = person(event.metadata().signer());
    var image = keys.image(Turn.key(leader).image());
    var source = content.path(event.main());
    var metadata = event.metadata();
    var layout =
        PageLayout.of(
            source,
            anchors,
            new PageLayout.Asked(
                leader.fullName(),
                metadata.symbol(),
                metadata.urgency(),
                image.width(),
                image.height()));
    var second = keys.rules().second();
    if (second && leader.secondKey() == null) {
      throw noSecondKey(leader);
    }
    try (var plain = PlainPdf.prepare(source, layout, second)) {
      return new AwaitingSignature(byNode(event.header(), "prepare"), content.put(plain::writeTo));
    }
  }

  /**
   * Holds the leader's act to everything that must be true before a number is kept for it.
   *
   * @throws Refused when it is not this leader's to sign, was handled already, is not what the
   *     leader was shown, or a certificate's key must not sign
   */
  public NumberRequest gate(Act.Sign act) {
    var now = clock.instant();
    var turn = Turn.toSign(register, directory, act, act.document(), act.shown(), now);
    var leader = turn.leader();
    var chains = new ArrayList<>(List.of(keys.key(Turn.key(leader).place()).chain()));
    var second = second(leader);
    if (second != null && keys.rules().second()) {
      chains.add(second.chain());
    }
    var warning = turn.hold(gate, chains, act, now);
    return turn.request(directory, act, now, warning);
  }

  /**
   * Signs for the leader who asks, with the leader's own key; with its number and date where they
   * were kept for the document before.
   *
   * @throws Refused when it is not this leader's to sign, was handled already, or is not what the
   *     leader was shown
   */
  public Signed sign(Act.Sign act) {
    var now = clock.instant();
    var turn = Turn.toSign(register, directory, act, act.document(), act.shown(), now);
    var document = turn.document();
    var leader = turn.leader();
    var holding = Turn.key(leader);
    var key = keys.key(holding.place());
    var second = second(leader);
    var chains = new ArrayList<>(List.of(key.chain()));
    if (second != null && keys.rules().second()) {
      chains.add(second.chain());
    }
    var warning = turn.hold(gate, chains, act, now);
    var request =
        new LeaderSignature(
            key,
            keys.image(holding.image()),
            now.truncatedTo(ChronoUnit.SECONDS),
            leader.fullName(),
            null,
            second,
            turn.numbered(directory));
    var signed =
        signer.signAsLeader(
            content.path(document.main()),
            request,
            onDisk -> {
              if (!onDisk.equals(document.main())) {
                throw ContentStore.damaged(document.main());
              }
            });
    var header =
        new EventHeader(
            Ids.next(now), act.document(), act.actor().agency(), act.actor(), now, act.channel());
    return new Signed(
        header,
        document.main(),
        content.put(signed::writeTo),
        KeyRing.fingerprint(key),
        act.approval(),
        warning);
  }

  /**
   * @throws Refused when it is not this leader's to return, or no note says why
   */
  public Returned giveBack(Act.Return act) {
    var now = clock.instant();
    var document = register.get(act.document(), act.actor().agency());
    Turn.allowed(directory, act.actor(), document.metadata().signer(), now);
    var note = WrittenText.note(act.note());
    if (note.isEmpty()) {
      throw new Refused(
          new Reason(
              "RETURN.NOTE",
              "Trả lại người soạn phải có ý kiến. Ghi ý kiến rồi trả lại.",
              "returning a draft needs a note; write one"));
    }
    return new Returned(
        new EventHeader(
            Ids.next(now), act.document(), act.actor().agency(), act.actor(), now, act.channel()),
        note);
  }

  /**
   * Verifies the leader's signature with the verifier, which shares no code with the signer.
   *
   * @throws SetAside when it does not hold; the document goes no further
   */
  public AwaitingIssue check(Signed event) {
    var report =
        verifier.verify(
            content.path(event.signed()),
            clock.instant(),
            Expectations.signedByLeader().withLeaderCertificates(Set.of(event.certificate())));
    if (!report.valid()) {
      throw new SetAside(
          new Reason(
              "CHECK." + report.headline().code(),
              "Chữ ký của lãnh đạo không đạt: %s Văn bản không được ban hành; hủy và trình lại."
                  .formatted(report.headline().vi()),
              "the leader's signature does not hold: %s; cancel the document and submit it again"
                  .formatted(report.headline().en())));
    }
    return new AwaitingIssue(byNode(event.header(), "check"), event.signed());
  }

  private EventHeader byNode(EventHeader cause, String hop) {
    return new EventHeader(
        Ids.from(cause.id().toString(), hop),
        cause.document(),
        cause.agency(),
        Actor.node(cause.agency()),
        clock.instant(),
        "queue");
  }

  private Person person(String ref) {
    return directory
        .person(ref)
        .orElseThrow(
            () ->
                new SetAside(
                    new Reason(
                        "DIRECTORY.UNKNOWN_PERSON",
                        "Không còn người ký mang mã %s trong danh mục. Thêm lại hoặc hủy văn bản."
                            .formatted(ref),
                        "the signer %s is not in the directory any more; add them again or cancel the document"
                            .formatted(ref))));
  }

  /** Null when the leader has none; whether the document needs it is the document's to say. */
  private @Nullable SigningKey second(Person leader) {
    var holding = leader.secondKey();
    return holding == null ? null : keys.key(holding.place());
  }

  private static SetAside noSecondKey(Person person) {
    return new SetAside(
        new Reason(
            "SIGN.NO_SECOND_KEY",
            "Người ký %s chưa có khóa thứ hai (ML-DSA) mà cài đặt signing.second yêu cầu. Nhờ quản trị khai báo khóa."
                .formatted(person.ref()),
            "the signer %s has no second key (ML-DSA), which the setting signing.second asks for; have the administrator set it up"
                .formatted(person.ref())));
  }
}
