package vn.congvan.signing;

/**
 * What the two fields of a document hold that was numbered before its leader signs.
 *
 * @param number the text of box 3, {@code Số: 05/UBND-VX}
 * @param date the text of box 4
 */
public record NumberAndDate(String number, String date) {}
