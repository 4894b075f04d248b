package vn.congvan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet came in and was refused by the arrival gate; its sender, if it can be told, gets 02 with
 * the reason.
 *
 * @param replyTo whom to tell, when the packet says so and we know that agency
 * @param packet SHA-256 of the packet as it lay on the queue
 */
public record PacketRefused(
    EventHeader header, @Nullable ReplyTo replyTo, ContentHash packet, Reason reason)
    implements DocumentEvent {

  @Override
  public List<Fact> facts() {
    var fact =
        Fact.of("packet.refused", header.stream(), header)
            .object(new Fact.Subject("packet", null, "application/xml", packet))
            .moved(null, IncomingState.REFUSED.name())
            .ended(Fact.Outcome.DENIED, reason.code());
    return List.of(replyTo == null ? fact : fact.peer(replyTo.sender()));
  }
}
