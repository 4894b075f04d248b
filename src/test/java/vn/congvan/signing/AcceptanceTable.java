package vn.congvan.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The committed table of who accepts what. A cell says {@code yes}, or {@code no} and in backquotes
 * what the program says then.
 */
final class AcceptanceTable {
  static final Path FILE = Path.of("docs", "formats", "signature-acceptance.md");
  static final String NUMBER_REFILLED = "NUMBER_REFILLED";

  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|(.+)\\|");
  private static final Pattern YES = Pattern.compile("yes( \\[\\d+\\])?");
  private static final Pattern NO = Pattern.compile("no: `([^`]+)`.*");

  private final Map<String, List<String>> rows = new HashMap<>();

  private AcceptanceTable() {}

  static AcceptanceTable read() {
    var table = new AcceptanceTable();
    try {
      for (var line : Files.readAllLines(FILE)) {
        var row = ROW.matcher(line);
        if (row.matches()) {
          var cells = Arrays.stream(row.group(2).split("\\|", -1)).map(String::strip).toList();
          if (cells.size() != Program.values().length
              || table.rows.put(row.group(1), cells) != null) {
            throw new IllegalStateException("not one row of five cells: " + line);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  /** Whether the programs' answers, one for each signature, are what the table says. */
  boolean says(String row, Program program, List<String> answers, int signatures)
      throws IOException {
    var cell = rows.getOrDefault(row, List.of());
    if (cell.isEmpty()) {
      throw new IllegalStateException("the table has no row for " + row);
    }
    var expected = cell.get(program.ordinal());
    if (YES.matcher(expected).matches()) {
      return answers.size() == signatures && answers.stream().allMatch(Program.YES::equals);
    }
    var no = NO.matcher(expected);
    if (!no.matches()) {
      throw new IllegalStateException("a cell that says neither yes nor why not: " + expected);
    }
    var refused =
        !answers.isEmpty()
            && answers.stream()
                .allMatch(said -> !said.equals(Program.YES) && said.contains(no.group(1)));
    return refused || !program.isOfTheTable();
  }

  /** The rows there are. */
  List<String> names() {
    return rows.keySet().stream().sorted().toList();
  }
}
