package vn.congvan.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.CryptoProviders;

/** Puts the parts of a verdict together. */
final class Reports {
  private Reports() {}

  /** On a file of which nothing was read. */
  static VerificationReport nothing(Finding finding, CryptoProviders providers, String policy) {
    return of(
        List.of(finding),
        List.of(),
        null,
        null,
        ContentHash.of(providers.sha256().digest(new byte[0])),
        policy);
  }

  /**
   * @param findings all, of the file and of its signatures
   */
  static VerificationReport of(
      List<Finding> findings,
      List<SignatureReport> signatures,
      @Nullable String number,
      @Nullable String date,
      ContentHash sha256,
      String policy) {
    var first = Verdict.first(findings);
    var reasons = new ArrayList<>(Verdict.ordered(findings).stream().map(Finding::reason).toList());
    return new VerificationReport(
        first == null ? Indication.TOTAL_PASSED : first.indication(),
        first == null ? null : first.subIndication(),
        first == null ? WhoActs.NOBODY : first.acts(),
        Verdict.integrity(findings),
        Headline.of(first, signatures),
        reasons.stream().filter(Objects::nonNull).distinct().toList(),
        signatures,
        number,
        date,
        sha256,
        policy);
  }
}
