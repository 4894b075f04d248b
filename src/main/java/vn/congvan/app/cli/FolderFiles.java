package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import vn.congvan.audit.LogFiles;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/** A log's files in a folder. */
final class FolderFiles implements LogFiles {
  private final Path folder;

  FolderFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<byte[]> read(String path, int most) {
    return readFile(folder.resolve(path), most);
  }

  /**
   * A file's content; empty where there is none.
   *
   * @throws Halt when it cannot be read or is longer
   */
  static Optional<byte[]> readFile(Path file, int most) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("> " + most + " byte");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "AUDIT.FILE",
              "Không đọc được tệp %s: %s.".formatted(file, e.getMessage()),
              "cannot read the file %s: %s".formatted(file, e.getMessage())),
          e);
    }
  }
}
