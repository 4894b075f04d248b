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
            Containers.all(),
            Wrapping.all(),
            Shadows.all(),
            Catalogs.all(),
            Overlays.all(),
            Fields.all(),
            Locks.all(),
            CmsEncodings.all(),
            CmsSurgery.all(),
            CmsForgeries.all(),
            Stamps.all(),
            Bombs.all())
        .flatMap(List::stream)
        .toList();
  }
}
