package vn.congvan.app.report;

import vn.congvan.document.Language;

/** In what form a verdict is reported. */
public enum ReportFormat {
  XML,
  PDF,
  HTML;

  /** The whole report. */
  public byte[] write(Judged judged, Language language) {
    return switch (this) {
      case XML -> EtsiReport.of(judged);
      case PDF -> PdfReport.of(VerdictPage.of(judged, language));
      case HTML -> HtmlReport.of(VerdictPage.of(judged, language));
    };
  }

  /** How the names of such files end. */
  String end() {
    return switch (this) {
      case XML -> ".report.xml";
      case PDF -> ".report.pdf";
      case HTML -> ".report.html";
    };
  }
}
