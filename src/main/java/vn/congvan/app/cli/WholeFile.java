package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.LongConsumer;
import vn.congvan.signing.SignedPdf;

/** Puts a signed PDF in its place whole or not at all, whenever the machine stops. */
final class WholeFile {
  private WholeFile() {}

  /** Where the result goes unless its user says otherwise: beside the file, with another end. */
  static Path beside(Path file, String end) {
    var name = file.getFileName().toString();
    var bare = name.toLowerCase(Locale.ROOT).endsWith(".pdf");
    return file.resolveSibling((bare ? name.substring(0, name.length() - 4) : name) + end);
  }

  static void write(Path to, SignedPdf pdf) throws IOException {
    write(to, pdf, bytes -> {});
  }

  /**
   * @param progress told how many bytes are written so far
   */
  static void write(Path to, SignedPdf pdf, LongConsumer progress) throws IOException {
    var target = to.toAbsolutePath();
    var fresh = Files.createTempFile(target.getParent(), ".congvan-", ".pdf");
    try {
      pdf.save(fresh, progress);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
