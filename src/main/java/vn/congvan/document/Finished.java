package vn.congvan.document;

import java.util.List;

/** The officer finished (status 06). */
public record Finished(EventHeader header, String note) implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.finished", header.stream(), header)
            .moved(IncomingState.IN_PROGRESS.name(), IncomingState.DONE.name())
            .personal("note", note));
  }
}
