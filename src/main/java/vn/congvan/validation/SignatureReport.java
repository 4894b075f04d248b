package vn.congvan.validation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;

/**
 * One signature judged.
 *
 * @param field its fully qualified name
 * @param subIndication null only when it is TOTAL_PASSED
 * @param claimedTime /M, the signer's own word
 * @param signer null when no certificate could be read
 * @param findings why it is not TOTAL_PASSED, the first cause first; empty when it is
 * @param notes what is good to know and no fault of it
 * @param material what it is made of and over; null when its structure or its CMS does not hold
 * @param standing level, proved time, time-stamps and status
 */
public record SignatureReport(
    String field,
    Role role,
    Indication indication,
    @Nullable SubIndication subIndication,
    @Nullable Instant claimedTime,
    @Nullable Signer signer,
    long signedLength,
    List<Reason> findings,
    List<Reason> notes,
    @Nullable SignatureMaterial material,
    Standing standing) {
  public SignatureReport {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
    if ((subIndication == null) != (indication == Indication.TOTAL_PASSED)) {
      throw new IllegalArgumentException(
          "what does not pass has a sub-indication, and nothing else");
    }
  }

  /** When it was signed: the time that is proved, else the one that the signer claims. */
  public @Nullable Instant signedAt() {
    return standing.provedTime() == null ? claimedTime : standing.provedTime();
  }
}
