package vn.congvan.document;

import java.util.List;

/** A receiver reported a status it had reported before; nothing changes. */
public record StatusRepeated(
    EventHeader header, DeliveryId delivery, AgencyCode receiver, StatusCode code)
    implements DocumentEvent {

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("delivery.status-repeated", header.stream(delivery), header)
            .peer(receiver)
            .object(new Fact.Subject("status", code.code(), null, null)));
  }
}
