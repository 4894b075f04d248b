package vn.congvan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document came in, complete, intact, authentic and for us; the sender is told 01.
 *
 * @param replyTo whose document it is, as statuses will name it
 * @param details what its packet says of it
 * @param packet SHA-256 of the packet as it lay on the queue
 */
public record Arrived(
    EventHeader header,
    ReplyTo replyTo,
    ArrivalDetails details,
    ContentHash packet,
    ContentHash main,
    List<Attachment> attachments,
    @Nullable Reason warning)
    implements DocumentEvent {

  public Arrived {
    attachments = List.copyOf(attachments);
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.arrived", header.stream(), header)
            .peer(replyTo.sender())
            .object(Fact.Subject.pdf(main, replyTo.code()))
            .moved(null, IncomingState.ARRIVED.name())
            .warned(warning));
  }
}
