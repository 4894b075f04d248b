package vn.congvan.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The agency's seal: fills number and date, then signs and locks every field. @param number the
 * text of box 3, {@code Số: 05/UBND-VX} @param date the text of box 4 @param name the agency, for
 * /Name @param second the key for the seal beside it, in files that are to have one
 */
public record Seal(
    SigningKey key,
    SignatureImage image,
    String number,
    String date,
    Instant time,
    String name,
    @Nullable SigningKey second) {

  public Seal(
      SigningKey key, SignatureImage image, String number, String date, Instant time, String name) {
    this(key, image, number, date, time, name, null);
  }
}
