package vn.congvan.app.report;

import vn.congvan.document.Language;
import vn.congvan.document.Reason;

/** Causes, as they stand in reports. */
final class Reasons {
  private Reasons() {}

  static Row row(String label, Reason reason, Language language) {
    return new Row(label, "%s (%s)".formatted(reason.in(language), reason.code()));
  }
}
