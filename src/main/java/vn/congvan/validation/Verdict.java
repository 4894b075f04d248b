package vn.congvan.validation;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of several findings decides: a failure before a doubt, else the first. */
final class Verdict {
  private Verdict() {}

  static List<Finding> ordered(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(f -> f.indication() != Indication.TOTAL_FAILED))
        .toList();
  }

  static @Nullable Finding first(List<Finding> findings) {
    return findings.isEmpty() ? null : ordered(findings).get(0);
  }

  static Integrity integrity(List<Finding> findings) {
    for (var worst : List.of(Integrity.ALTERED, Integrity.UNREADABLE, Integrity.UNSIGNED)) {
      if (findings.stream().anyMatch(f -> f.integrity() == worst)) {
        return worst;
      }
    }
    return Integrity.INTACT;
  }
}
