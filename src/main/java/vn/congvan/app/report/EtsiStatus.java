package vn.congvan.app.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;
import vn.congvan.validation.Indication;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.SubIndication;
import vn.congvan.validation.VerificationReport;

/**
 * How a signature fares in a report that speaks of signatures and not of files. What is against the
 * file is against every signature in it: a program that looks only whether each of them passed must
 * not take a file for good that is not.
 *
 * @param reasons the first cause first; empty when it passes
 */
record EtsiStatus(
    Indication indication, @Nullable SubIndication subIndication, List<Reason> reasons) {
  EtsiStatus {
    reasons = List.copyOf(reasons);
    if ((indication == Indication.TOTAL_PASSED) != reasons.isEmpty()) {
      throw new IllegalArgumentException("what does not pass has a cause, and nothing else");
    }
  }

  static EtsiStatus of(SignatureReport signature, VerificationReport file) {
    var ofTheFile = file.ofTheFile();
    var reasons = new ArrayList<>(signature.findings());
    reasons.addAll(ofTheFile);
    return signature.indication() != Indication.TOTAL_PASSED || ofTheFile.isEmpty()
        ? new EtsiStatus(signature.indication(), signature.subIndication(), reasons)
        : ofTheFile(file, ofTheFile);
  }

  /** Of a file in which there is no signature to speak of. */
  static EtsiStatus of(VerificationReport file) {
    return ofTheFile(file, file.findings());
  }

  private static EtsiStatus ofTheFile(VerificationReport file, List<Reason> reasons) {
    var decides = reasons.get(0).code().equals(file.headline().code());
    return new EtsiStatus(
        file.indication(), decides ? file.subIndication() : SubIndication.CUSTOM, reasons);
  }
}
