package vn.congvan.validation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;

/**
 * One signature judged.
 *
 * @param field its fully qualified name
 * @param claimedTime /M, the signer's own word
 * @param signer null when no certificate could be read
 * @param findings why it is not TOTAL_PASSED, the first cause first; empty when it is
 * @param notes what is good to know and no fault of it
 */
public record SignatureReport(
    String field,
    Role role,
    Indication indication,
    @Nullable String subIndication,
    @Nullable Instant claimedTime,
    @Nullable Signer signer,
    long signedLength,
    List<Reason> findings,
    List<Reason> notes) {
  public SignatureReport {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }
}
