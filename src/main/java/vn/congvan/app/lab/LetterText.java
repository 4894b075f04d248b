package vn.congvan.app.lab;

import java.util.List;

/**
 * What an official letter (công văn) says.
 *
 * @param agency its name in capitals, a line an element
 * @param about after V/v
 * @param to whom it addresses (Kính gửi)
 * @param toPlaces the lines under Nơi nhận, without dashes
 * @param authority above the title, {@code TM. ỦY BAN NHÂN DÂN}
 * @param title {@code CHỦ TỊCH}
 * @param name of who signs
 */
public record LetterText(
    List<String> agency,
    String about,
    List<String> to,
    List<String> paragraphs,
    List<String> toPlaces,
    String authority,
    String title,
    String name) {
  public LetterText {
    agency = List.copyOf(agency);
    to = List.copyOf(to);
    paragraphs = List.copyOf(paragraphs);
    toPlaces = List.copyOf(toPlaces);
  }
}
