package vn.congvan.app.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * A folder of results. It appears in its place when it is whole, and never over one that is there;
 * until then it lies beside it under a name of its own.
 */
final class NewFolder implements AutoCloseable {
  /** Of a name's own part; file systems take 255 bytes in all. */
  private static final int LONGEST = 180;

  private final Path target;
  private final Path fresh;
  private final Set<String> taken = new HashSet<>();

  private NewFolder(Path target, Path fresh) {
    this.target = target;
    this.fresh = fresh;
  }

  /**
   * @throws Halt when there is something already, or none can be made there
   */
  static NewFolder open(Path to) {
    var target = to.toAbsolutePath().normalize();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(target);
    }
    try {
      var above = Objects.requireNonNull(target.getParent(), "an absolute folder lies in another");
      return new NewFolder(target, Files.createTempDirectory(above, ".congvan-"));
    } catch (IOException e) {
      throw notWritten(target, e);
    }
  }

  /** Where a file of the folder is to be written; no two get the same name. */
  Path place(String name, String end) {
    var cut = cut(name);
    for (var number = 1; ; number++) {
      var full = number == 1 ? cut + end : "%s.%d%s".formatted(cut, number, end);
      // Some file systems take names for one that others tell apart.
      if (taken.add(Normalizer.normalize(full, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))) {
        return fresh.resolve(full);
      }
    }
  }

  /** Where a file of the folder will be. */
  Path target(Path placed) {
    return target.resolve(fresh.relativize(placed));
  }

  /** Of a file that was written: it is there after a power cut too. */
  void sync(Path placed) throws IOException {
    try (var channel = FileChannel.open(placed, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Puts the folder in its place. */
  void finish() {
    try {
      try (var channel = FileChannel.open(fresh, StandardOpenOption.READ)) {
        channel.force(true);
      }
      Files.move(fresh, target);
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    } catch (IOException e) {
      throw notWritten(target, e);
    }
  }

  /** Leaves nothing behind of a folder that was not finished. */
  @Override
  public void close() {
    if (!Files.isDirectory(fresh)) {
      return;
    }
    try (var files = Files.list(fresh)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(fresh);
    } catch (IOException e) {
      throw notWritten(target, e);
    }
  }

  Halt notWritten(IOException e) {
    return notWritten(target, e);
  }

  /** At the end of a character. */
  private static String cut(String name) {
    var bytes = 0;
    for (var i = 0; i < name.length(); ) {
      var next = name.offsetByCodePoints(i, 1);
      bytes += name.substring(i, next).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST) {
        return name.substring(0, i);
      }
      i = next;
    }
    return name;
  }

  private static Halt exists(Path target) {
    return new Halt(
        new Reason(
            "VERIFY.FOLDER_EXISTS",
            "thư mục %s đã có; không ghi vào. Chọn tên khác".formatted(target),
            "the folder %s is there already and is left alone; choose another name"
                .formatted(target)));
  }

  private static Halt notWritten(Path target, IOException e) {
    return new Halt(
        new Reason(
            "VERIFY.FOLDER_NOT_WRITTEN",
            "không ghi được thư mục %s (%s). Kiểm tra thư mục bên trên, ổ đĩa và quyền ghi"
                .formatted(target, e),
            "cannot write the folder %s (%s); check the folder above it, the disk and its rights"
                .formatted(target, e)),
        e);
  }
}
