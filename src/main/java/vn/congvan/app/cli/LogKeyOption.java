package vn.congvan.app.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import vn.congvan.app.Settings;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.audit.note.VerifierKeys;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/** Which logs' and witnesses' public keys are believed. */
final class LogKeyOption {
  @Option(names = "--key", paramLabel = "VKEY|FILE", descriptionKey = "log-key", order = 2)
  private List<String> named = new ArrayList<>();

  boolean given() {
    return !named.isEmpty();
  }

  /** Those that are named, else those of the data folder; none where there are none. */
  List<VerifierKey> keys(Path data) {
    if (!given()) {
      var file = ofFolder(data);
      return Files.isRegularFile(file) ? VerifierKeys.read(file) : List.of();
    }
    var keys = new ArrayList<VerifierKey>();
    for (var one : named) {
      if (isFile(one)) {
        keys.addAll(VerifierKeys.read(Path.of(one)));
      } else {
        keys.add(parsed(one));
      }
    }
    return keys;
  }

  /** The keys that a data folder has of its own logs. */
  static Path ofFolder(Path data) {
    var log =
        Files.isDirectory(data)
            ? Settings.load(data, Map.of()).path("log.directory").orElse(data.resolve("log"))
            : data.resolve("log");
    return log.resolve("log.vkey");
  }

  private static boolean isFile(String text) {
    try {
      return Files.isRegularFile(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static VerifierKey parsed(String text) {
    try {
      return VerifierKey.parse(text);
    } catch (NoteRefused e) {
      throw new Halt(
          new Reason(
              "AUDIT.KEY",
              "--key không phải tệp, cũng không phải khóa công khai của nhật ký: %s."
                  .formatted(e.getMessage()),
              "--key is no file and no public key of a log: %s".formatted(e.getMessage())),
          e);
    }
  }
}
