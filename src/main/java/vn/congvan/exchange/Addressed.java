package vn.congvan.exchange;

import java.util.List;
import vn.congvan.document.Dispatched;
import vn.congvan.packet.DocumentPacket;

/**
 * A document with its packets made up, one a receiver, not sent yet.
 *
 * @param packets in the order of the event's parcels
 */
public record Addressed(Dispatched event, List<DocumentPacket> packets) {
  public Addressed {
    packets = List.copyOf(packets);
    if (packets.size() != event.parcels().size()) {
      throw new IllegalArgumentException("every parcel needs its packet");
    }
  }
}
