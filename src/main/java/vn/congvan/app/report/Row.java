package vn.congvan.app.report;

import vn.congvan.document.WrittenText;

/** One fact with its label; both can be shown as they are, whoever wrote the fact. */
record Row(String label, String value) {
  Row {
    value = WrittenText.visible(WrittenText.normal(value));
  }
}
