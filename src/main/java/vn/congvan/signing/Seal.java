package vn.congvan.signing;

import java.time.Instant;

/**
 * The agency's seal: fills number and date, then signs and locks every field. @param number the
 * text of box 3, {@code Số: 05/UBND-VX} @param date the text of box 4 @param name the agency, for
 * /Name
 */
public record Seal(
    SigningKey key, SignatureImage image, String number, String date, Instant time, String name) {}
