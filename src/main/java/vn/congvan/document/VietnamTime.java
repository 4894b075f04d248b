package vn.congvan.document;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Documents are dated where they are issued, whatever zone the machine is set to. */
public final class VietnamTime {
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private VietnamTime() {}

  public static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }
}
