package vn.congvan.app.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.data.DataFolder;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.content.ContentStore;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.Shown;
import vn.congvan.store.Database;

/**
 * Makes a backup while the node works.
 *
 * <p>In this order: the database, as of one moment; then the contents, which were durable before
 * any row named them and are never changed, so that everything the copy names is there; then the
 * log's guard, which may be ahead of the copy and then tells how much is missing in it; then the
 * rest of the data folder, settings and keys. The manifest is written last and the folder is then
 * given its name, so that a half backup is never taken for one.
 *
 * <p>Not in it: the queues, which follow from the tables, and the log's private key, because a
 * restored copy opens a new log.
 */
public final class BackupWriter {
  static final String DATABASE = "database/";
  static final String CONTENT = "content";
  static final String CONTENT_LIST = "content.list";
  static final String LOG = "log/";
  static final String FOLDER = "folder/";

  /** What of the log's folder is copied: all that is no secret. */
  private static final List<String> LOG_FILES = List.of("guard", "checkpoint", "log.vkey");

  private final Database database;
  private final String engine;
  private final ContentStore content;
  private final Places places;
  private final String program;
  private final Clock clock;

  /**
   * Where things lie.
   *
   * @param left what else in the data folder is not to be copied, as the database's own file
   */
  public record Places(Path data, Path content, Path log, List<Path> left) {
    public Places {
      left = List.copyOf(left);
    }
  }

