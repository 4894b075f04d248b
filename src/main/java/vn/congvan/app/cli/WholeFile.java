package vn.congvan.app.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import vn.congvan.signing.SignedPdf;

/** Puts a signed PDF in its place whole or not at all, whenever the machine stops. */
final class WholeFile {
  private WholeFile() {}

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
      try (var out = new Counted(Files.newOutputStream(fresh), progress)) {
        pdf.writeTo(out);
      }
      try (var written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static final class Counted extends FilterOutputStream {
    private final LongConsumer progress;
    private long written;

    Counted(OutputStream out, LongConsumer progress) {
      super(out);
      this.progress = progress;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      written += length;
      progress.accept(written);
    }
  }
}
