package vn.congvan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cancelled before issue; its number, if it had one, stays in the book as cancelled. */
public record Cancelled(
    EventHeader header, String before, @Nullable DocumentNumber number, String note)
    implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.cancelled", header.stream(), header)
            .moved(before, OutgoingState.CANCELLED.name())
            .personal("note", note));
  }
}
