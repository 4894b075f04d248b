package vn.congvan.document;

import java.util.List;

/** The officer began (status 05). */
public record Started(EventHeader header, String before) implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.started", header.stream(), header)
            .moved(before, IncomingState.IN_PROGRESS.name()));
  }
}
