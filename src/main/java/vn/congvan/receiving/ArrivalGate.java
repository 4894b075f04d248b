package vn.congvan.receiving;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Agency;
import vn.congvan.directory.Directory;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Attachment;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.Upload;
import vn.congvan.document.VietnamTime;
import vn.congvan.exchange.Arrivals;
import vn.congvan.packet.Business;
import vn.congvan.packet.DocumentPacket;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.SubIndication;
import vn.congvan.validation.VerificationReport;

/**
 * Judges a document packet before it is accepted (Decision 28/2018, Article 9.1; Decree 30/2020,
 * Article 21): complete, intact, authentic, for us, and not here already. The first thing found
 * wrong is the reason it is returned with.
 */
final class ArrivalGate {
  private final Directory directory;
  private final ContentStore content;
  private final PdfVerifier verifier;
  private final Duration wait;
  private final Arrivals arrivals;
  private final Clock clock;

  ArrivalGate(
      Directory directory,
      ContentStore content,
      PdfVerifier verifier,
      Duration wait,
      Arrivals arrivals,
      Clock clock) {
    this.directory = directory;
    this.content = content;
    this.verifier = verifier;
    this.wait = wait;
    this.arrivals = arrivals;
    this.clock = clock;
  }

  /** A packet does not pass, and why. */
  static final class NotAccepted extends Exception {
    private final transient Reason reason;

    NotAccepted(String code, String vi, String en) {
      super(en);
      this.reason = new Reason(code, vi, en);
    }

    Reason reason() {
      return reason;
    }
  }

  /**
   * @param files in quarantine, in the packet's order; the first is the document itself
   * @return what the log must hold although the packet passes
   * @throws RetryLater when servers may yet say what the policy demands to know
   */
  Optional<Reason> check(DocumentPacket packet, List<Upload> files, Agency sender, AgencyCode us)
      throws NotAccepted {
    if (packet.business().type() != Business.BusinessType.NEW) {
      throw new NotAccepted(
          "ARRIVAL.KIND",
          "Hệ thống nơi nhận chưa xử lý gói tin thu hồi, cập nhật, thay thế. Liên hệ văn thư nơi nhận.",
          "this system does not handle recall, update or replacement packets yet; ask the receiving clerk");
    }
    checkAddressee(packet, us);
    checkSender(packet, sender);
    if (files.isEmpty()
        || packet.attachments().isEmpty()
        || !packet.attachments().get(0).contentType().equals(Attachment.PDF)) {
      throw new NotAccepted(
          "ARRIVAL.NO_MAIN_FILE",
          "Gói tin không có tệp văn bản chính dạng PDF. Gửi lại đủ tệp.",
          "the packet has no main PDF; send it again complete");
    }
    if (arrivals.known(us, sender.code(), packet.documentId())) {
      throw new NotAccepted(
          "ARRIVAL.DUPLICATE",
          "Văn bản %s đã đến trước đó, không nhận lần nữa.".formatted(packet.code().written()),
          "document %s has arrived before".formatted(packet.code().written()));
    }
    var now = clock.instant();
    var warning = checkMain(packet, files.get(0), sender, now);
    for (var i = 1; i < files.size(); i++) {
      var name = packet.attachments().get(i).name();
      var ofAttachment = checkAttachment(name, files.get(i), sender, now);
      warning = warning.or(() -> ofAttachment);
    }
    return warning;
  }

  private void checkAddressee(DocumentPacket packet, AgencyCode us) throws NotAccepted {
    var named =
        packet.to().stream()
            .anyMatch(
                to ->
                    directory
                        .findByAnyCode(to.organId())
                        .filter(a -> a.code().equals(us))
                        .isPresent());
    if (!named) {
      throw new NotAccepted(
          "ARRIVAL.NOT_FOR_US",
          "Văn bản không gửi cho cơ quan mang mã %s. Kiểm tra lại nơi nhận.".formatted(us),
          "the document is not addressed to agency %s".formatted(us));
    }
  }

  private static void checkSender(DocumentPacket packet, Agency sender) throws NotAccepted {
    if (!sender.existsOn(packet.promulgation().date())) {
      throw new NotAccepted(
          "ARRIVAL.SENDER_CLOSED",
          "Cơ quan gửi %s không hoạt động vào ngày ban hành.".formatted(sender.name()),
          "the sender %s did not exist on the day of issue".formatted(sender.code()));
    }
  }

  private Optional<Reason> checkMain(DocumentPacket packet, Upload main, Agency sender, Instant now)
      throws NotAccepted {
    var report = verifier.verify(content.path(main), now, Expectations.issuedBy(sender.code()));
    if (!report.valid()) {
      hold(report, now);
      throw new NotAccepted(
          report.headline().code(), report.headline().vi(), report.headline().en());
    }
    var number = report.number();
    if (number == null || !number.endsWith(packet.code().written())) {
      throw new NotAccepted(
          "ARRIVAL.NUMBER_DIFFERS",
          "Số, ký hiệu trong gói tin (%s) khác số trên văn bản đã ký. Gửi lại gói tin đúng."
              .formatted(packet.code().written()),
          "number and symbol of the packet (%s) are not those of the sealed document"
              .formatted(packet.code().written()));
    }
    for (var signature : report.signatures()) {
      var time = signature.signedAt();
      if (time != null && isAfterToday(time, now)) {
        throw new NotAccepted(
            "ARRIVAL.SIGNED_IN_FUTURE",
            "Thời gian ký trên văn bản ở sau ngày hôm nay. Kiểm tra đồng hồ nơi gửi.",
            "the document claims to be signed after today; check the sender's clock");
      }
    }
    return report.statusUnknown();
  }

  /**
   * Whether a certificate was revoked may be known later; for how long that is waited for is
   * counted from the seal, so that a restart changes nothing.
   */
  private void hold(VerificationReport report, Instant now) {
    var sealed =
        report.signatures().stream()
            .map(SignatureReport::signedAt)
            .filter(Objects::nonNull)
            .max(Instant::compareTo);
    if (report.subIndication() == SubIndication.TRY_LATER
        && sealed
            .filter(time -> now.isBefore(time.plus(wait)))
            .filter(time -> !isAfterToday(time, now))
            .isPresent()) {
      throw new RetryLater(report.headline());
    }
  }

  private static boolean isAfterToday(Instant time, Instant now) {
    return VietnamTime.dayOf(time).isAfter(VietnamTime.dayOf(now));
  }

  private Optional<Reason> checkAttachment(String name, Upload file, Agency sender, Instant now)
      throws NotAccepted {
    if (!file.mediaType().equals(Attachment.PDF)) {
      return Optional.empty();
    }
    var report = verifier.verify(content.path(file), now, Expectations.sealedBy(sender.code()));
    if (!report.valid()) {
      hold(report, now);
      throw new NotAccepted(
          "ATTACHMENT." + report.headline().code(),
          "Phụ lục %s: %s".formatted(name, report.headline().vi()),
          "attachment %s: %s".formatted(name, report.headline().en()));
    }
    return report.statusUnknown();
  }
}
