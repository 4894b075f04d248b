package vn.congvan.validation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dates of ISO 32000-2 §7.9.4, of which only complete ones name a moment. */
final class PdfDate {
  private static final Pattern FORM =
      Pattern.compile(
          "D:(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(?:Z(?:00'00'?)?|([+-])(\\d{2})'(\\d{2})?'?)");

  private PdfDate() {}

  static Optional<Instant> parse(String text) {
    var m = FORM.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      var local =
          LocalDateTime.of(
              Integer.parseInt(m.group(1)),
              Integer.parseInt(m.group(2)),
              Integer.parseInt(m.group(3)),
              Integer.parseInt(m.group(4)),
              Integer.parseInt(m.group(5)),
              Integer.parseInt(m.group(6)));
      return Optional.of(local.toInstant(offset(m.group(7), m.group(8), m.group(9))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZoneOffset offset(String sign, String hours, String minutes) {
    if (sign == null) {
      return ZoneOffset.UTC;
    }
    var factor = sign.equals("-") ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(
        factor * Integer.parseInt(hours), minutes == null ? 0 : factor * Integer.parseInt(minutes));
  }
}
