package vn.congvan.store;

import java.util.concurrent.atomic.LongAdder;

/** The counts behind {@link Statistics}. */
final class Counters {
  final LongAdder units = new LongAdder();
  final LongAdder statements = new LongAdder();
  final LongAdder commits = new LongAdder();
  final LongAdder rolledBack = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder expired = new LongAdder();

  Statistics now(int waiting) {
    return new Statistics(
        units.sum(),
        statements.sum(),
        commits.sum(),
        rolledBack.sum(),
        lost.sum(),
        expired.sum(),
        waiting);
  }
}
