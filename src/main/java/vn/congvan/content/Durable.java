package vn.congvan.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders that are still there after a power cut, with the names in them. */
final class Durable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Durable() {}

  /** Makes the names that a folder holds durable, and the absence of those it no longer holds. */
  static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Makes a folder and those above it, each durable in the one above. Also when it was there
   * already: whoever made it may have stopped before syncing.
   */
  static void make(Path folder) throws IOException {
    var above = folder.toAbsolutePath().getParent();
    if (above != null && !Files.isDirectory(above)) {
      make(above);
    }
    var made = makeOnly(folder);
    if (above != null) {
      try {
        sync(above);
      } catch (AccessDeniedException e) {
        // We made nothing in a folder we may not read: it was made durable by whoever owns it.
        if (made) {
          throw e;
        }
      }
    }
  }

  /**
   * Makes one folder, which is durable when the caller has synced the one above; false if it was
   * there.
   */
  static boolean makeOnly(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return false;
    }
    try {
      Files.createDirectory(folder, OWNER_ONLY);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(folder)) {
        return false;
      }
      throw e;
    }
  }
}
