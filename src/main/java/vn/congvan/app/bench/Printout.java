package vn.congvan.app.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import vn.congvan.app.words.Table;
import vn.congvan.document.Language;

/** What a benchmark prints, in the language of whoever reads it; its last line is for programs. */
abstract sealed class Printout permits JourneyReport, SignReport, VerifyReport {
  private final PrintStream out;
  private final Language language;
  private final int width;

  /**
   * @param width of the terminal, in columns
   */
  Printout(PrintStream out, Language language, int width) {
    this.out = out;
    this.language = language;
    this.width = width;
  }

  final String in(String vi, String en) {
    return language == Language.VI ? vi : en;
  }

  final void say(String vi, String en, Object... values) {
    out.println(String.format(locale(), in(vi, en), values));
  }

  /** Empty for what was not measured. */
  final String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(locale(), format, value);
  }

  final String spread(String format, double least, double most) {
    return number(format, least) + "–" + number(format, most);
  }

  final void space() {
    out.println();
  }

  final void print(Table table) {
    table.lines(width).forEach(out::println);
  }

  /** A figure whose parts were left out is left out. */
  static void put(Map<String, Object> figures, String name, double value) {
    if (!Double.isNaN(value)) {
      figures.put(name, Math.round(value * 1_000) / 1_000.0);
    }
  }

  final void lastLine(Map<String, Object> figures) {
    try {
      out.println(new JsonMapper().writeValueAsString(figures));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the figures are plain numbers", e);
    }
  }

  private Locale locale() {
    return language == Language.VI ? Locale.forLanguageTag("vi") : Locale.ENGLISH;
  }
}
