package vn.congvan.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Set;
import vn.congvan.document.DocumentId;

/**
 * The documents a run of the demonstration has handed in and not seen done; kept in a file, so that
 * the run after an interrupted one can see them through.
 */
final class OpenDocuments {
  private final Path file;
  private final Set<DocumentId> open = new LinkedHashSet<>();

  OpenDocuments(Path file) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.isBlank())
            .map(DocumentId::parse)
            .forEach(open::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<DocumentId> left() {
    return new LinkedHashSet<>(open);
  }

  void add(DocumentId document) {
    open.add(document);
    write();
  }

  void remove(DocumentId document) {
    open.remove(document);
    write();
  }

  private void write() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, open.stream().map(DocumentId::toString).toList(), StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
