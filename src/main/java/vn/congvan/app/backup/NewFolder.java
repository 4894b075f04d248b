package vn.congvan.app.backup;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.data.Folders;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/**
 * A folder that is there whole or not at all: it is filled under another name beside its place, and
 * renamed when all of it is on the disk. What a stopped run has left under that name carries a mark
 * and is deleted by the next.
 */
public final class NewFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NewFolder.class);
  private static final String UNFINISHED = ".unfinished";
  private static final String MARK = "unfinished";

  private final Path place;
  private final Path work;
  private boolean open = true;

  private NewFolder(Path place, Path work) {
    this.place = place;
    this.work = work;
  }

  /**
   * @throws Refused when something is there already, the folder above is not, or it is another disk
   */
  public static NewFolder at(Path folder) {
    var place = folder.toAbsolutePath().normalize();
    var above = place.getParent();
    try {
      if (above == null || !Files.isDirectory(above)) {
        throw noParent(place);
      }
      if (Files.exists(place)) {
        requireEmpty(place);
        if (!Files.getFileStore(place).equals(Files.getFileStore(above))) {
          throw mountPoint(place);
        }
      }
      var work = above.resolve(place.getFileName() + UNFINISHED);
      clear(work);
      Copying.folder(work);
      Files.createFile(work.resolve(MARK));
      return new NewFolder(place, work);
    } catch (IOException e) {
      throw Failed.of(e, place.toString());
    }
  }

  /** Where to work. */
  public Path work() {
    return work;
  }

  /** Gives the folder its place, and its name there for good. */
  public void finish() {
    try {
      Copying.syncFolders(work);
      Files.move(work, place, StandardCopyOption.ATOMIC_MOVE);
      open = false;
      var above = place.getParent();
      if (above != null) {
        Copying.sync(above);
      }
      // Last: stopped before, a folder that is whole has a file too many.
      Files.delete(place.resolve(MARK));
      Copying.sync(place);
    } catch (DirectoryNotEmptyException e) {
      throw notEmpty(place);
    } catch (IOException e) {
      throw Failed.of(e, place.toString());
    }
  }

  /** Leaves nothing of what was not finished. */
  @Override
  public void close() {
    if (open) {
      open = false;
      try {
        Folders.delete(work);
      } catch (IOException e) {
        LOG.warn("couldn't delete the unfinished {}; the next run does", work, e);
      }
    }
  }

  private static void requireEmpty(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      throw notEmpty(place);
    }
    try (var files = Files.list(place)) {
      if (files.findAny().isPresent()) {
        throw notEmpty(place);
      }
    }
  }

  private static void clear(Path work) throws IOException {
    if (!Files.exists(work)) {
      return;
    }
    if (!Files.exists(work.resolve(MARK))) {
      throw notEmpty(work);
    }
    Folders.delete(work);
  }

  private static Refused notEmpty(Path place) {
    return new Refused(
        new Reason(
            "FOLDER.NOT_EMPTY",
            "Thư mục %s đã có và không trống. Chọn tên khác; thư mục sẽ được tạo.".formatted(place),
            "the folder %s exists and is not empty; choose another name, the folder is made"
                .formatted(place)));
  }

  private static Refused noParent(Path place) {
    return new Refused(
        new Reason(
            "FOLDER.NO_PARENT",
            "Không có thư mục chứa %s. Kiểm tra đường dẫn, và ổ đĩa đã được gắn chưa."
                .formatted(place),
            "the folder that is to hold %s is not there; check the path, and whether the disk is mounted"
                .formatted(place)));
  }

  private static Refused mountPoint(Path place) {
    return new Refused(
        new Reason(
            "FOLDER.MOUNT_POINT",
            "Thư mục %s là gốc của một ổ đĩa. Ghi tên một thư mục mới bên trong, ví dụ %s."
                .formatted(place, place.resolve("2026-01-31")),
            "the folder %s is the top of a disk; name a new folder in it, as %s"
                .formatted(place, place.resolve("2026-01-31"))));
  }
}
