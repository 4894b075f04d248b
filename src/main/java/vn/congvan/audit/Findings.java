package vn.congvan.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vn.congvan.document.Shown;

/** Collects what is wrong; of each kind the first twenty in words, so that none hides another. */
final class Findings {
  private static final int MOST = 20;

  private final List<String> found = new ArrayList<>();
  private final Map<Problem, Integer> counts = new EnumMap<>(Problem.class);

  void add(Problem problem, Object... arguments) {
    if (counts.merge(problem, 1, Integer::sum) > MOST) {
      return;
    }
    // Some of it is text that somebody has put into the database.
    var shown = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      shown[i] = Shown.of(String.valueOf(arguments[i]));
    }
    found.add(problem.text(shown));
  }

  List<String> all() {
    var all = new ArrayList<>(found);
    counts.forEach(
        (problem, count) -> {
          if (count > MOST) {
            all.add(Problem.MORE.text(count - MOST, problem));
          }
        });
    return all;
  }
}
