package vn.congvan.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Reason;

/**
 * The verdict on a file.
 *
 * @param subIndication of the first cause; null only when it is valid
 * @param acts who must do something about the first cause
 * @param headline the first cause when it is not valid; one sentence that says it is, when it is
 * @param findings every cause, of the file and of its signatures, the first cause first; empty when
 *     it is valid
 * @param signatures in the order of their revisions
 * @param number the text the number field holds and shows, {@code Số: 05/UBND-VX}; null when empty
 *     or absent
 * @param date the text the date field holds and shows
 * @param sha256 of the whole file as read; of nothing when it could not be read
 * @param policy the name of the policy it was judged by
 */
public record VerificationReport(
    Indication indication,
    @Nullable SubIndication subIndication,
    WhoActs acts,
    Integrity integrity,
    Reason headline,
    List<Reason> findings,
    List<SignatureReport> signatures,
    @Nullable String number,
    @Nullable String date,
    ContentHash sha256,
    String policy) {
  /** The code of a verdict on a file that could not be read at all. */
  public static final String NO_FILE = "VERIFY.NO_FILE";

  /** How the codes begin that say something of a certificate's status. */
  private static final String STATUS = "VERIFY.STATUS_";

  public VerificationReport {
    findings = List.copyOf(findings);
    signatures = List.copyOf(signatures);
    if (indication == Indication.TOTAL_PASSED
        && (integrity != Integrity.INTACT || !findings.isEmpty() || signatures.isEmpty())) {
      throw new IllegalArgumentException("a file passes only with nothing against it");
    }
    var passed = indication == Indication.TOTAL_PASSED;
    if ((subIndication == null) != passed || (acts == WhoActs.NOBODY) != passed) {
      throw new IllegalArgumentException(
          "what does not pass has a cause and somebody to act on it");
    }
  }

  public boolean valid() {
    return indication == Indication.TOTAL_PASSED;
  }

  /** Whether the file could be read at all, whatever is in it. */
  public boolean wasRead() {
    return !headline.code().equals(NO_FILE);
  }

  /** Findings that are no single signature's, the first cause first. */
  public List<Reason> ofTheFile() {
    var ofSignatures = new HashSet<Reason>();
    signatures.forEach(signature -> ofSignatures.addAll(signature.findings()));
    return findings.stream().filter(reason -> !ofSignatures.contains(reason)).toList();
  }

  public Optional<SignatureReport> signature(Role role) {
    return signatures.stream().filter(s -> s.role() == role).findFirst();
  }

  /**
   * What must be told although it passes: whether a certificate was revoked is not known. The first
   * note that says so, of a signature or of what proves its time.
   */
  public Optional<Reason> statusUnknown() {
    return signatures.stream()
        .flatMap(
            signature ->
                Stream.concat(
                    signature.notes().stream(),
                    signature.standing().timeStamps().stream()
                        .flatMap(stamp -> stamp.notes().stream())))
        .filter(note -> note.code().startsWith(STATUS))
        .findFirst();
  }
}
