package vn.congvan.document;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Number, date and signature time are taken, and the agency's key is about to be used.
 *
 * @param before the state before: a second try after a crash finds ISSUING and gets the same number
 * @param signingTime the time the seal will claim; the same on every try
 * @param warning what the clerk must be told although the agency's key may seal
 */
public record SealRequested(
    EventHeader header,
    String before,
    DocumentNumber number,
    Instant signingTime,
    @Nullable Reason warning)
    implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("seal.requested", header.stream(), header)
            .object(new Fact.Subject("number", number.code(), null, null))
            .moved(before, OutgoingState.ISSUING.name())
            .warned(warning));
  }
}
