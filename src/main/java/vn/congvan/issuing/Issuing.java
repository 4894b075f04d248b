package vn.congvan.issuing;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Agency;
import vn.congvan.directory.Directory;
import vn.congvan.directory.KeyHolding;
import vn.congvan.directory.Person;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Attachment;
import vn.congvan.document.Cancelled;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentNumber;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Fact;
import vn.congvan.document.Ids;
import vn.congvan.document.Issued;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.SealRequested;
import vn.congvan.document.VietnamTime;
import vn.congvan.document.WrittenText;
import vn.congvan.register.NumberRequest;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.signing.AttachmentSeal;
import vn.congvan.signing.CertificateGate;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PdfSigner;
import vn.congvan.signing.PlainPdf;
import vn.congvan.signing.Seal;
import vn.congvan.signing.SigningKey;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.validation.VerificationReport;

/**
 * The clerk's act. Beside {@link Copying}, the agency's key is used only here, only for a clerk
 * (Decree 30/2020, Article 32.2), and only on a file that bears the valid signature of somebody
 * competent on the day it was signed.
 */
public final class Issuing {
  private final OutgoingRegister register;
  private final Directory directory;
  private final ContentStore content;
  private final KeyRing keys;
  private final PdfSigner signer;
  private final PdfVerifier verifier;
  private final CertificateGate certificates;
  private final Clock clock;

  public Issuing(
      OutgoingRegister register,
      Directory directory,
      ContentStore content,
      KeyRing keys,
      PdfSigner signer,
      PdfVerifier verifier,
      CertificateGate certificates,
      Clock clock) {
    this.register = register;
    this.directory = directory;
    this.content = content;
    this.keys = keys;
    this.signer = signer;
    this.verifier = verifier;
    this.certificates = certificates;
    this.clock = clock;
  }

  /**
   * Holds the document to everything that must be true before a number is taken.
   *
   * @throws Refused when the actor is no clerk, the document is not to be issued now or is not what
   *     the clerk was shown, its signature does not hold, or a certificate's key must not sign
   * @throws vn.congvan.document.RetryLater when nobody answers now for a certificate, and that is
   *     needed
   */
  public NumberRequest gate(Act.Issue act) {
    var now = clock.instant();
    directory.require(act.actor(), Role.CLERK, VietnamTime.dayOf(now));
    var document = register.get(act.document(), act.actor().agency());
    if (document.state() != OutgoingState.AWAITING_ISSUE
        && document.state() != OutgoingState.ISSUING) {
      throw new Refused(
          new Reason(
              "E10.ALREADY_HANDLED",
              "Văn bản không chờ ban hành: hiện ở trạng thái \"%s\"."
                  .formatted(document.state().vietnamese()),
              "the document does not wait to be issued: it is %s".formatted(document.state())));
    }
    var header =
        new EventHeader(
            Ids.next(now), act.document(), act.actor().agency(), act.actor(), now, act.channel());
    try {
      requireShown(document, act.shown());
      return pass(document, header);
    } catch (Refused refused) {
      throw recorded(document, header, refused);
    }
  }

  private NumberRequest pass(OutgoingDocument document, EventHeader header) {
    var leader = holdSignature(document, header.at());
    var agency = directory.agency(document.agency());
    var holding = seal(agency);
    if (keys.rules().second() && agency.secondSeal() == null) {
      throw new Refused(
          new Reason(
              "ISSUE.NO_SECOND_SEAL",
              "Cơ quan %s chưa có khóa con dấu số thứ hai (ML-DSA) mà cài đặt signing.second yêu cầu. Nhờ quản trị khai báo."
                  .formatted(agency.name()),
              "agency %s has no second seal key (ML-DSA), which the setting signing.second asks for; have the administrator set it up"
                  .formatted(agency.code())));
    }
    var ofLeader = certificates.hold(keys.chain(leader.place()), CertificateGate.Whose.LEADER);
    var ofAgency = certificates.hold(chains(holding, agency), CertificateGate.Whose.AGENCY);
    return new NumberRequest(
        header,
        agency.seriesOf(document.metadata().type()),
        ofLeader.or(() -> ofAgency).orElse(null));
  }

  private List<List<X509Certificate>> chains(KeyHolding seal, Agency agency) {
    var chains = new ArrayList<>(List.of(keys.chain(seal.place())));
    var second = agency.secondSeal();
    if (second != null && keys.rules().second()) {
      chains.add(keys.chain(second.place()));
    }
    return chains;
  }

  private static void requireShown(OutgoingDocument document, @Nullable ContentHash shown) {
    if (shown != null && !document.main().equals(shown)) {
      throw new Refused(
          new Reason(
              "ISSUE.NOT_WHAT_WAS_SHOWN",
              "Văn bản đã thay đổi so với bản bạn xem. Mở lại văn bản, xem rồi ban hành.",
              "the document is not the one you were shown; open it again and read it before issuing"));
    }
  }

  /** A refusal of the agency's key belongs in the document's own stream of the log. */
  private static Refused recorded(OutgoingDocument document, EventHeader header, Refused refused) {
    return new Refused(
        refused.reason(),
        List.of(
            Fact.of("seal.refused", header.stream(), header)
                .object(Fact.Subject.pdf(document.main()))
                .ended(Fact.Outcome.DENIED, refused.reason().code())));
  }

