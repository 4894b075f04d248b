package vn.congvan.app.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import vn.congvan.document.ContentHash;

/** Copies files that only the owner may read, hashed on the way and on the disk when it returns. */
final class Copying {
  private static final int PIECE = 256 << 10;

  private Copying() {}

  /** What was copied. */
  record Copied(long bytes, ContentHash sha256) {}

  /** Copies one file to a place where there is none; folders are made. */
  static Copied file(Path from, Path to) throws IOException {
    folders(to);
    var digest = sha256();
    var bytes = 0L;
    try (var in = FileChannel.open(from, StandardOpenOption.READ);
        var out = create(to)) {
      var piece = ByteBuffer.allocate(PIECE);
      while (in.read(piece.clear()) >= 0) {
        digest.update(piece.array(), 0, piece.position());
        bytes += piece.position();
        writeAll(out, piece.flip());
      }
      out.force(true);
    }
    return new Copied(bytes, ContentHash.of(digest.digest()));
  }

  /** Writes a small file whole. */
  static Copied write(Path to, byte[] text) throws IOException {
    folders(to);
    try (var out = create(to)) {
      writeAll(out, ByteBuffer.wrap(text));
      out.force(true);
    }
    return new Copied(text.length, ContentHash.of(sha256().digest(text)));
  }

  static Copied write(Path to, String text) throws IOException {
    return write(to, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Hashes a file that is there. */
  static Copied read(Path file) throws IOException {
    var digest = sha256();
    var bytes = 0L;
    try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
      var piece = ByteBuffer.allocate(PIECE);
      while (in.read(piece.clear()) >= 0) {
        digest.update(piece.array(), 0, piece.position());
        bytes += piece.position();
      }
    }
    return new Copied(bytes, ContentHash.of(digest.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A folder for the owner alone. */
  static void folder(Path folder) throws IOException {
    Files.createDirectory(folder, only("rwx------", folder));
  }

  private static void folders(Path file) throws IOException {
    var above = file.toAbsolutePath().getParent();
    if (above != null && !Files.isDirectory(above)) {
      folders(above);
      folder(above);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        only("rw-------", file));
  }

  private static FileAttribute<?>[] only(String rights, Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /** For a file that something else has written. */
  static void ownersOnly(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  static void syncFile(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Makes the names in a folder durable. */
  static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Makes every name below a folder durable; its files are already. */
  static void syncFolders(Path top) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            sync(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
