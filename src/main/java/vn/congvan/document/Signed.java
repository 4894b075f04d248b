package vn.congvan.document;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The leader signed.
 *
 * @param shown the bytes the leader was shown
 * @param signed the same bytes with the signature appended
 * @param certificate SHA-256 of the signing certificate
 * @param approval under which many documents were signed at once; null when it was this one alone
 * @param warning what the signer must be told although the key signed
 */
public record Signed(
    EventHeader header,
    ContentHash shown,
    ContentHash signed,
    ContentHash certificate,
    @Nullable UUID approval,
    @Nullable Reason warning)
    implements DocumentEvent {

  public Signed(
      EventHeader header,
      ContentHash shown,
      ContentHash signed,
      ContentHash certificate,
      @Nullable UUID approval) {
    this(header, shown, signed, certificate, approval, null);
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.signed", header.stream(), header)
            .object(Fact.Subject.pdf(signed))
            .moved(
                new Fact.State(OutgoingState.AWAITING_SIGNATURE.name(), shown),
                new Fact.State(OutgoingState.SIGNED.name(), signed))
            .causedBy(approval)
            .warned(warning));
  }
}
