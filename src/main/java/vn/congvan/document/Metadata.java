package vn.congvan.document;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an outgoing document says of itself (Decree 30/2020, Appendix VI, Part II), checked by the
 * submission gate.
 *
 * @param symbol for example {@code UBND-VX}; with the number it makes {@code 05/UBND-VX}
 * @param subject trích yếu, NFC, 1 to 500 characters
 * @param signer pseudonymous id of the leader who is to sign
 * @param receivers to whom it is sent, in the order typed
 * @param toPlaces nơi nhận as printed on the page
 * @param secrecy a secrecy mark if the author set one; any value is refused at the door
 * @param dueDate when an answer is asked for
 */
public record Metadata(
    DocumentType type,
    String symbol,
    String subject,
    String signer,
    Urgency urgency,
    List<AgencyCode> receivers,
    List<String> toPlaces,
    @Nullable String secrecy,
    @Nullable LocalDate dueDate) {
  public Metadata {
    receivers = List.copyOf(receivers);
    toPlaces = List.copyOf(toPlaces);
  }
}
