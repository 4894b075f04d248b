package vn.congvan.app.words;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import vn.congvan.document.VietnamTime;

/** Times as they are read in Vietnam: 24 hours, day before month, everything padded. */
public final class Times {
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("HH:mm:ss dd/MM/yyyy", Locale.ROOT).withZone(VietnamTime.ZONE);

  private Times() {}

  /** {@code 09:30:15 05/01/2026}, in Asia/Ho_Chi_Minh. */
  public static String full(Instant instant) {
    return FULL.format(instant);
  }
}
