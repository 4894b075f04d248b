package vn.congvan.app.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/**
 * Everything an installation keeps, in one folder that one process has open at a time.
 *
 * <pre>
 * config/      what the operator writes: application.properties, agencies.yaml
 * db/          the SQLite database, unless another one is set
 * broker/      the embedded broker's journal, unless another broker is set
 * content/     PDFs by their hash
 * log/         the log's signing key and guard
 * spool/       packets being read; emptied at every start
 * node.lock    held while a node runs; holds its process id
 * admin.token  what the command line shows a running node; made anew at every start
 * version      of this layout
 * </pre>
 */
public final class DataFolder implements AutoCloseable {
  /** The layout this program writes. */
  public static final int VERSION = 1;

  private static final String LOCK = "node.lock";
  private static final String TOKEN = "admin.token";
  private static final List<String> FOLDERS =
      List.of("config", "db", "broker", "content", "log", "spool");

  /**
   * Of one process, or of the machine; or copied in an order of their own. All else in the folder
   * are plain files that an operator wrote.
   */
  private static final Set<String> OWN_WAY =
      Set.of(
          "db",
          "broker",
          "content",
          "log",
          "spool",
          "logs",
          LOCK,
          TOKEN,
          TOKEN + ".tmp",
          NodeAddress.FILE,
          NodeAddress.FRESH,
          "version");

  private static final int TOKEN_BYTES = 32;

  /** Beyond anything written, so that the process id can be read while the lock is held. */
  private static final long LOCKED_AT = Long.MAX_VALUE - 1;

  private final Path folder;
  private final FileChannel lock;
  private final String token;

  private DataFolder(Path folder, FileChannel lock, String token) {
    this.folder = folder;
    this.lock = lock;
    this.token = token;
  }

  /**
   * Makes the folder when it is not there, and takes it for this process.
   *
   * @throws Halt when it cannot be written, is of a newer program, or a node runs on it
   */
  public static DataFolder open(Path folder) {
    var absolute = folder.toAbsolutePath().normalize();
    FileChannel lock = null;
    try {
      makeFolder(absolute);
      lock = lock(absolute);
      checkVersion(absolute);
      for (var name : FOLDERS) {
        makeFolder(absolute.resolve(name));
      }
      emptySpool(absolute.resolve("spool"));
      var secret = new byte[TOKEN_BYTES];
      new SecureRandom().nextBytes(secret);
      var token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
      writeWhole(absolute.resolve(TOKEN), token + "\n");
      return new DataFolder(absolute, lock, token);
    } catch (IOException e) {
      release(lock);
      throw new Halt(
          new Reason(
              "DATA.NOT_USABLE",
              "Không dùng được thư mục dữ liệu %s: %s. Kiểm tra quyền và dung lượng đĩa."
                  .formatted(absolute, e),
              "cannot use the data folder %s: %s; check its rights and the disk"
                  .formatted(absolute, e)),
          e);
    } catch (Halt e) {
      release(lock);
      throw e;
    }
  }

