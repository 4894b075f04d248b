package vn.congvan.app.lab;

import java.util.List;

/**
 * What an appendix (phụ lục) with one table says.
 *
 * @param title in capitals
 * @param belongsTo in brackets under the title
 * @param widths of the columns in millimetres, 160 together
 * @param heads of the columns
 */
public record AnnexText(
    String title,
    String belongsTo,
    List<Double> widths,
    List<String> heads,
    List<List<String>> rows) {
  public AnnexText {
    widths = List.copyOf(widths);
    heads = List.copyOf(heads);
    rows = rows.stream().map(List::copyOf).toList();
    var columns = heads.size();
    if (widths.size() != columns || rows.stream().anyMatch(row -> row.size() != columns)) {
      throw new IllegalArgumentException(
          "every row of the table needs %d cells".formatted(columns));
    }
  }
}
