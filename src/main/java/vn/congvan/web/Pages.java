package vn.congvan.web;

import java.util.List;
import java.util.function.Function;

/** Cuts what was found, one more than was asked for, into a page and the cursor of the next. */
final class Pages {
  private Pages() {}

  static <D> Views.Page page(
      List<D> found, int limit, Function<D, ?> view, Function<D, String> cursor) {
    var more = found.size() > limit;
    var shown = more ? found.subList(0, limit) : found;
    return new Views.Page(
        shown.stream().map(view).toList(), more ? cursor.apply(shown.get(limit - 1)) : null);
  }
}
