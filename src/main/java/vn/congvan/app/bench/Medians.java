package vn.congvan.app.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Rounds as one figure. */
final class Medians {
  private Medians() {}

  /** Not a number when nothing was measured. */
  static double middle(double[] inOrder) {
    return inOrder.length == 0 ? Double.NaN : inOrder[inOrder.length / 2];
  }

  static <T> double[] sorted(List<T> rounds, ToDoubleFunction<T> figure) {
    return rounds.stream().mapToDouble(figure).sorted().toArray();
  }

  /** The median of the ratios of the same rounds; not a number when one was not measured. */
  static double ratio(List<Worker.Answer> above, List<Worker.Answer> below) {
    return middle(
        IntStream.range(0, Math.min(above.size(), below.size()))
            .mapToDouble(i -> above.get(i).rate() / below.get(i).rate())
            .sorted()
            .toArray());
  }
}
