package vn.congvan.signing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.signing.FieldLayout.SignatureField;

/**
 * Which empty fields a file gets.
 *
 * @param layout of a document; null for anything else
 * @param second whether every signature gets an invisible field for another beside it
 * @param signatures of a file that is neither document nor attachment; else empty
 */
record FieldPlan(@Nullable FieldLayout layout, boolean second, List<SignatureField> signatures) {

  static FieldPlan document(FieldLayout layout, boolean second) {
    return new FieldPlan(layout, second, List.of());
  }

  static FieldPlan attachment(boolean second) {
    return new FieldPlan(null, second, List.of());
  }

  static FieldPlan signatures(List<SignatureField> signatures) {
    if (signatures.isEmpty()) {
      throw new IllegalArgumentException("a file to be signed has a field for it");
    }
    return new FieldPlan(null, false, List.copyOf(signatures));
  }

  /** The pages the file must have, from 0. */
  List<Integer> pages() {
    if (layout != null) {
      return List.of(
          layout.signature().page(),
          layout.seal().page(),
          layout.number().page(),
          layout.date().page());
    }
    return signatures.isEmpty()
        ? List.of(0)
        : signatures.stream()
            .flatMap(field -> Optional.ofNullable(field.place()).stream())
            .map(place -> place.page())
            .toList();
  }
}
