package vn.congvan.approval;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.directory.Directory;
import vn.congvan.directory.KeyHolding;
import vn.congvan.directory.Person;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.Actor;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Fact;
import vn.congvan.document.Ids;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.SetAside;
import vn.congvan.document.VietnamTime;
import vn.congvan.register.NumberRequest;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.signing.CertificateGate;
import vn.congvan.signing.NumberAndDate;

/**
 * Whose turn it is to sign, and what.
 *
 * @param leader who asks, and may
 */
record Turn(OutgoingDocument document, Person leader) {

  /**
   * @param shown what the leader was shown
   * @throws Refused when it is not this leader's to sign, was handled already, or is not what the
   *     leader was shown
   */
  static Turn toSign(
      OutgoingRegister register,
      Directory directory,
      Act act,
      DocumentId id,
      ContentHash shown,
      Instant now) {
    var turn = toSign(register, directory, act, id, now);
    if (!turn.document.main().equals(shown)) {
      throw recorded(notWhatWasShown(), act, id, Fact.Subject.pdf(shown), now);
    }
    return turn;
  }

  static Turn toSign(
      OutgoingRegister register, Directory directory, Act act, DocumentId id, Instant now) {
    var document = register.get(id, act.actor().agency());
    var leader = directory.require(act.actor(), Role.LEADER, VietnamTime.dayOf(now));
    if (!leader.ref().equals(document.metadata().signer())) {
      throw recorded(notYours(), act, id, Fact.Subject.pdf(document.main()), now);
    }
    if (document.state() != OutgoingState.AWAITING_SIGNATURE) {
      throw new Refused(
          new Reason(
              "E10.ALREADY_HANDLED",
              "Văn bản không còn chờ ký: hiện ở trạng thái \"%s\"."
                  .formatted(document.state().vietnamese()),
              "the document does not wait for a signature: it is %s".formatted(document.state())));
    }
    return new Turn(document, leader);
  }

  /** What the leader must be told although these certificates' keys may sign; null for nothing. */
  @Nullable Reason hold(
      CertificateGate gate, Collection<List<X509Certificate>> chains, Act act, Instant now) {
    try {
      return gate.hold(chains, CertificateGate.Whose.LEADER).orElse(null);
    } catch (Refused refused) {
      throw recorded(refused, act, document.id(), Fact.Subject.pdf(document.main()), now);
    }
  }

  /** A number in the agency's series, for what is to be signed with it. */
  NumberRequest request(Directory directory, Act act, Instant now, @Nullable Reason warning) {
    var header =
        new EventHeader(
            Ids.next(now), document.id(), act.actor().agency(), act.actor(), now, act.channel());
    var series = directory.agency(document.agency()).seriesOf(document.metadata().type());
    return new NumberRequest(header, series, warning);
  }

  /** What was kept for the document before; null when it gets its number from the clerk. */
  @Nullable NumberAndDate numbered(Directory directory) {
    var number = document.number();
    return number == null
        ? null
        : new NumberAndDate(
            number.line(), number.placeAndDate(directory.agency(document.agency()).place()));
  }

  static Refused notWhatWasShown() {
    return new Refused(
        new Reason(
            "SIGN.NOT_WHAT_WAS_SHOWN",
            "Văn bản đã thay đổi so với bản bạn xem. Mở lại văn bản, xem rồi ký.",
            "the document is not the one you were shown; open it again and read it before signing"));
  }

  static Person allowed(Directory directory, Actor actor, String signer, Instant now) {
    var leader = directory.require(actor, Role.LEADER, VietnamTime.dayOf(now));
    if (!leader.ref().equals(signer)) {
      throw notYours();
    }
    return leader;
  }

  private static Refused notYours() {
    return new Refused(
        new Reason(
            "E09.NOT_YOURS_TO_SIGN",
            "Văn bản này trình người khác ký. Chuyển cho đúng người ký.",
            "this document was submitted to another leader"));
  }

  /**
   * A signature that was asked for and not given is a part of the document's story.
   *
   * @param wanted what was to be signed
   */
  private static Refused recorded(
      Refused refused, Act act, DocumentId id, Fact.Subject wanted, Instant now) {
    var header =
        new EventHeader(Ids.next(now), id, act.actor().agency(), act.actor(), now, act.channel());
    var fact =
        Fact.of("signature.refused", header.stream(), header)
            .object(wanted)
            .ended(Fact.Outcome.DENIED, refused.reason().code())
            .causedBy(act instanceof Act.Sign sign ? sign.approval() : null);
    return new Refused(refused.reason(), List.of(fact));
  }

  static KeyHolding key(Person person) {
    var key = person.key();
    if (key == null) {
      throw new SetAside(
          new Reason(
              "SIGN.NO_KEY",
              "Người ký %s chưa có khóa ký trên hệ thống này. Nhờ quản trị khai báo khóa."
                  .formatted(person.ref()),
              "the signer %s has no key here; have the administrator set it up"
                  .formatted(person.ref())));
    }
    return key;
  }
}
