package vn.congvan.app.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import vn.congvan.document.VietnamTime;

/** ISO 8601; in Vietnam where no offset is given, and the last second of a day given alone. */
final class AsTime implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String value) {
    if (!value.matches("\\d{4}-.*")) {
      throw new TypeConversionException(value);
    }
    try {
      if (!value.contains("T")) {
        var next = LocalDate.parse(value).plusDays(1);
        return next.atStartOfDay(VietnamTime.ZONE).toInstant().minusSeconds(1);
      }
      var time = value.substring(value.indexOf('T'));
      return time.endsWith("Z") || time.contains("+") || time.contains("-")
          ? OffsetDateTime.parse(value).toInstant()
          : LocalDateTime.parse(value).atZone(VietnamTime.ZONE).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(value);
    }
  }
}
