package vn.congvan.signing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which empty fields a file gets.
 *
 * @param layout of a document; null for an attachment
 * @param second whether every signature gets an invisible field for another beside it
 */
record FieldPlan(@Nullable FieldLayout layout, boolean second) {

  List<FieldLayout.Mark> marks() {
    return layout == null ? List.of() : layout.marks();
  }

  /** The pages the file must have, from 0. */
  List<Integer> pages() {
    if (layout == null) {
      return List.of(0);
    }
    var pages = new ArrayList<Integer>();
    pages.add(layout.signature().page());
    pages.add(layout.seal().page());
    pages.add(layout.number().page());
    pages.add(layout.date().page());
    layout.marks().forEach(mark -> pages.add(mark.page()));
    return pages;
  }
}