  /** Uses the agency's key: fills number and date, seals, and seals every PDF attachment. */
  public Issued seal(SealRequested event) {
    var document = register.get(event.document(), event.agency());
    var agency = directory.agency(event.agency());
    var holding = seal(agency);
    var key = keys.key(holding.place());
    var second = second(agency);
    var number = event.number();
    var request =
        new Seal(
            key,
            keys.image(holding.image()),
            number.line(),
            number.placeAndDate(agency.place()),
            event.signingTime(),
            agency.name(),
            second);
    var sealed = signer.seal(content.path(document.main()), request);
    if (!sealed.baseHash().equals(document.main())) {
      throw ContentStore.damaged(document.main());
    }
    var main = content.put(sealed::writeTo);
    var header = event.header();
    var issued =
        new EventHeader(
            Ids.from(header.id().toString(), "issued"),
            header.document(),
            header.agency(),
            header.actor(),
            clock.instant(),
            header.channel());
    return new Issued(
        issued,
        number,
        document.metadata(),
        main,
        sealAttachments(document, key, second, number, event.signingTime(), agency),
        event.warning());
  }

  /**
   * @throws Refused when the actor is no clerk
   */
  public Cancelled cancel(Act.Cancel act) {
    var now = clock.instant();
    directory.require(act.actor(), Role.CLERK, VietnamTime.dayOf(now));
    var document = register.get(act.document(), act.actor().agency());
    var note = WrittenText.note(act.note());
    if (note.isEmpty()) {
      throw new Refused(
          new Reason(
              "CANCEL.NOTE",
              "Hủy văn bản phải có lý do. Ghi lý do rồi hủy.",
              "cancelling needs a reason; write one"));
    }
    return new Cancelled(
        new EventHeader(
            Ids.next(now), act.document(), act.actor().agency(), act.actor(), now, act.channel()),
        document.state().name(),
        document.number(),
        note);
  }

  /** Where the key is that signed. */
  private KeyHolding holdSignature(OutgoingDocument document, Instant now) {
    var report = verifier.verify(content.path(document.main()), now, Expectations.signedByLeader());
    if (!report.valid()) {
      throw new Refused(
          new Reason(
              "E14." + report.headline().code(),
              "Không thể đóng dấu cơ quan: %s".formatted(report.headline().vi()),
              "cannot seal: %s".formatted(report.headline().en())));
    }
    requireItsNumber(document, report);
    var leader = directory.person(document.metadata().signer());
    var signature = report.signature(vn.congvan.validation.Role.LEADER).orElseThrow();
    var signer = signature.signer();
    var signedOn = VietnamTime.dayOf(signature.signedAt() == null ? now : signature.signedAt());
    var holding = leader.isEmpty() ? null : leader.get().key();
    if (leader.isEmpty()
        || !employs(document.agency(), leader.get())
        || leader.get().postOn(signedOn, Role.LEADER).isEmpty()
        || signer == null
        || holding == null
        || !keys.fingerprint(holding.place()).equals(signer.fingerprint())) {
      throw new Refused(
          new Reason(
              "E14.NOT_COMPETENT",
              "Không thể đóng dấu cơ quan: chữ ký không phải của người có thẩm quyền vào ngày ký. Trình ký lại (NĐ 30, Điều 32).",
              "cannot seal: the signature is not that of a person with authority on the day of signing; have it signed again"));
    }
    return holding;
  }

  /** What a leader has signed with a number holds the one the book has for it. */
  private void requireItsNumber(OutgoingDocument document, VerificationReport report) {
    if (report.number() == null && report.date() == null) {
      return;
    }
    var number = document.number();
    var place = directory.agency(document.agency()).place();
    if (number == null
        || !number.line().equals(report.number())
        || !number.placeAndDate(place).equals(report.date())) {
      throw new Refused(
          new Reason(
              "E14.ANOTHER_NUMBER",
              "Không thể đóng dấu cơ quan: số hoặc ngày lãnh đạo đã ký không phải của sổ. Hủy văn bản và trình lại.",
              "cannot seal: number or date that the leader signed are not those of the book; cancel the document and submit it again"));
    }
  }

  private boolean employs(AgencyCode agency, Person leader) {
    return directory
        .employerOf(leader.ref())
        .map(employer -> employer.code().equals(agency))
        .orElse(false);
  }

  private List<Attachment> sealAttachments(
      OutgoingDocument document,
      SigningKey key,
      @Nullable SigningKey second,
      DocumentNumber number,
      Instant time,
      Agency agency) {
    var sealed = new ArrayList<Attachment>();
    for (var attachment : document.attachments()) {
      if (attachment.isPdf()) {
        var request = new AttachmentSeal(key, number.code(), time, agency.name(), second);
        var done = signer.sealAttachment(content.path(madePlain(attachment)), request);
        sealed.add(attachment.with(content.put(done::writeTo), done.size()));
      } else {
        sealed.add(attachment);
      }
    }
    return sealed;
  }

  /** Null when the agency has none; whether a file needs it is the file's to say. */
  private @Nullable SigningKey second(Agency agency) {
    var holding = agency.secondSeal();
    return holding == null ? null : keys.key(holding.place());
  }

  private ContentHash madePlain(Attachment attachment) {
    try (var plain =
        PlainPdf.prepareAttachment(content.path(attachment.content()), keys.rules().second())) {
      return content.put(plain::writeTo);
    }
  }

  static KeyHolding seal(Agency agency) {
    var holding = agency.seal();
    if (holding == null) {
      throw new Refused(
          new Reason(
              "ISSUE.NO_SEAL",
              "Cơ quan %s chưa có khóa con dấu số trên hệ thống này. Nhờ quản trị khai báo."
                  .formatted(agency.name()),
              "agency %s has no seal key here; have the administrator set it up"
                  .formatted(agency.code())));
    }
    return holding;
  }
}
