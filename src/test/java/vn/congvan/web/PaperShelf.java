package vn.congvan.web;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.LogCheck;
import vn.congvan.audit.LogEntry;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.LogGrowth;
import vn.congvan.audit.note.LogProof;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/** An administrator's desk with a shelf in memory, for tests of the way to it. */
class PaperShelf implements AdminDesk {
  final SortedMap<String, Shelved> shelf = new TreeMap<>();
  final SortedMap<String, String> cancelled = new TreeMap<>();

  @Override
  public synchronized List<Shelved> shelf(@Nullable String after, int limit) {
    return shelf.values().stream()
        .filter(shelved -> after == null || shelved.id().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void resume(String id) {
    take(id);
  }

  @Override
  public synchronized void cancel(String id, String note) {
    take(id);
    cancelled.put(id, note);
  }

  private void take(String id) {
    if (shelf.remove(id) == null) {
      throw new Refused(new Reason("ADMIN.UNKNOWN_WORK", "không có việc này", "no such work"));
    }
  }

  @Override
  public List<LogEntry> trace(DocumentId document) {
    return List.of();
  }

  @Override
  public LogCheck.Result verifyLog() {
    return new LogCheck.Result(7, "cm9vdA==", 7, 2, 14, List.of("entry 3 is not what was hashed"));
  }

  @Override
  public LogProof prove(Wanted wanted) {
    throw new Refused(new Reason("AUDIT.NOT_PROVABLE", wanted.toString(), wanted.toString()));
  }

  @Override
  public LogGrowth growthSince(Checkpoint old) {
    throw new Refused(new Reason("AUDIT.UNKNOWN_LOG", old.text(), old.text()));
  }

  @Override
  public Backup backUp(Path folder) {
    return new Backup(folder, 3, 4_096, List.of("/etc/khóa.p12 (H57)"));
  }
}
