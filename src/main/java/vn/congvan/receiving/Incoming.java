package vn.congvan.receiving;

import vn.congvan.document.AgencyCode;
import vn.congvan.document.Arrived;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Ids;
import vn.congvan.document.PacketRefused;
import vn.congvan.packet.StatusPacket;
import vn.congvan.store.Idempotent;

/** What an inbox held, opened and judged, with nothing recorded yet. */
public sealed interface Incoming extends Idempotent {
  /** SHA-256 of the packet's bytes. */
  ContentHash packet();

  AgencyCode receiver();

  /** The same bytes for the same agency are one packet, however often the broker delivers them. */
  @Override
  default String inboxKey() {
    return inboxKey(receiver(), packet());
  }

  /** By what a packet is recognised in the inbox. */
  static String inboxKey(AgencyCode receiver, ContentHash packet) {
    return receiver + ":" + packet;
  }

  /** The document a packet is to its receiver, whether it is accepted or not. */
  static DocumentId documentOf(AgencyCode receiver, ContentHash packet) {
    return new DocumentId(Ids.from(packet.hex(), receiver.value()));
  }

  /** A document that passed the gate; its files are kept. */
  record Accepted(Arrived event, ContentHash packet, AgencyCode receiver) implements Incoming {}

  /** A packet that did not pass; nothing of it is kept but its hash. */
  record Returned(PacketRefused event, ContentHash packet, AgencyCode receiver)
      implements Incoming {}

  /**
   * A status of a document we sent.
   *
   * @param reporter the agency it says it is from, which the directory knows
   */
  record Reported(StatusPacket status, AgencyCode reporter, ContentHash packet, AgencyCode receiver)
      implements Incoming {}
}
