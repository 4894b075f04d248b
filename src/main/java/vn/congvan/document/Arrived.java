package vn.congvan.document;

import java.util.List;

/**
 * A document came in, complete, intact, authentic and for us; the sender is told 01.
 *
 * @param sender the agency that sent and sealed it
 * @param senderDocument the sender's own id of it, as in the packet
 * @param packet SHA-256 of the packet as it lay on the queue
 */
public record Arrived(
    EventHeader header,
    AgencyCode sender,
    String senderDocument,
    ContentHash packet,
    ContentHash main,
    List<Attachment> attachments)
    implements DocumentEvent {

  public Arrived {
    attachments = List.copyOf(attachments);
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.arrived", header.stream(), header)
            .peer(sender)
            .object(Fact.Subject.pdf(main))
            .moved(null, IncomingState.ARRIVED.name()));
  }
}
