package vn.congvan.signing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which empty fields a file gets.
 *
 * @param layout of a document; null for an attachment
 * @param second whether every signature gets an invisible field for another beside it
 */
record FieldPlan(@Nullable FieldLayout layout, boolean second) {

  /** The pages the file must have, from 0. */
  List<Integer> pages() {
    return layout == null
        ? List.of(0)
        : List.of(
            layout.signature().page(),
            layout.seal().page(),
            layout.number().page(),
            layout.date().page());
  }
}
