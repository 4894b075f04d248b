package vn.congvan.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;

/**
 * The file a copy of the database is made in. It is made under another name, synced, and then given
 * its name: a file of the given name is a whole copy, whenever we stop.
 */
final class SnapshotFile {
  private final Path path;
  private final Path folder;

  /** Makes the copy. */
  @FunctionalInterface
  interface Making {
    void write(Path unfinished) throws SQLException, IOException;
  }

  /**
   * @throws Refused when there is a file of that name, or no folder for it
   */
  SnapshotFile(Path target) {
    this.path = target.toAbsolutePath();
    var above = path.getParent();
    if (Files.exists(path) || above == null || !Files.isDirectory(above)) {
      throw new Refused(
          new Reason(
              "STORE.SNAPSHOT_TARGET",
              "Không ghi được bản sao cơ sở dữ liệu vào %s: tệp đã có hoặc không có thư mục. Hãy chọn tên khác."
                  .formatted(path),
              "cannot copy the database to %s: the file exists or its folder does not; choose another name"
                  .formatted(path)));
    }
    this.folder = above;
  }

  Path path() {
    return path;
  }

  /** Nothing is left of a copy that fails. */
  void make(Making making) throws SQLException {
    var unfinished = folder.resolve(path.getFileName() + ".part");
    try {
      Files.deleteIfExists(unfinished);
      making.write(unfinished);
      sync(unfinished, StandardOpenOption.WRITE);
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      sync(folder, StandardOpenOption.READ);
    } catch (SQLException e) {
      discard(unfinished, e);
      throw e;
    } catch (IOException e) {
      discard(unfinished, e);
      var full = String.valueOf(e.getMessage()).contains("No space left");
      throw new RetryLater(full ? Reasons.DISK_FULL : Reasons.IO_ERROR, e);
    }
  }

  private static void sync(Path path, StandardOpenOption option) throws IOException {
    try (var channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  private static void discard(Path unfinished, Exception because) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
