package vn.congvan.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.backup.BackupReader;
import vn.congvan.app.backup.NewFolder;
import vn.congvan.app.backup.UnderWay;
import vn.congvan.app.data.DataFolder;
import vn.congvan.audit.LogKeeper;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.store.Database;

/**
 * Makes a data folder of a backup. A copy is older than what has happened since, so it opens a new
 * log; and its queues are empty, so what was under way is announced again. All of it is done in a
 * folder of another name, which gets its own when a node can start on it.
 */
public final class Restore {
  private final Path backup;
  private final Map<String, String> given;
  private final List<String> knownCheckpoints;
  private final Clock clock;

  /**
   * What was restored.
   *
   * @param made when the backup was
   * @param log the new log's origin
   * @param known entries of the old log up to its last known checkpoint, null when none is known
   * @param kept entries of it that the copy holds
   * @param messages to be sent when the node starts
   * @param takenOut settings of the original that the copy must not have
   * @param outside files the copy needs and the backup did not hold
   */
  public record Done(
      Path data,
      long files,
      long bytes,
      Instant made,
      String log,
      @Nullable Long known,
      long kept,
      long messages,
      List<String> takenOut,
      List<String> outside,
      String broker) {
    public Done {
      takenOut = List.copyOf(takenOut);
      outside = List.copyOf(outside);
    }

    /** How many entries the old log is known to have that are lost. */
    public long lost() {
      return known == null ? 0 : Math.max(0, known - kept);
    }
  }

  /**
   * @param given settings of the copy; kept in its settings file
   * @param knownCheckpoints signed checkpoints of the old log that others have kept
   */
  public Restore(
      Path backup, Map<String, String> given, List<String> knownCheckpoints, Clock clock) {
    this.backup = backup;
    this.given = Map.copyOf(given);
    this.knownCheckpoints = List.copyOf(knownCheckpoints);
    this.clock = clock;
  }

  /**
   * @param data must not exist or be empty; the folder above must exist
   * @throws Refused when the backup is not whole or not what it was, or the folder cannot be taken;
   *     nothing is left then
   * @throws vn.congvan.document.Failure when it cannot be done here and now; nothing is left either
   */
  public Done into(Path data) {
    var source = BackupReader.open(backup);
    requireDatabase(source);
    try (var target = NewFolder.at(data)) {
      var unpacked = source.unpack(target.work());
      var takenOut = RestoredSettings.rewrite(target.work(), given);
      var done = revive(source, unpacked, target.work(), takenOut, data);
      target.finish();
      return done;
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "RESTORE.SETTINGS",
              "Không ghi được thiết lập của bản khôi phục: %s.".formatted(e),
              "cannot write the settings of the restored copy: %s".formatted(e)),
          e);
    }
  }

  private Done revive(
      BackupReader source,
      BackupReader.Unpacked unpacked,
      Path work,
      List<String> takenOut,
      Path data) {
    var settings = Settings.load(work, given);
    requireOwn(settings, source);
    try (var closing = new Closing()) {
      var folder = closing.add("data folder", DataFolder.open(work));
      source
          .postgresqlCopy()
          .ifPresent(
              copy -> Database.load(Parts.database(settings, folder), Parts.MIGRATIONS, copy));
      var parts = Parts.build(settings, folder, clock, closing);
      var origin =
          LogKeeper.openNewLogAfterRestore(
              parts.database(),
              settings.text("log.origin"),
              Machinery.logFolder(settings, folder),
              clock,
              knownCheckpoints);
      var now = clock.instant();
      var messages =
          underWay(parts).announce(source.made().minus(settings.duration("inbox.keep")), now);
      var opened = parts.log().history("log:" + origin).get(0);
      var known = opened.before();
      var kept = opened.after();
      return new Done(
          Backups.absolute(data),
          unpacked.files(),
          unpacked.bytes(),
          source.made(),
          origin,
          known == null ? null : Long.valueOf(known),
          kept == null ? 0 : Long.parseLong(kept),
          messages,
          takenOut,
          Backups.outside(parts, settings),
          settings.text("broker.url"));
    }
  }

  private UnderWay underWay(Parts parts) {
    return new UnderWay(
        parts.database(),
        parts.directory(),
        parts.content(),
        parts.outbox(),
        Machinery.shelf(parts, clock),
        parts.log(),
        parts.outgoing(),
        parts.incoming(),
        parts.deliveries(),
        parts.postOffice(),
        parts.verifier());
  }

  /**
   * Which database a copy of PostgreSQL goes to is said each time: a slip would fill a wrong one.
   */
  private void requireDatabase(BackupReader source) {
    if (source.isOfPostgresql()
        && !given.getOrDefault("database.url", "").startsWith("jdbc:postgresql:")) {
      throw new Refused(
          new Reason(
              "RESTORE.DATABASE",
              "Bản sao lưu này là của PostgreSQL. Tạo một cơ sở dữ liệu trống rồi ghi tên: --set database.url=jdbc:postgresql://máy/cơ-sở-dữ-liệu-mới.",
              "this backup is of PostgreSQL; create an empty database and name it: --set database.url=jdbc:postgresql://host/new-database"));
    }
  }

  /** An environment can say what the file no longer does. */
  private static void requireOwn(Settings settings, BackupReader source) {
    var strange = new ArrayList<String>();
    for (var key : List.of("content.directory", "log.directory")) {
      if (!settings.text(key).isEmpty()) {
        strange.add(key);
      }
    }
    if (!settings.text("database.url").isEmpty() && !source.isOfPostgresql()) {
      strange.add("database.url");
    }
    if (!strange.isEmpty()) {
      throw new Refused(
          new Reason(
              "RESTORE.SETTING",
              "Bản khôi phục giữ mọi thứ trong thư mục của nó, nên lúc này không đặt %s. Bỏ thiết lập đó (--set, biến môi trường) rồi chạy lại; có thể chuyển chỗ sau."
                  .formatted(String.join(", ", strange)),
              "a restored copy keeps everything in its own folder, so %s cannot be set now; take it away (--set, environment) and try again; things can be moved later"
                  .formatted(String.join(", ", strange))));
    }
  }
}