  /** The process that has the folder open now, when there is one. */
  public static Optional<Long> heldBy(Path folder) {
    var file = folder.toAbsolutePath().normalize().resolve(LOCK);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      try (var free = channel.tryLock(LOCKED_AT, 1, false)) {
        return free == null ? Optional.of(pid(file)) : Optional.empty();
      } catch (OverlappingFileLockException e) {
        return Optional.of(pid(file));
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "DATA.NOT_USABLE",
              "Không đọc được %s: %s. Kiểm tra quyền.".formatted(file, e),
              "cannot read %s: %s; check its rights".formatted(file, e)),
          e);
    }
  }

  /**
   * Whether nobody's work is in a folder: it is not there, or holds at most what a node leaves that
   * could not start.
   */
  public static boolean isUnused(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (var all = Files.walk(folder)) {
      return all.filter(file -> !Files.isDirectory(file))
          .map(folder::relativize)
          .allMatch(DataFolder::isOfAProcess);
    }
  }

  private static boolean isOfAProcess(Path file) {
    return file.startsWith("logs")
        || Set.of(LOCK, TOKEN, TOKEN + ".tmp", NodeAddress.FILE, NodeAddress.FRESH, "version")
            .contains(file.toString());
  }

  /** Whether a name in a data folder is no plain file or folder that a copy takes as it is. */
  public static boolean hasOwnWay(String name) {
    return OWN_WAY.contains(name);
  }

  public Path folder() {
    return folder;
  }

  public Path config() {
    return folder.resolve("config");
  }

  public Path db() {
    return folder.resolve("db");
  }

  public Path broker() {
    return folder.resolve("broker");
  }

  public Path content() {
    return folder.resolve("content");
  }

  public Path log() {
    return folder.resolve("log");
  }

  /** Files here belong to the running process only. */
  public Path spool() {
    return folder.resolve("spool");
  }

  /** What shows that a caller can read this folder; the file {@code admin.token} holds it. */
  public String adminToken() {
    return token;
  }

  /** Gives the folder free. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve(TOKEN));
    } catch (IOException e) {
      // The token of a node that has ended opens nothing.
    }
    release(lock);
  }

  private static FileChannel lock(Path folder) throws IOException {
    var file = folder.resolve(LOCK);
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      // The lock lives as long as the channel; the file itself stays, since deleting it would let
      // two processes lock
      // two files of one name.
      if (channel.tryLock(LOCKED_AT, 1, false) == null) {
        throw inUse(folder, file);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse(folder, file);
    } catch (IOException | Halt e) {
      channel.close();
      throw e;
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
        0);
    return channel;
  }

  private static Halt inUse(Path folder, Path file) throws IOException {
    return new Halt(
        new Reason(
            "DATA.IN_USE",
            "Thư mục dữ liệu %s đang được tiến trình %d dùng. Dừng tiến trình đó, hoặc chọn thư mục khác."
                .formatted(folder, pid(file)),
            "the data folder %s is in use by process %d; stop that process, or use another folder"
                .formatted(folder, pid(file))));
  }

  private static long pid(Path lock) throws IOException {
    var text = Files.readString(lock, StandardCharsets.US_ASCII).strip();
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static void checkVersion(Path folder) throws IOException {
    var file = folder.resolve("version");
    if (!Files.exists(file)) {
      writeWhole(file, VERSION + "\n");
      return;
    }
    var text = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw new Halt(
          new Reason(
              "DATA.VERSION_UNREADABLE",
              "Tệp %s phải chứa số phiên bản, nhưng lại chứa \"%s\". Khôi phục tệp từ bản sao lưu."
                  .formatted(file, Shown.of(text)),
              "the file %s should hold a version but holds '%s'; restore it from a backup"
                  .formatted(file, Shown.of(text))));
    }
    if (Integer.parseInt(text) > VERSION) {
      throw new Halt(
          new Reason(
              "DATA.NEWER_VERSION",
              "Thư mục dữ liệu %s thuộc phiên bản %s, mới hơn chương trình này (%d). Nâng cấp chương trình rồi chạy lại."
                  .formatted(folder, text, VERSION),
              "the data folder %s is of version %s, newer than this program's %d; upgrade the program"
                  .formatted(folder, text, VERSION)));
    }
  }

  private static void emptySpool(Path spool) throws IOException {
    try (var left = Files.list(spool)) {
      for (var file : left.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    var parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      if (posix(parent == null ? folder : parent)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Written beside, synced and moved, so that it is there whole or as before. */
  private static void writeWhole(Path file, String text) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(fresh);
    if (posix(fresh.toAbsolutePath().getParent())) {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    try (var channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean posix(@Nullable Path path) throws IOException {
    return path != null && Files.getFileStore(path).supportsFileAttributeView("posix");
  }

  private static void release(@Nullable FileChannel lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    }
  }
}
