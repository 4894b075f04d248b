package vn.congvan.document;

import java.time.LocalDate;
import java.util.Locale;

/**
 * The number, symbol and date of an issued document (Decree 30/2020, Article 15 and Appendix
 * I.II.3).
 *
 * @param number from 1, in the order of issue within the calendar year of its series
 * @param symbol for example {@code UBND-VX} or {@code QĐ-UBND}
 * @param date the day of issue in Asia/Ho_Chi_Minh
 */
public record DocumentNumber(int number, String symbol, LocalDate date) {
  public DocumentNumber {
    if (number < 1) {
      throw new IllegalArgumentException("a document's number starts at 1, not " + number);
    }
  }

  /** The number as it is written: below ten with a leading zero, {@code 05}. */
  public String written() {
    return String.format(Locale.ROOT, "%02d", number);
  }

  /** Number and symbol as they are written, {@code 05/UBND-VX}. */
  public String code() {
    return written() + "/" + symbol;
  }

  /** As the page shows it, {@code Số: 05/UBND-VX}. */
  public String line() {
    return "Số: " + code();
  }

  /**
   * Place and date as they are written: leading zero for days below 10 and for January and February
   * only.
   */
  public String placeAndDate(String place) {
    var month = date.getMonthValue() <= 2 ? "%02d" : "%d";
    return String.format(
        Locale.ROOT,
        "%s, ngày %02d tháng " + month + " năm %d",
        place,
        date.getDayOfMonth(),
        date.getMonthValue(),
        date.getYear());
  }
}
