package vn.congvan.validation.attacks;

import java.util.List;
import java.util.stream.Stream;

/** All there are. */
final class Attacks {
  private Attacks() {}

  static List<Attack> all() {
    return Stream.of(
            Forgeries.all(),
            Tails.all(),
            Sections.all(),
            Wrapping.all(),
            Shadows.all(),
            Overlays.all(),
            Fields.all(),
            CmsSurgery.all(),
            CmsForgeries.all(),
            Stamps.all(),
            Bombs.all())
        .flatMap(List::stream)
        .toList();
  }
}
