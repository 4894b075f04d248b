package vn.congvan.receiving;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Agency;
import vn.congvan.directory.Directory;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ArrivalDetails;
import vn.congvan.document.Arrived;
import vn.congvan.document.Attachment;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.PacketRefused;
import vn.congvan.document.Reason;
import vn.congvan.document.ReplyTo;
import vn.congvan.document.RetryLater;
import vn.congvan.document.Upload;
import vn.congvan.exchange.Arrivals;
import vn.congvan.exchange.Deliveries;
import vn.congvan.packet.DocumentPacket;
import vn.congvan.packet.PacketProblem;
import vn.congvan.packet.PacketReader;
import vn.congvan.packet.PacketSource;
import vn.congvan.packet.ReadPacket;
import vn.congvan.packet.ResponseFor;
import vn.congvan.packet.StatusPacket;
import vn.congvan.validation.PdfVerifier;

/**
 * What happens to whatever lies in an agency's inbox: {@link #open} reads and judges it, {@link
 * #record} enters the outcome. Nothing is ever dropped: what is not accepted is returned to its
 * sender with a reason, and the log holds it.
 */
public final class Receiving {
  private final Directory directory;
  private final ContentStore content;
  private final PacketReader reader;
  private final ArrivalGate gate;
  private final Arrivals arrivals;
  private final Deliveries deliveries;
  private final Clock clock;

