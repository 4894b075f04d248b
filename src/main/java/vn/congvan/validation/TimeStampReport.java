package vn.congvan.validation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;
import vn.congvan.validation.time.CertificateStatus;

/**
 * One time-stamp that is to prove when a signature existed.
 *
 * @param field of a document time-stamp; null for one inside the signature
 * @param time it claims; null when it cannot be read. Proved only when it is TOTAL_PASSED
 * @param subIndication null only when it is TOTAL_PASSED
 * @param signer null when no certificate could be read
 * @param findings why it proves nothing; empty when it does
 * @param notes what is good to know and no fault of it
 * @param statuses of its signer's certificate and those above; empty when there is no path
 */
public record TimeStampReport(
    @Nullable String field,
    @Nullable Instant time,
    Indication indication,
    @Nullable SubIndication subIndication,
    @Nullable Signer signer,
    List<Reason> findings,
    List<Reason> notes,
    List<CertificateStatus> statuses) {
  public TimeStampReport {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
    statuses = List.copyOf(statuses);
  }

  public boolean holds() {
    return indication == Indication.TOTAL_PASSED;
  }
}
