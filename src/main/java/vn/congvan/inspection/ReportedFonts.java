package vn.congvan.inspection;

import java.util.List;
import java.util.Optional;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/**
 * Fonts that a file names and does not hold. A document is not refused for them, since every reader
 * has some of them; whoever hands it in and whoever signs it must know.
 *
 * @param file its name
 * @param fonts by name; none when the file holds all it uses
 */
public record ReportedFonts(String file, List<String> fonts) {
  private static final int NAMED = 5;
  private static final int FILES = 3;

  public ReportedFonts {
    fonts = List.copyOf(fonts);
  }

  /** One warning for the files of one document; empty when each holds its fonts. */
  public static Optional<Reason> warning(List<ReportedFonts> files) {
    var lacking = files.stream().filter(file -> !file.fonts.isEmpty()).toList();
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    var named = String.join("; ", lacking.stream().limit(FILES).map(ReportedFonts::named).toList());
    var all = lacking.size() > FILES ? named + "; …" : named;
    return Optional.of(
        new Reason(
            "FILE.FONTS_NOT_EMBEDDED",
            "Tệp không nhúng đủ phông chữ: %s. Nơi nhận có thể thấy chữ khác với bản bạn xem. Nên xuất lại PDF có nhúng phông chữ."
                .formatted(all),
            "fonts are not embedded: %s; a receiver may see other letters than you do; better export the PDF again with its fonts"
                .formatted(all)));
  }

  private String named() {
    var some = String.join(", ", fonts.stream().limit(NAMED).map(Shown::of).toList());
    return "%s (%s)".formatted(Shown.of(file), fonts.size() > NAMED ? some + ", …" : some);
  }
}
