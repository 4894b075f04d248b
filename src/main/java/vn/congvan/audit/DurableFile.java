package vn.congvan.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A small text file that is replaced as a whole: whenever we stop, it holds the old text or the new
 * one, and when {@link #write} returns the new one is on the disk.
 */
final class DurableFile {
  private static final int MAX_BYTES = 1 << 20;

  private final Path path;
  private final boolean secret;

  /**
   * @param secret only the owner may read it, from the moment it exists
   */
  DurableFile(Path path, boolean secret) {
    this.path = path.toAbsolutePath();
    this.secret = secret;
  }

  Optional<String> read() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (Files.size(path) > MAX_BYTES) {
      throw new IOException(path + " is larger than a megabyte");
    }
    return Optional.of(Files.readString(path));
  }

  void write(String text) throws IOException {
    var next = path.resolveSibling(path.getFileName() + ".next");
    Files.deleteIfExists(next);
    var options = EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (var channel = FileChannel.open(next, options, attributes())) {
      for (var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    var folder = path.getParent();
    if (folder != null) {
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private FileAttribute<?>[] attributes() {
    var posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix) {
      return new FileAttribute<?>[0];
    }
    var permissions = PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Set.copyOf(permissions))};
  }
}
