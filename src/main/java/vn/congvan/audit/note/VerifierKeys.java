package vn.congvan.audit.note;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/** Public keys in a file, one {@code vkey} a line: of an installation's logs and of witnesses. */
public final class VerifierKeys {
  private static final int MOST = 64 << 10;

  private VerifierKeys() {}

  /**
   * @throws Halt when the file cannot be read or holds anything else
   */
  public static List<VerifierKey> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new NoteRefused("longer than " + MOST + " bytes");
      }
      var keys = new ArrayList<VerifierKey>();
      for (var line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isBlank()) {
          keys.add(VerifierKey.parse(line.strip()));
        }
      }
      return keys;
    } catch (IOException | NoteRefused e) {
      throw new Halt(
          new Reason(
              "AUDIT.KEY_FILE",
              "Không đọc được khóa công khai của nhật ký trong %s: %s."
                  .formatted(file, e.getMessage()),
              "cannot read the log's public keys in %s: %s".formatted(file, e.getMessage())),
          e);
    }
  }
}