  /**
   * @param wait how long after its sealing a packet waits for what the verifier's policy demands to
   *     know
   */
  public Receiving(
      Directory directory,
      ContentStore content,
      PacketReader reader,
      PdfVerifier verifier,
      Duration wait,
      Arrivals arrivals,
      Deliveries deliveries,
      Clock clock) {
    this.directory = directory;
    this.content = content;
    this.reader = reader;
    this.gate = new ArrivalGate(directory, content, verifier, wait, arrivals, clock);
    this.arrivals = arrivals;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * Reads a packet and judges it. Files of an accepted one are kept in the content store; those of
   * any other are gone.
   *
   * @param source the packet's bytes as they lay on the queue
   * @param receiver the agency whose inbox it was
   */
  public Incoming open(PacketSource source, AgencyCode receiver) {
    var now = clock.instant();
    try (var in = source.open()) {
      var read = reader.read(in);
      return read.packet() instanceof StatusPacket status
          ? status(status, read, receiver, now)
          : document((DocumentPacket) read.packet(), read, receiver, now);
    } catch (PacketProblem problem) {
      var packet = problem.packet().orElseGet(() -> unreadEntirely(source));
      var claim = problem.claim();
      var whom =
          claim.flatMap(
              c ->
                  directory
                      .findByAnyCode(c.sender())
                      .flatMap(sender -> replyTo(sender, c.document())));
      return returned(problem.reason(), whom.orElse(null), packet, receiver, now);
    } catch (IOException e) {
      throw new RetryLater(
          new Reason(
              "RECEIVE.SPOOL",
              "Chưa đọc được gói tin vừa nhận; hệ thống tự thử lại.",
              "cannot read the spooled packet; it is tried again"),
          e);
    }
  }

  /** Enters what was opened, in the current unit of work. */
  public DocumentEvent record(Incoming incoming) {
    if (incoming instanceof Incoming.Accepted accepted) {
      return arrivals.enter(accepted.event()) ? accepted.event() : overtakenByTwin(accepted);
    }
    if (incoming instanceof Incoming.Returned returned) {
      return returned.event();
    }
    var reported = (Incoming.Reported) incoming;
    return deliveries
        .record(reported.status(), reported.reporter(), reported.receiver())
        .orElseGet(() -> aboutNothingWeSent(reported));
  }

  private Incoming document(
      DocumentPacket packet, ReadPacket read, AgencyCode receiver, Instant now) {
    var files = read.uploads();
    var sender = directory.findByAnyCode(packet.from().organId());
    var whom = sender.flatMap(s -> replyTo(s, ResponseFor.to(packet)));
    try {
      if (sender.isEmpty() || whom.isEmpty()) {
        throw new ArrivalGate.NotAccepted(
            "ARRIVAL.UNKNOWN_SENDER",
            "Không có cơ quan gửi mang mã này trong danh mục.",
            "the sending agency is not in the directory");
      }
      var warning = gate.check(packet, files, sender.get(), receiver);
      var main = content.keep(files.get(0));
      var attachments = new ArrayList<Attachment>();
      for (var i = 1; i < files.size(); i++) {
        var file = files.get(i);
        attachments.add(
            new Attachment(
                content.keep(file),
                packet.attachments().get(i).name(),
                file.mediaType(),
                file.size()));
      }
      var header = header(read.packetHash(), receiver, now);
      return new Incoming.Accepted(
          new Arrived(
              header,
              whom.get(),
              details(packet),
              read.packetHash(),
              main,
              attachments,
              warning.orElse(null)),
          read.packetHash(),
          receiver);
    } catch (ArrivalGate.NotAccepted refused) {
      discard(files);
      return returned(refused.reason(), whom.orElse(null), read.packetHash(), receiver, now);
    } catch (RuntimeException e) {
      discard(files);
      throw e;
    }
  }

  private Incoming status(StatusPacket status, ReadPacket read, AgencyCode receiver, Instant now) {
    discard(read.uploads());
    var reporter = directory.findByAnyCode(status.from().organId());
    if (reporter.isEmpty()) {
      return returned(
          new Reason(
              "STATUS.UNKNOWN_REPORTER",
              "Trạng thái đến từ cơ quan không có trong danh mục.",
              "the status comes from an agency that is not in the directory"),
          null,
          read.packetHash(),
          receiver,
          now);
    }
    return new Incoming.Reported(status, reporter.get().code(), read.packetHash(), receiver);
  }

  /** The same document came in two packets at once, and the other one was entered first. */
  private PacketRefused overtakenByTwin(Incoming.Accepted accepted) {
    var event = accepted.event();
    return new PacketRefused(
        event.header(),
        null,
        accepted.packet(),
        new Reason(
            "ARRIVAL.DUPLICATE",
            "Văn bản %s đã đến trước đó, không nhận lần nữa.".formatted(event.replyTo().code()),
            "document %s has arrived before".formatted(event.replyTo().code())));
  }

  private PacketRefused aboutNothingWeSent(Incoming.Reported reported) {
    return new PacketRefused(
        header(reported.packet(), reported.receiver(), clock.instant()),
        null,
        reported.packet(),
        new Reason(
            "STATUS.UNKNOWN_DOCUMENT",
            "Trạng thái về một văn bản mà cơ quan này không gửi cho bên báo.",
            "the status is about a document this agency did not send to the reporter"));
  }

  private static Incoming returned(
      Reason reason, @Nullable ReplyTo whom, ContentHash packet, AgencyCode receiver, Instant now) {
    return new Incoming.Returned(
        new PacketRefused(header(packet, receiver, now), whom, packet, reason), packet, receiver);
  }

  private static EventHeader header(ContentHash packet, AgencyCode receiver, Instant now) {
    return new EventHeader(
        Ids.from(packet.hex(), receiver.value(), "receive"),
        Incoming.documentOf(receiver, packet),
        receiver,
        Actor.node(receiver),
        now,
        "queue");
  }

  /** A status can name a document only by its sender's id, number and date. */
  private static Optional<ReplyTo> replyTo(Agency sender, ResponseFor document) {
    String id = document.documentId();
    String code = document.code();
    LocalDate date = document.promulgationDate();
    return id == null || code == null || date == null
        ? Optional.empty()
        : Optional.of(new ReplyTo(sender.code(), id, code, date));
  }

  private static ArrivalDetails details(DocumentPacket packet) {
    return new ArrivalDetails(
        packet.from().name(),
        packet.type().name(),
        packet.subject(),
        packet.signer().fullName(),
        packet.signer().position(),
        packet.other().urgency(),
        packet.dueDate());
  }

  private void discard(List<Upload> files) {
    files.forEach(content::discard);
  }

  /** Too large to be read to its end: the hash of all that came stands for it. */
  private static ContentHash unreadEntirely(PacketSource source) {
    try (var in = new DigestInputStream(source.open(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return ContentHash.of(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new RetryLater(
          new Reason(
              "RECEIVE.SPOOL",
              "Chưa đọc được gói tin vừa nhận; hệ thống tự thử lại.",
              "cannot read the spooled packet; it is tried again"),
          e);
    }
  }
}
