package vn.congvan.app.report;

import java.util.HashSet;
import java.util.List;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;
import vn.congvan.validation.VerificationReport;

/** Causes, as they stand in reports. */
final class Reasons {
  private Reasons() {}

  static Row row(String label, Reason reason, Language language) {
    return new Row(label, "%s (%s)".formatted(reason.in(language), reason.code()));
  }

  /** Causes that are no single signature's, the first cause first. */
  static List<Reason> ofTheFile(VerificationReport report) {
    var ofSignatures = new HashSet<Reason>();
    report.signatures().forEach(signature -> ofSignatures.addAll(signature.findings()));
    return report.findings().stream().filter(reason -> !ofSignatures.contains(reason)).toList();
  }
}
