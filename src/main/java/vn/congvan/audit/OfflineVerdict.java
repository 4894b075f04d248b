package vn.congvan.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.document.Reason;

/**
 * What somebody who trusts nothing but a log's key found.
 *
 * @param checkpoint what was signed, null where that was not reached
 * @param checked what holds, in the order in which it was looked at
 * @param problems what does not, or why there is no answer; empty when all holds
 */
public record OfflineVerdict(
    Outcome outcome, @Nullable Checkpoint checkpoint, List<Reason> checked, List<Reason> problems) {

  /** How it ends; the order is that of the exit codes. */
  public enum Outcome {
    HOLDS,
    DOES_NOT_HOLD,
    /** It says that it is of a log whose key is not known here. */
    CANNOT_CONCLUDE,
    /** It is no proof and no log at all. */
    UNREADABLE
  }

  public OfflineVerdict {
    checked = List.copyOf(checked);
    problems = List.copyOf(problems);
  }
}
