package vn.congvan.document;

import java.util.List;

/**
 * The leader signed.
 *
 * @param shown the bytes the leader was shown
 * @param signed the same bytes with the signature appended
 * @param certificate SHA-256 of the signing certificate
 */
public record Signed(
    EventHeader header, ContentHash shown, ContentHash signed, ContentHash certificate)
    implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.signed", header.stream(), header)
            .object(Fact.Subject.pdf(signed))
            .moved(OutgoingState.AWAITING_SIGNATURE.name(), OutgoingState.SIGNED.name()));
  }
}
