package vn.congvan.app.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.congvan.app.data.DataFolder;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/** Reads a backup, and believes nothing of it that its hashes do not confirm. */
public final class BackupReader {
  private static final Pattern CONTENT = Pattern.compile("([0-9a-f]{64}) (\\d{1,15})");

  private final Path folder;
  private final Manifest manifest;

  private BackupReader(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /** How much was unpacked. */
  public record Unpacked(long files, long bytes) {}

  /**
   * @throws Refused when it is no whole backup
   * @throws Halt when a newer program made it, or it cannot be read
   */
  public static BackupReader open(Path folder) {
    var file = folder.resolve(Manifest.FILE);
    try (var in = Files.newInputStream(file)) {
      return new BackupReader(folder, Manifest.parse(in.readNBytes(Manifest.MAX_BYTES + 1)));
    } catch (NoSuchFileException e) {
      throw new Refused(
          new Reason(
              "RESTORE.NO_BACKUP",
              "Thư mục %s không phải một bản sao lưu trọn vẹn: không có tệp %s. Kiểm tra đường dẫn, hoặc dùng bản sao lưu khác."
                  .formatted(folder, Manifest.FILE),
              "the folder %s is no whole backup: it has no %s; check the path, or use another backup"
                  .formatted(folder, Manifest.FILE)));
    } catch (IOException e) {
      throw Failed.of(e, file.toString());
    }
  }

  public Instant made() {
    return manifest.made();
  }

  /** Whether the database in it is a copy of a PostgreSQL database. */
  public boolean isOfPostgresql() {
    return manifest.database().equals(Manifest.POSTGRESQL);
  }

  /** The copy of a PostgreSQL database; empty where the database is a file that is unpacked. */
  public Optional<Path> postgresqlCopy() {
    return isOfPostgresql()
        ? Optional.of(folder.resolve(BackupWriter.DATABASE + "congvan.copy"))
        : Optional.empty();
  }

  /**
   * Unpacks all of it as a data folder, checking every byte.
   *
   * @param data is there and holds nothing of these names
   * @throws Refused when something is missing or changed
   */
  public Unpacked unpack(Path data) {
    try {
      var bytes = 0L;
      for (var entry : manifest.files()) {
        var target = target(entry.path());
        var copied =
            target.isPresent()
                ? copy(entry.path(), data.resolve(target.get()))
                : read(entry.path());
        if (copied.bytes() != entry.bytes() || !copied.sha256().hex().equals(entry.sha256())) {
          throw changed(entry.path());
        }
        bytes += copied.bytes();
      }
      var contents = unpackContents(data.resolve("content"));
      return new Unpacked(manifest.files().size() + contents.files(), bytes + contents.bytes());
    } catch (IOException e) {
      throw Failed.of(e, folder.toString());
    }
  }

  /** Where a file of the backup belongs in a data folder; empty when it is only read. */
  private static Optional<String> target(String path) {
    if (path.equals(BackupWriter.DATABASE + "congvan.db")) {
      return Optional.of("db/congvan.db");
    }
    if (path.startsWith(BackupWriter.LOG)) {
      return Optional.of(path);
    }
    if (path.startsWith(BackupWriter.FOLDER)) {
      var name = path.substring(BackupWriter.FOLDER.length());
      if (!DataFolder.hasOwnWay(Path.of(name).getName(0).toString())) {
        return Optional.of(name);
      }
    }
    if (path.equals(BackupWriter.CONTENT_LIST)
        || path.equals(BackupWriter.DATABASE + "congvan.copy")) {
      return Optional.empty();
    }
    throw changed(path);
  }

  /** The list was checked with the other files; each content is checked by its own name. */
  private Unpacked unpackContents(Path to) throws IOException {
    Copying.folder(to);
    var files = 0L;
    var bytes = 0L;
    var list = folder.resolve(BackupWriter.CONTENT_LIST);
    try (var lines = Files.newBufferedReader(list, StandardCharsets.US_ASCII)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var named = CONTENT.matcher(line);
        if (!named.matches()) {
          throw changed(BackupWriter.CONTENT_LIST);
        }
        var hash = new ContentHash(named.group(1));
        var path = BackupWriter.contentPath(hash);
        var copied = copy(BackupWriter.CONTENT + "/" + path, to.resolve(path));
        if (!copied.sha256().equals(hash)) {
          throw changed(BackupWriter.CONTENT + "/" + path);
        }
        files++;
        bytes += copied.bytes();
      }
    } catch (NoSuchFileException e) {
      throw missing(BackupWriter.CONTENT_LIST);
    }
    if (files != manifest.contents().files() || bytes != manifest.contents().bytes()) {
      throw changed(BackupWriter.CONTENT_LIST);
    }
    return new Unpacked(files, bytes);
  }

  private Copying.Copied copy(String path, Path to) throws IOException {
    var from = folder.resolve(path);
    if (!Files.isRegularFile(from)) {
      throw missing(path);
    }
    return Copying.file(from, to);
  }

  private Copying.Copied read(String path) throws IOException {
    if (!Files.isRegularFile(folder.resolve(path))) {
      throw missing(path);
    }
    return Copying.read(folder.resolve(path));
  }

  private static Refused missing(String path) {
    return new Refused(
        new Reason(
            "RESTORE.MISSING_FILE",
            "Bản sao lưu thiếu tệp %s. Dùng bản sao lưu khác.".formatted(path),
            "the backup's file %s is missing; use another backup".formatted(path)));
  }

  private static Refused changed(String path) {
    return new Refused(
        new Reason(
            "RESTORE.CHANGED",
            "Tệp %s của bản sao lưu không còn đúng như lúc sao lưu. Dùng bản sao lưu khác."
                .formatted(path),
            "the backup's file %s is not what was backed up; use another backup".formatted(path)));
  }
}
