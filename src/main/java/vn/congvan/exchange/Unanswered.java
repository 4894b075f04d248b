package vn.congvan.exchange;

import vn.congvan.document.AgencyCode;
import vn.congvan.document.DeliveryId;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.ReplyTo;

/**
 * A delivery whose receiver has not said anything yet.
 *
 * @param named what a status of it names it by
 * @param draft its packet before it is composed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Unanswered(
    DeliveryId delivery, DocumentId document, AgencyCode receiver, ReplyTo named, byte[] draft) {

  static Unanswered of(
      DeliveryId delivery,
      DocumentId document,
      AgencyCode sender,
      AgencyCode receiver,
      byte[] draft) {
    var packet = PacketDraft.decode(draft).document();
    if (packet == null) {
      throw new Halt(
          new Reason(
              "EXCHANGE.DRAFT_KIND",
              "Bản nháp gói tin của lần gửi %s không phải văn bản; cơ sở dữ liệu bị hỏng."
                  .formatted(delivery),
              "the draft of delivery %s is no document; the database is damaged"
                  .formatted(delivery)));
    }
    return new Unanswered(
        delivery,
        document,
        receiver,
        new ReplyTo(
            sender, packet.documentId(), packet.code().written(), packet.promulgation().date()),
        draft);
  }
}
