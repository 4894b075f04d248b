package vn.congvan.packet;

import vn.congvan.document.Attachment;
import vn.congvan.document.ContentHash;

/**
 * A file of a packet.
 *
 * @param contentId without {@code cid:}
 * @param size in bytes, decoded
 */
public record PacketAttachment(
    String contentId,
    String name,
    String contentType,
    String description,
    ContentHash content,
    long size) {
  public static PacketAttachment of(String contentId, Attachment attachment) {
    return new PacketAttachment(
        contentId,
        attachment.name(),
        attachment.mediaType(),
        "",
        attachment.content(),
        attachment.size());
  }
}
