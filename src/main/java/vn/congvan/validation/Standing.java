package vn.congvan.validation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.time.CertificateStatus;

/**
 * What is known of a signature over time.
 *
 * @param level null for a document time-stamp, and when the signature could not be read
 * @param provedTime at which it existed already, by the earliest time-stamp that holds (the
 *     best-signature-time of EN 319 102-1); null when none does
 * @param provedBy null when nothing does
 * @param timeStamps inside the signature, then those of the document over it, whether they hold or
 *     not
 * @param statuses of the signer's certificate and those above; empty when there is no path
 */
public record Standing(
    @Nullable Level level,
    @Nullable Instant provedTime,
    @Nullable ProvedBy provedBy,
    List<TimeStampReport> timeStamps,
    List<CertificateStatus> statuses) {
  /** What proves a time. */
  public enum ProvedBy {
    /** A time-stamp inside the signature. */
    SIGNATURE_TIME_STAMP,
    /** A later time-stamp over the document. */
    DOCUMENT_TIME_STAMP
  }

  static final Standing NOTHING = new Standing(null, null, null, List.of(), List.of());

  public Standing {
    timeStamps = List.copyOf(timeStamps);
    statuses = List.copyOf(statuses);
  }
}
