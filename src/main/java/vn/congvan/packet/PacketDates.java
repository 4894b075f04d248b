package vn.congvan.packet;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.congvan.document.VietnamTime;

/**
 * Days and times as packets write them: {@code yyyy/MM/dd} and {@code yyyy/MM/dd HH:mm:ss} in
 * Vietnam time; read also with the day first, as older systems write.
 */
final class PacketDates {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);
  private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[/-](\\d{1,2})[/-](\\d{1,2})");
  private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})");
  private static final Pattern AFTER_DAY = Pattern.compile("[ T]+");

  private PacketDates() {}

  static String write(LocalDate day) {
    return DAY.format(day);
  }

  static String write(Instant time) {
    return TIME.format(LocalDateTime.ofInstant(time, VietnamTime.ZONE));
  }

  /** A time of day after the day is passed over. */
  static Optional<LocalDate> day(String text) {
    var day = AFTER_DAY.split(text, 2)[0];
    try {
      var yearFirst = YEAR_FIRST.matcher(day);
      if (yearFirst.matches()) {
        return Optional.of(
            LocalDate.of(
                Integer.parseInt(yearFirst.group(1)),
                Integer.parseInt(yearFirst.group(2)),
                Integer.parseInt(yearFirst.group(3))));
      }
      var dayFirst = DAY_FIRST.matcher(day);
      if (dayFirst.matches()) {
        return Optional.of(
            LocalDate.of(
                Integer.parseInt(dayFirst.group(3)),
                Integer.parseInt(dayFirst.group(2)),
                Integer.parseInt(dayFirst.group(1))));
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A day alone counts from its midnight. */
  static Optional<Instant> time(String text) {
    var parts = AFTER_DAY.split(text, 2);
    try {
      var time = parts.length == 1 ? LocalTime.MIDNIGHT : LocalTime.parse(parts[1]);
      return day(parts[0]).map(day -> day.atTime(time).atZone(VietnamTime.ZONE).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
