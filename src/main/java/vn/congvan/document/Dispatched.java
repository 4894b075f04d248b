package vn.congvan.document;

import java.util.ArrayList;
import java.util.List;

/** Sent to every receiver: one delivery each, with its own packet and its own stream in the log. */
public record Dispatched(
    EventHeader header, DocumentNumber number, ContentHash sealed, List<Parcel> parcels)
    implements DocumentEvent {

  /** One receiver's share. */
  public record Parcel(DeliveryId delivery, AgencyCode receiver) {}

  public Dispatched {
    parcels = List.copyOf(parcels);
  }

  @Override
  public List<Fact> facts() {
    var facts = new ArrayList<Fact>();
    facts.add(
        Fact.of("document.dispatched", header.stream(), header)
            .object(Fact.Subject.pdf(sealed, number.code()))
            .moved(OutgoingState.ISSUED.name(), OutgoingState.DISPATCHED.name()));
    for (var parcel : parcels) {
      facts.add(
          Fact.of("delivery.dispatched", header.stream(parcel.delivery), header)
              .peer(parcel.receiver)
              .object(Fact.Subject.pdf(sealed, number.code()))
              .moved(null, "SENT")
              .causedBy(header.id()));
    }
    return facts;
  }
}
