package vn.congvan.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.backup.BackupWriter;
import vn.congvan.app.shelf.Shelf;
import vn.congvan.app.shelf.ShelfItem;
import vn.congvan.audit.LogCheck;
import vn.congvan.audit.LogEntry;
import vn.congvan.audit.LogProofs;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.LogGrowth;
import vn.congvan.audit.note.LogProof;
import vn.congvan.document.Actor;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Shown;
import vn.congvan.web.AdminDesk;

/** An administrator's work on a data folder, in the process that has it open. */
final class NodeAdmin implements AdminDesk {
  private static final String CHANNEL = "cli";
  private static final int MANY = 100_000;

  private final Parts parts;
  private final Shelf shelf;
  private final LogProofs proofs;
  private final LogCheck logCheck;
  private final BackupWriter backup;
  private final List<String> outside;

  private NodeAdmin(
      Parts parts, Shelf shelf, LogCheck logCheck, BackupWriter backup, List<String> outside) {
    this.parts = parts;
    this.shelf = shelf;
    this.proofs = new LogProofs(parts.database());
    this.logCheck = logCheck;
    this.backup = backup;
    this.outside = outside;
  }

  static NodeAdmin of(Parts parts, Shelf shelf, LogCheck logCheck, Settings settings, Clock clock) {
    return new NodeAdmin(
        parts,
        shelf,
        logCheck,
        Backups.writer(parts, settings, clock),
        Backups.outside(parts, settings));
  }

  @Override
  public List<Shelved> shelf(@Nullable String after, int limit) {
    var all = shelf.waiting(MANY);
    var from = 0;
    if (after != null) {
      for (var i = 0; i < all.size(); i++) {
        if (all.get(i).id().toString().equals(after)) {
          from = i + 1;
        }
      }
    }
    return all.subList(from, Math.min(all.size(), from + limit)).stream()
        .map(NodeAdmin::shelved)
        .toList();
  }

  @Override
  public void resume(String id) {
    var item = item(id);
    shelf.resume(item.id(), operator(item), CHANNEL, "");
  }

  @Override
  public void cancel(String id, String note) {
    var item = item(id);
    shelf.cancel(item.id(), operator(item), CHANNEL, note);
  }

  @Override
  public List<LogEntry> trace(DocumentId document) {
    var streams = new TreeSet<String>();
    for (var agency : parts.directory().hostedHere()) {
      streams.add(agency.code() + ":document:" + document);
    }
    parts
        .outgoing()
        .find(document)
        .ifPresent(
            sent ->
                parts
                    .deliveries()
                    .of(document)
                    .forEach(d -> streams.add(sent.agency() + ":delivery:" + d.id())));
    parts
        .deliveries()
        .arrivedAs(document)
        .forEach((receiver, theirs) -> streams.add(receiver + ":document:" + theirs));
    var entries = new ArrayList<LogEntry>();
    streams.forEach(stream -> entries.addAll(parts.log().history(stream)));
    entries.sort(Comparator.comparing(LogEntry::time));
    return entries;
  }

  @Override
  public LogCheck.Result verifyLog() {
    return logCheck.run();
  }

  @Override
  public LogProof prove(Wanted wanted) {
    Optional<LogProof> found = Optional.empty();
    if (wanted.index() != null) {
      found = proofs.ofIndex(wanted.index());
    } else if (wanted.eid() != null) {
      found = proofs.ofEid(wanted.eid());
    } else if (wanted.document() != null) {
      found =
          parts.directory().hostedHere().stream()
              .map(agency -> proofs.ofNewest(agency.code() + ":document:" + wanted.document()))
              .flatMap(Optional::stream)
              .findFirst();
    }
    return found.orElseThrow(
        () ->
            new Refused(
                new Reason(
                    "AUDIT.NOT_PROVABLE",
                    "Nhật ký không có mục này, hoặc chưa điểm kiểm nào bao gồm mục này.",
                    "the log has no such entry, or no checkpoint covers it yet")));
  }

  @Override
  public LogGrowth growthSince(Checkpoint old) {
    return proofs
        .since(old)
        .orElseThrow(
            () ->
                new Refused(
                    new Reason(
                        "AUDIT.UNKNOWN_LOG",
                        "Hệ thống này không có nhật ký %s.".formatted(Shown.of(old.origin())),
                        "there is no log %s here".formatted(Shown.of(old.origin())))));
  }

  @Override
  public Backup backUp(Path folder) {
    var made = backup.make(folder);
    var leftOut = new ArrayList<String>(outside);
    leftOut.addAll(made.leftOut());
    return new Backup(made.folder(), made.files(), made.bytes(), leftOut);
  }

  private ShelfItem item(String id) {
    try {
      return shelf.get(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      throw new Refused(
          new Reason(
              "SHELF.UNKNOWN",
              "Không có việc nào mang mã này trên hàng để riêng.",
              "there is nothing with this id on the shelf"));
    }
  }

  /** Whoever has the data folder; the log says so, and for which agency. */
  private static Actor operator(ShelfItem item) {
    return new Actor(Actor.Kind.SYSTEM, "operator", item.agency(), "administrator", "cli");
  }

  private static Shelved shelved(ShelfItem item) {
    return new Shelved(
        item.id().toString(),
        item.queue(),
        item.agency(),
        item.document(),
        item.setAsideAt(),
        item.reason());
  }
}
