package vn.congvan.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.congvan.app.words.Verdict;
import vn.congvan.document.Language;
import vn.congvan.document.WrittenText;
import vn.congvan.validation.Indication;

/**
 * What a report says to people, before anything is drawn: the same on a web page and on paper.
 *
 * @param indication what mark stands beside the word
 * @param word the verdict, in capitals
 * @param sentence why it is so, with the code of the cause
 * @param sections the file, then each of its signatures
 * @param foot what must be known of the report itself
 */
record VerdictPage(
    Language language,
    String title,
    Indication indication,
    String word,
    String sentence,
    List<Section> sections,
    String foot) {
  VerdictPage {
    sections = List.copyOf(sections);
  }

  static VerdictPage of(Judged judged, Language language) {
    var vi = language == Language.VI;
    var report = judged.report();
    var sections = new ArrayList<Section>();
    sections.add(new Section(vi ? "Tệp" : "File", FileRows.of(judged, language)));
    var number = 1;
    for (var signature : report.signatures()) {
      sections.add(
          new Section(
              "%d. %s".formatted(number++, SignatureRows.title(signature, language)),
              SignatureRows.of(signature, judged.at(), language)));
    }
    var word = Verdict.word(report.indication(), language).toUpperCase(Locale.ROOT);
    return new VerdictPage(
        language,
        vi ? "BÁO CÁO KIỂM TRA CHỮ KÝ SỐ" : "SIGNATURE VERIFICATION REPORT",
        report.indication(),
        word,
        sentence(judged, word, language),
        sections,
        vi
            ? "Giờ Việt Nam (UTC+7). Báo cáo nói về tệp có mã SHA-256 nêu trên và không thay cho tệp đó."
            : "Times are Vietnam's (UTC+7). This report is about the file with the SHA-256 above and does not take its place.");
  }

  /** The headline without the verdict, which stands above it already. */
  private static String sentence(Judged judged, String word, Language language) {
    var report = judged.report();
    var headline = WrittenText.visible(WrittenText.normal(report.headline().in(language)));
    var rest = headline.startsWith(word) ? headline.substring(word.length()) : headline;
    var sentence = rest.replaceFirst("^[.:]\\s*", "");
    var first = sentence.offsetByCodePoints(0, sentence.isEmpty() ? 0 : 1);
    var capital = sentence.substring(0, first).toUpperCase(Locale.ROOT) + sentence.substring(first);
    return report.valid() ? capital : "%s (%s)".formatted(capital, report.headline().code());
  }
}
