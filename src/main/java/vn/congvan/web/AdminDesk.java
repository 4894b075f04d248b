package vn.congvan.web;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.LogCheck;
import vn.congvan.audit.LogEntry;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.LogGrowth;
import vn.congvan.audit.note.LogProof;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Reason;

/**
 * What an administrator does with a node. The node does it itself; {@link AdminClient} asks a
 * running node to, so that a command need not care which.
 */
public interface AdminDesk {
  /**
   * Work that stopped and waits for somebody (hàng để riêng).
   *
   * @param id names it to {@link #resume} and {@link #cancel}; letters, digits and {@code _.:-}
   * @param work which hop it was in, for example {@code dispatch}
   */
  record Shelved(
      String id,
      String work,
      @Nullable AgencyCode agency,
      @Nullable DocumentId document,
      Instant since,
      Reason reason) {}

  /**
   * What a backup wrote.
   *
   * @param leftOut what a restored node would need and the backup does not hold: files outside the
   *     data folder, and what cannot be copied
   */
  record Backup(Path folder, long files, long bytes, List<String> leftOut) {
    public Backup {
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * The oldest first.
   *
   * @param after the id of the last one seen, null for the first page
   */
  List<Shelved> shelf(@Nullable String after, int limit);

  /**
   * Puts it back in its queue.
   *
   * @throws vn.congvan.document.Refused when there is no such work on the shelf
   */
  void resume(String id);

  /**
   * Takes it off the shelf for good; the log holds why.
   *
   * @throws vn.congvan.document.Refused when there is no such work on the shelf
   */
  void cancel(String id, String note);

  /** Everything the log holds of a document at every agency of this node, by time. */
  List<LogEntry> trace(DocumentId document);

  /** Rebuilds the whole log from its stored bytes; may take long. */
  LogCheck.Result verifyLog();

  /**
   * Which entry to prove: exactly one of the three is given.
   *
   * @param index in the current log
   * @param document at an agency of this node: the newest entry of its own stream
   * @param eid the entry's number in the database
   */
  record Wanted(@Nullable Long index, @Nullable DocumentId document, @Nullable Long eid) {}

  /**
   * A proof that carries its entry.
   *
   * @throws vn.congvan.document.Refused when there is no such entry or no checkpoint covers it
   */
  LogProof prove(Wanted wanted);

  /**
   * That the log of a checkpoint grew out of it; what does not hold is found by whoever verifies.
   *
   * @throws vn.congvan.document.Refused when this node has no such log
   */
  LogGrowth growthSince(Checkpoint old);

  /**
   * Copies the node's data into a folder while it runs; may take long.
   *
   * @param folder absolute; must not exist or be empty
   */
  Backup backUp(Path folder);
}
