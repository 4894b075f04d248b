package vn.congvan.audit;

import java.time.Instant;
import java.util.Optional;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.document.Halt;

/**
 * Holds a log against its guard: nothing of what may have been signed is missing, as far as sizes
 * tell.
 */
final class GuardCheck {
  private GuardCheck() {}

  /**
   * The guard, or one of an empty log where nothing was ever signed.
   *
   * @param last the last stored checkpoint
   * @throws Halt when the data was set back, or the guard
   */
  static Guard require(Optional<Guard> found, LogState state, Optional<Checkpoints.Stored> last) {
    if (found.isEmpty()) {
      if (last.isPresent()) {
        throw new Halt(Reasons.guardLost());
      }
      return new Guard(state.origin(), 0, Hash.EMPTY_TREE, Instant.EPOCH);
    }
    var guard = found.get();
    if (!guard.origin().equals(state.origin())) {
      throw new Halt(Reasons.guardOfOtherLog(guard, state));
    }
    if (guard.size() > state.size()
        || (guard.size() == state.size() && !guard.root().equals(state.root()))) {
      throw new Halt(Reasons.rollback(guard, state));
    }
    var lastSize = last.map(Checkpoints.Stored::size).orElse(0L);
    var lastRoot = last.map(Checkpoints.Stored::root).orElse(Hash.EMPTY_TREE);
    if (lastSize > guard.size()) {
      throw new Halt(Reasons.guardBehind(guard, lastSize));
    }
    if (lastSize == guard.size() && !lastRoot.equals(guard.root())) {
      throw new Halt(Reasons.rollback(guard, state));
    }
    return guard;
  }
}
