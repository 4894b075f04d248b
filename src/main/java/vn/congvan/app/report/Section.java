package vn.congvan.app.report;

import java.util.List;
import vn.congvan.document.WrittenText;

/** Facts that belong together, under their title. */
record Section(String title, List<Row> rows) {
  Section {
    title = WrittenText.visible(WrittenText.normal(title));
    rows = List.copyOf(rows);
  }
}
