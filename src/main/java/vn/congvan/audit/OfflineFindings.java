package vn.congvan.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.OfflineVerdict.Outcome;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/** Collects what a check without the node finds. */
final class OfflineFindings {
  private static final int MOST = 20;

  private final List<Reason> checked = new ArrayList<>();
  private final List<Reason> problems = new ArrayList<>();
  private @Nullable Checkpoint checkpoint;

  /** Nothing more can be looked at. */
  static final class Ended extends Exception {
    final Outcome outcome;
    final Reason why;

    Ended(Outcome outcome, String code, String vi, String en) {
      super(en);
      this.outcome = outcome;
      this.why = new Reason("AUDIT." + code, vi, en);
    }
  }

  static Ended unreadable(String code, String vi, @Nullable String en) {
    var shown = Shown.of(String.valueOf(en));
    return new Ended(Outcome.UNREADABLE, code, vi + " (" + shown + ").", shown);
  }

  static Ended broken(Problem problem, Object... arguments) {
    var reason = problem.reason(arguments);
    return new Ended(Outcome.DOES_NOT_HOLD, problem.name(), reason.vi(), reason.en());
  }

  void holds(String code, String vi, String en) {
    checked.add(new Reason("AUDIT." + code, vi, en));
  }

  void problem(Problem problem, Object... arguments) {
    if (problems.size() < MOST) {
      problems.add(problem.reason(arguments));
    }
  }

  /** The first thing to look at: nothing a log says counts before its signature does. */
  Checkpoint signed(SignedNote note, Checkpoint said, Collection<VerifierKey> keys) throws Ended {
    checkpoint = said;
    var origin = Shown.of(said.origin());
    if (keys.stream().noneMatch(key -> key.isOfLog(said.origin()))) {
      throw new Ended(
          Outcome.CANNOT_CONCLUDE,
          "NO_KEY",
          "Không có khóa công khai tin cậy của nhật ký %s. Lấy khóa từ cơ quan bằng đường khác rồi ghi --key."
              .formatted(origin),
          "there is no trusted public key of log %s; get it from the agency by another way and name it with --key"
              .formatted(origin));
    }
    try {
      note.verifyCheckpoint(keys);
    } catch (NoteRefused e) {
      throw broken(Problem.CHECKPOINT, said.size(), origin, String.valueOf(e.getMessage()));
    }
    holds(
        "SIGNED",
        "chữ ký của nhật ký %s trên điểm kiểm %d mục".formatted(origin, said.size()),
        "the signature of log %s on its checkpoint of %d entries".formatted(origin, said.size()));
    return said;
  }

  OfflineVerdict verdict() {
    return new OfflineVerdict(
        problems.isEmpty() ? Outcome.HOLDS : Outcome.DOES_NOT_HOLD, checkpoint, checked, problems);
  }

  OfflineVerdict verdict(Ended ended) {
    problems.add(ended.why);
    // What was found before counts more than what stopped the search.
    var outcome = problems.size() > 1 ? Outcome.DOES_NOT_HOLD : ended.outcome;
    return new OfflineVerdict(outcome, checkpoint, checked, problems);
  }
}
