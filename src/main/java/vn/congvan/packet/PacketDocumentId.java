package vn.congvan.packet;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The id we give our documents: {@code H57,2026/03/05,05/UBND-VX}.
 *
 * @param code number and symbol
 */
public record PacketDocumentId(String organId, LocalDate date, String code) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);

  @Override
  public String toString() {
    return organId + "," + DATE.format(date) + "," + code;
  }
}
