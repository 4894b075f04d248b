package vn.congvan.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
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
    write(
        to,
        fresh -> {
          pdf.save(fresh, bytes -> {});
          return pdf;
        });
  }

  /** Fills an empty file. */
  @FunctionalInterface
  interface Filling {
    SignedPdf into(Path fresh) throws IOException;
  }

  /**
   * @return what {@code filling} gave
   */
  static SignedPdf write(Path to, Filling filling) throws IOException {
    var target = to.toAbsolutePath();
    var fresh = Files.createTempFile(target.getParent(), ".congvan-", ".pdf");
    try {
      var filled = filling.into(fresh);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return filled;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
