package vn.congvan.document;

import java.util.List;

/** The receiving clerk returned the document to its sender (status 02). */
public record ArrivalRefused(EventHeader header, String reasonCode, String note)
    implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.refused", header.stream(), header)
            .moved(IncomingState.ARRIVED.name(), IncomingState.REFUSED.name())
            .ended(Fact.Outcome.SUCCESS, reasonCode)
            .personal("note", note));
  }
}
