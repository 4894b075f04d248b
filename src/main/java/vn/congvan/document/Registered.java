package vn.congvan.document;

import java.util.List;

/** The receiving clerk gave the document its arrival number. */
public record Registered(EventHeader header, int arrivalNumber, int year) implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.registered", header.stream(), header)
            .object(new Fact.Subject("arrival", arrivalNumber + "/" + year, null, null))
            .moved(IncomingState.ARRIVED.name(), IncomingState.REGISTERED.name()));
  }
}
