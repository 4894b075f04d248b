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
  private static final String FORGING = " forging";

  private final Path file;
  private final Set<DocumentId> open = new LinkedHashSet<>();
  private final Set<DocumentId> forging = new LinkedHashSet<>();

  OpenDocuments(Path file) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.isBlank())
            .forEach(this::read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String line) {
    var marked = line.endsWith(FORGING);
    var id = DocumentId.parse(marked ? line.substring(0, line.length() - FORGING.length()) : line);
    open.add(id);
    if (marked) {
      forging.add(id);
    }
  }

  Set<DocumentId> left() {
    return new LinkedHashSet<>(open);
  }

  void add(DocumentId document) {
    open.add(document);
    write();
  }

  /**
   * Its packet is about to be forged. Noted before it is: a run stopped after that leaves a
   * document that is refused as it should be, or, stopped a moment earlier, one that goes all the
   * way.
   */
  void forging(DocumentId document) {
    forging.add(document);
    write();
  }

  boolean mayBeForged(DocumentId document) {
    return forging.contains(document);
  }

  void remove(DocumentId document) {
    open.remove(document);
    forging.remove(document);
    write();
  }

  private void write() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, open.stream().map(this::line).toList(), StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(DocumentId document) {
    return forging.contains(document) ? document + FORGING : document.toString();
  }
}
