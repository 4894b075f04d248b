package vn.congvan.app.shelf;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.queue.EventCodec;
import vn.congvan.app.queue.QueueMessages;
import vn.congvan.app.queue.Spool;
import vn.congvan.app.queue.TakenMessage;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Failure;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.exchange.PostOffice;
import vn.congvan.receiving.Incoming;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.store.OutboxMessage;

/**
 * Finds out what a message is about, as far as it can be told from a message that failed. Large
 * bytes go to the content store, small ones beside the reason.
 */
final class MessageReader {
  private static final String ORIGINAL_QUEUE = "_AMQ_ORIG_QUEUE";

  private final Directory directory;
  private final OutgoingRegister outgoing;
  private final ContentStore content;
  private final EventCodec codec;
  private final Spool spool;

  MessageReader(
      Directory directory,
      OutgoingRegister outgoing,
      ContentStore content,
      EventCodec codec,
      Spool spool) {
    this.directory = directory;
    this.outgoing = outgoing;
    this.content = content;
    this.codec = codec;
    this.spool = spool;
  }

  /** A message as a queue gave it. */
  Kept read(TakenMessage taken, @Nullable String consumer, long tries, Instant firstFailedAt) {
    var queue = original(taken);
    var event = queue.startsWith("document.");
    var body = event ? bytes(taken) : null;
    var packet = event ? null : stored(taken);
    if (!event && packet == null) {
      body = bytes(taken);
    }
    var header = body == null || !event ? Optional.<EventHeader>empty() : header(body);
    var agency = header.map(EventHeader::agency).or(() -> ofInbox(queue)).orElseGet(this::ours);
    var document =
        header
            .map(EventHeader::document)
            .orElseGet(() -> packet == null ? null : Incoming.documentOf(agency, packet));
    return new Kept(
        queue,
        Shelf.KIND,
        taken.tracking(),
        consumer,
        packet == null ? taken.id() : Incoming.inboxKey(agency, packet),
        document == null ? taken.tracking() : document.toString(),
        agency,
        document,
        body,
        packet,
        tries,
        firstFailedAt);
  }

  /** A message that could not be sent. */
  Kept read(OutboxMessage unsent, Instant now) {
    var document = documentOf(unsent.lane());
    return new Kept(
        unsent.destination(),
        unsent.kind(),
        unsent.id().toString(),
        null,
        null,
        unsent.lane(),
        document.flatMap(outgoing::find).map(found -> found.agency()).orElseGet(this::ours),
        document.orElse(null),
        unsent.body(),
        null,
        1,
        now);
  }

  /** What the broker gave up on says where it came from. */
  private static String original(TakenMessage taken) {
    try {
      var from = taken.message().getStringProperty(ORIGINAL_QUEUE);
      return from == null ? taken.queue() : from;
    } catch (JMSException e) {
      return taken.queue();
    }
  }

  private static byte @Nullable [] bytes(TakenMessage taken) {
    try {
      return QueueMessages.bytes(taken.message());
    } catch (JMSException | SetAside e) {
      return null;
    }
  }

  /** Puts the bytes of a packet into the content store; null when the message holds none. */
  private @Nullable ContentHash stored(TakenMessage taken) {
    if (!(taken.message() instanceof BytesMessage bytes)) {
      return null;
    }
    try {
      var source = spool.of(bytes);
      try (var in = source.open()) {
        if (in.read() < 0) {
          return null;
        }
      }
      return content.put(
          out -> {
            try (var in = source.open()) {
              in.transferTo(out);
            }
          });
    } catch (JMSException | IOException e) {
      throw new RetryLater(
          new Reason(
              "SHELF.MESSAGE",
              "Chưa đọc được thông điệp để cất vào hàng để riêng; hệ thống tự thử lại.",
              "cannot read the message to put it on the shelf; it is tried again"),
          e);
    }
  }

  private Optional<EventHeader> header(byte[] body) {
    try {
      return Optional.of(codec.decode(body).header());
    } catch (Failure unreadable) {
      return Optional.empty();
    }
  }

  private Optional<AgencyCode> ofInbox(String queue) {
    return PostOffice.ownerOf(queue).filter(code -> directory.find(code).isPresent());
  }

  private static Optional<DocumentId> documentOf(String lane) {
    try {
      return Optional.of(DocumentId.parse(lane));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whose log tells of a message that names nobody: the first agency this node works for. */
  private AgencyCode ours() {
    return directory.hostedHere().stream()
        .findFirst()
        .map(agency -> agency.code())
        .orElseThrow(() -> new IllegalStateException("this node works for no agency"));
  }
}
