package vn.congvan.app.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import vn.congvan.validation.VerificationReport;

/**
 * A file and the verdict on it.
 *
 * @param at the time of judging
 * @param program that judged, with its version
 */
public record Judged(Path file, Instant at, VerificationReport report, String program) {
  /** Without the folders it lies in, which are nobody's business who gets the report. */
  String name() {
    var name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /** Without {@code .pdf} at its end. */
  String bareName() {
    var name = name();
    return name.toLowerCase(Locale.ROOT).endsWith(".pdf")
        ? name.substring(0, name.length() - 4)
        : name;
  }
}
