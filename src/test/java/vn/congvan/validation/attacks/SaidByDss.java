package vn.congvan.validation.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What EU DSS is known to let pass, attack by attack: a line each, the word and the name. */
final class SaidByDss {
  static final Path FILE =
      Path.of("src/test/resources/vn/congvan/validation/attacks/passed-by-eu-dss.txt");

  /** Two ways to let a manipulated file pass. */
  enum Word {
    /** Every signature of the sound file is there, and passes. */
    PASSES,
    /** A signature is not mentioned any more, and those that are pass. */
    SILENT
  }

  private SaidByDss() {}

  static Map<String, Word> known() {
    var known = new TreeMap<String, Word>();
    try {
      for (var line : Files.readAllLines(FILE)) {
        var parts = line.split("\t", 2);
        if (known.put(parts[1], Word.valueOf(parts[0])) != null) {
          throw new IllegalStateException("there twice: " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  static Optional<Word> of(Attack attack) {
    return Optional.ofNullable(known().get(attack.rule() + " " + attack.name()));
  }
}
