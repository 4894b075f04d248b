package vn.congvan.packet;

import java.util.List;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Upload;

/**
 * A packet as read.
 *
 * @param packetHash SHA-256 of all its bytes
 * @param uploads its files in quarantine, in the order of the packet's attachments
 */
public record ReadPacket(Packet packet, ContentHash packetHash, List<Upload> uploads) {
  public ReadPacket {
    uploads = List.copyOf(uploads);
  }
}
