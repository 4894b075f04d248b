package vn.congvan.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.Function;
import vn.congvan.document.DocumentId;
import vn.congvan.register.Position;

/** Where a page ended, in a form clients pass back without reading it. */
final class Cursor {
  private static final String SEPARATOR = "|";

  private Cursor() {}

  static String of(String where) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(where.getBytes(StandardCharsets.UTF_8));
  }

  static String of(Position position) {
    var micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.at());
    return of(micros + SEPARATOR + position.id());
  }

  static String where(String cursor) {
    return read(cursor, Function.identity());
  }

  /**
   * @param reader reads what the cursor says; an IllegalArgumentException means that it is none of
   *     ours
   */
  static <T> T read(String cursor, Function<String, T> reader) {
    try {
      return reader.apply(
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw Problems.field(
          "cursor",
          "không phải giá trị next của trang trước",
          "it is not the 'next' of a page before");
    }
  }

  static Position position(String cursor) {
    return read(
        cursor,
        where -> {
          var cut = where.indexOf(SEPARATOR);
          if (cut < 0) {
            throw new IllegalArgumentException("no separator");
          }
          // NumberFormatException is an IllegalArgumentException too.
          var micros = Long.parseLong(where.substring(0, cut));
          return new Position(
              Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
              DocumentId.parse(where.substring(cut + 1)));
        });
  }
}