  /**
   * What was made.
   *
   * @param leftOut what lies in the data folder and could not be copied
   */
  public record Made(Path folder, long files, long bytes, List<String> leftOut) {
    public Made {
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * @param engine {@code sqlite} or {@code postgresql}
   * @param program name and version, for people
   */
  public BackupWriter(
      Database database,
      String engine,
      ContentStore content,
      Places places,
      String program,
      Clock clock) {
    this.database = database;
    this.engine = engine;
    this.content = content;
    this.places = places;
    this.program = program;
    this.clock = clock;
  }

  /**
   * Makes a backup.
   *
   * @param folder must not exist or be empty; the one above must exist
   * @throws Refused when the folder cannot be taken
   * @throws RetryLater {@code BACKUP.DISK_FULL}
   * @throws Halt when something stored is damaged or cannot be read; nothing is left then
   */
  public Made make(Path folder) {
    requireOutside(folder);
    try (var target = NewFolder.at(folder)) {
      var made = new Making(target.work()).run();
      target.finish();
      return new Made(folder.toAbsolutePath().normalize(), made.files, made.bytes, made.leftOut);
    } catch (IOException e) {
      throw Failed.of(e, folder.toString());
    }
  }

  /** A backup in what it is a copy of would copy itself. */
  private void requireOutside(Path folder) {
    for (var inside : List.of(places.data(), places.content(), places.log())) {
      if (real(folder).startsWith(real(inside)) || real(inside).startsWith(real(folder))) {
        throw new Refused(
            new Reason(
                "BACKUP.INSIDE",
                "Bản sao lưu không được nằm trong thư mục dữ liệu %s hay bao lấy nó. Chọn nơi khác, tốt nhất là ổ đĩa khác."
                    .formatted(inside),
                "a backup cannot lie in the data folder %s or around it; choose another place, best on another disk"
                    .formatted(inside)));
      }
    }
  }

  /** Through links, as far as the path exists. */
  private static Path real(Path path) {
    var absolute = path.toAbsolutePath().normalize();
    try {
      return absolute.toRealPath();
    } catch (IOException e) {
      var above = absolute.getParent();
      return above == null ? absolute : real(above).resolve(absolute.getFileName());
    }
  }

  /** One run. */
  private final class Making {
    private final Path work;
    private final List<Manifest.Entry> listed = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private long files;
    private long bytes;
    private long contents;
    private long contentBytes;

    Making(Path work) {
      this.work = work;
    }

    Making run() throws IOException {
      var made = clock.instant();
      copyDatabase();
      copyContents();
      for (var name : LOG_FILES) {
        if (Files.exists(places.log().resolve(name))) {
          copy(places.log().resolve(name), LOG + name);
        }
      }
      copyRest();
      var manifest =
          new Manifest(
              Manifest.FORMAT,
              DataFolder.VERSION,
              program,
              engine,
              made,
              checkpoint(),
              new Manifest.Contents(contents, contentBytes),
              listed);
      // All it tells of is on the disk, names too, before it is there.
      Copying.syncFolders(work);
      Copying.write(work.resolve(Manifest.FILE), manifest.json());
      return this;
    }

    private void copyDatabase() throws IOException {
      var path = DATABASE + "congvan." + (engine.equals(Manifest.SQLITE) ? "db" : "copy");
      var file = work.resolve(path);
      Copying.folder(work.resolve("database"));
      try {
        database.snapshot(file);
      } catch (RetryLater e) {
        throw e.reason().code().equals("STORE.DISK_FULL") ? Failed.diskFull(e) : e;
      }
      Copying.ownersOnly(file);
      list(path, Copying.read(file));
    }

    private void copyContents() throws IOException {
      var list = work.resolve(CONTENT_LIST);
      Copying.folder(work.resolve(CONTENT));
      try (var out = new BufferedOutputStream(Files.newOutputStream(list))) {
        content.forEach(
            hash -> {
              try {
                copyContent(hash, out);
              } catch (IOException e) {
                throw Failed.of(e, hash.toString());
              }
            });
      }
      Copying.ownersOnly(list);
      Copying.syncFile(list);
      list(CONTENT_LIST, Copying.read(list));
    }

    private void copyContent(ContentHash hash, OutputStream list) throws IOException {
      var copied =
          Copying.file(content.path(hash), work.resolve(CONTENT).resolve(contentPath(hash)));
      if (!copied.sha256().equals(hash)) {
        throw new Halt(
            new Reason(
                "BACKUP.CONTENT_DAMAGED",
                "Tệp %s trong kho không còn đúng như lúc lưu, nên chưa sao lưu. Khôi phục tệp này từ bản sao lưu trước rồi chạy lại."
                    .formatted(content.path(hash)),
                "the stored file %s is not what was kept, so no backup was made; put it back from an earlier backup and try again"
                    .formatted(content.path(hash))));
      }
      list.write("%s %d\n".formatted(hash, copied.bytes()).getBytes(StandardCharsets.US_ASCII));
      contents++;
      contentBytes += copied.bytes();
      files++;
      bytes += copied.bytes();
    }

    /** Settings, directory, keys, anchors, and whatever the operator has put there. */
    private void copyRest() throws IOException {
      Files.walkFileTree(
          places.data(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return isLeft(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (!isLeft(file)) {
                copyPlain(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }

    private boolean isLeft(Path path) {
      var name = places.data().relativize(path).getName(0).toString();
      return DataFolder.hasOwnWay(name)
          || path.equals(places.content())
          || path.equals(places.log())
          || places.left().stream().anyMatch(path::equals);
    }

    private void copyPlain(Path file) throws IOException {
      var name = places.data().relativize(file).toString();
      // A link to a file stands for the file; the copy must not depend on where it pointed.
      if (!Files.isRegularFile(file)) {
        leftOut.add(Shown.of(name));
        return;
      }
      try {
        copy(file, FOLDER + name.replace(file.getFileSystem().getSeparator(), "/"));
      } catch (NoSuchFileException gone) {
        // An editor's file of a moment.
      } catch (IllegalArgumentException nameless) {
        leftOut.add(Shown.of(name));
      }
    }

    private void copy(Path from, String path) throws IOException {
      Manifest.requirePath(path);
      list(path, Copying.file(from, work.resolve(path)));
    }

    private void list(String path, Copying.Copied copied) {
      listed.add(new Manifest.Entry(path, copied.bytes(), copied.sha256().hex()));
      files++;
      bytes += copied.bytes();
    }

    private Manifest.@Nullable Log checkpoint() throws IOException {
      var file = work.resolve(LOG + "checkpoint");
      if (!Files.exists(file)) {
        return null;
      }
      try {
        var signed = Checkpoint.parse(SignedNote.parse(Files.readString(file)).text());
        return new Manifest.Log(signed.origin(), signed.size(), signed.root().toString());
      } catch (NoteRefused e) {
        throw new Halt(
            new Reason(
                "BACKUP.CHECKPOINT",
                "Tệp %s không phải điểm kiểm. Kiểm tra nhật ký bằng \"./congvan audit verify\"."
                    .formatted(places.log().resolve("checkpoint")),
                "the file %s is no checkpoint; check the log with './congvan audit verify'"
                    .formatted(places.log().resolve("checkpoint"))),
            e);
      }
    }
  }

  /** Where a content lies below the folder of contents. */
  static String contentPath(ContentHash hash) {
    return hash.hex().substring(0, 2) + "/" + hash.hex();
  }
}
