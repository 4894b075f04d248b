package vn.congvan.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ArrivalRefused;
import vn.congvan.document.Arrived;
import vn.congvan.document.Assigned;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DeliveryId;
import vn.congvan.document.Dispatched;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.Finished;
import vn.congvan.document.Ids;
import vn.congvan.document.PacketRefused;
import vn.congvan.document.Registered;
import vn.congvan.document.ReplyTo;
import vn.congvan.document.Started;
import vn.congvan.document.StatusCode;
import vn.congvan.document.WrittenText;
import vn.congvan.packet.PacketWriter;
import vn.congvan.packet.ResponseFor;
import vn.congvan.packet.StaffInfo;
import vn.congvan.packet.StatusPacket;
import vn.congvan.store.Database;
import vn.congvan.store.Outbox;
import vn.congvan.store.OutboxMessage;

/**
 * Hands packets to the outbox, addressed to other agencies' inboxes: the documents we send, and the
 * statuses of those we received. Always in the unit of work of what they tell about, so that
 * nothing is told that did not happen.
 */
public final class PostOffice {
  /** The outbox's {@code kind} of what is posted. */
  public static final String KIND = PacketDraft.KIND;

  private final Database database;
  private final Outbox outbox;
  private final Arrivals arrivals;
  private final Directory directory;
  private final ContentStore content;
  private final PacketWriter writer = new PacketWriter();

  public PostOffice(
      Database database,
      Outbox outbox,
      Arrivals arrivals,
      Directory directory,
      ContentStore content) {
    this.database = database;
    this.outbox = outbox;
    this.arrivals = arrivals;
    this.directory = directory;
    this.content = content;
  }

  /** The queue on which an agency receives. */
  public static String inbox(AgencyCode agency) {
    return "agency." + agency.queueSegment() + ".inbox";
  }

  /** The id of the message that carries a delivery's document, by which its receiver knows it. */
  public static UUID messageId(DeliveryId delivery) {
    return Ids.from(delivery.toString(), "document");
  }

  /** Whose inbox a queue is; empty when it is nobody's. */
  public static Optional<AgencyCode> ownerOf(String queue) {
    if (!queue.startsWith("agency.") || !queue.endsWith(".inbox")) {
      return Optional.empty();
    }
    var segment = queue.substring("agency.".length(), queue.length() - ".inbox".length());
    try {
      return Optional.of(new AgencyCode(segment.replace('-', '.')));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Posts whatever the event has to tell other agencies; many have nothing. */
  public void post(DocumentEvent event) {
    if (event instanceof Dispatched dispatched) {
      dispatched.parcels().forEach(parcel -> postDocument(dispatched, parcel));
    } else if (event instanceof Arrived arrived) {
      tell(event, arrived.replyTo(), StatusCode.ARRIVED, "Văn bản đã đến, chờ văn thư tiếp nhận");
    } else if (event instanceof PacketRefused refused) {
      tell(
          event,
          refused.replyTo(),
          StatusCode.REFUSED,
          refused.reason().code() + ": " + refused.reason().vi());
    } else if (event instanceof ArrivalRefused refused) {
      tell(event, StatusCode.REFUSED, refused.note());
    } else if (event instanceof Registered registered) {
      tell(event, StatusCode.REGISTERED, "Vào sổ đến số " + registered.arrivalNumber());
    } else if (event instanceof Assigned) {
      tell(event, StatusCode.ASSIGNED, "Lãnh đạo đã phân công xử lý");
    } else if (event instanceof Started) {
      tell(event, StatusCode.IN_PROGRESS, "Đang xử lý");
    } else if (event instanceof Finished) {
      tell(event, StatusCode.DONE, "Đã hoàn thành xử lý");
    }
  }

  /** Posts a document again that was posted before, under the same id. */
  public void repost(Unanswered delivery) {
    add(
        messageId(delivery.delivery()),
        delivery.receiver(),
        delivery.document().toString(),
        delivery.draft());
  }

  /** The hash of a delivery's packet, by which its receiver knows it. */
  public ContentHash packetOf(Unanswered delivery) throws IOException {
    try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
      compose(delivery.draft(), out);
      return ContentHash.of(out.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Composes a draft that the outbox kept, while it is being sent. */
  public void compose(byte[] draft, OutputStream out) throws IOException {
    PacketDraft.decode(draft).compose(writer, content, out);
  }

  private void postDocument(Dispatched event, Dispatched.Parcel parcel) {
    var draft =
        database
            .current()
            .sql()
            .queryOne(
                "SELECT packet FROM delivery WHERE id = ?",
                row -> row.bytes("packet"),
                parcel.delivery().toString())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "delivery %s is not recorded".formatted(parcel.delivery())));
    add(messageId(parcel.delivery()), parcel.receiver(), event.document().toString(), draft);
  }

  private void tell(DocumentEvent event, StatusCode code, String words) {
    tell(event, arrivals.replyTo(event.document()), code, words);
  }

  private void tell(DocumentEvent event, @Nullable ReplyTo whom, StatusCode code, String words) {
    if (whom == null) {
      return;
    }
    var us = directory.agency(event.agency());
    var status =
        new StatusPacket(
            Deliveries.organization(us),
            new ResponseFor(whom.sender().value(), whom.code(), whom.documentId(), whom.date()),
            StaffInfo.none(),
            code,
            WrittenText.cut(words, WrittenText.MAX_NOTE),
            event.header().at());
    add(
        Ids.from(event.header().id().toString(), "status", code.code()),
        whom.sender(),
        whom.documentId(),
        PacketDraft.of(status).encode());
  }

  private void add(UUID id, AgencyCode receiver, String lane, byte[] draft) {
    outbox.add(new OutboxMessage(id, inbox(receiver), lane, PacketDraft.KIND, draft));
  }
}
