package vn.congvan.app.report;

import java.util.List;
import vn.congvan.document.Language;
import vn.congvan.validation.Indication;

/**
 * A verdict as a web page of one file: nothing is loaded with it and nothing runs in it, which it
 * tells the browser too. It is well-formed XML, and made to be printed.
 */
final class HtmlReport {
  /** No character in it that XML would write in another way. */
  private static final String STYLE =
      """
      :root { color-scheme: light }
      body { margin: 0 auto; max-width: 54rem; padding: 1.5rem; background: #fff; color: #1b1b1b;
        font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
      h1 { font-size: 1.25rem; text-align: center; margin: 0 0 1rem }
      h2 { font-size: 1.05rem; margin: 1.5rem 0 .3rem; break-after: avoid }
      .verdict { border: 2px solid; border-radius: .3rem; padding: .7rem 1rem; break-inside: avoid }
      .verdict strong { display: block; font-size: 1.35rem }
      .verdict p { margin: .2rem 0 0; color: #1b1b1b }
      .passed { color: #0a5c2b } .failed { color: #a3001b } .doubt { color: #7a4700 }
      table { width: 100%; border-collapse: collapse; table-layout: fixed }
      tr { break-inside: avoid }
      th, td { border-top: 1px solid #c9c9c9; padding: .25rem .4rem; text-align: left;
        vertical-align: top; overflow-wrap: anywhere }
      th { width: 12.5rem; font-weight: 600 }
      footer { margin-top: 1.5rem; border-top: 1px solid #c9c9c9; padding-top: .5rem; font-size: .875rem }
      @media (max-width: 34rem) { th, td { display: block; width: auto } td { border-top: 0; padding-top: 0 } }
      @media print { body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.4 } }
      @page { size: A4; margin: 15mm 15mm 15mm 20mm }
      """;

  private HtmlReport() {}

  static byte[] of(VerdictPage page) {
    var html = Xml.page("lang", page.language() == Language.VI ? "vi" : "en");
    html.begin("head");
    html.empty("meta", "charset", "utf-8");
    html.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.leaf("title", page.title() + ": " + page.word());
    html.begin("style");
    STYLE.lines().forEach(line -> html.text(line.strip()).line());
    html.end().end();
    html.begin("body");
    html.leaf("h1", page.title());
    html.begin("div", "class", "verdict " + look(page.indication()));
    html.leaf("strong", mark(page.indication()) + " " + page.word());
    html.begin("p").leaf("bdi", page.sentence()).end();
    html.end();
    for (var section : page.sections()) {
      html.begin("section").leaf("h2", section.title());
      table(html, section.rows());
      html.end();
    }
    html.leaf("footer", page.foot());
    return html.bytes();
  }

  private static void table(Xml html, List<Row> rows) {
    html.begin("table").begin("tbody");
    for (var row : rows) {
      html.begin("tr").leaf("th", row.label(), "scope", "row");
      // A name in a script that runs from right to left turns nothing around it.
      html.begin("td").leaf("bdi", row.value()).end().end();
    }
    html.end().end();
  }

  private static String look(Indication indication) {
    return switch (indication) {
      case TOTAL_PASSED -> "passed";
      case TOTAL_FAILED -> "failed";
      case INDETERMINATE -> "doubt";
    };
  }

  /** Beside the word and the colour, for whoever sees no colours. */
  private static String mark(Indication indication) {
    return switch (indication) {
      case TOTAL_PASSED -> "✓";
      case TOTAL_FAILED -> "✕";
      case INDETERMINATE -> "?";
    };
  }
}
