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
 * The committed tables of who accepts what, and of which key signs with what. A cell says {@code
 * yes}, or {@code no} and in backquotes what is said then.
 */
final class AcceptanceTable {
  static final Path FILE = Path.of("docs", "formats", "signature-acceptance.md");
  static final String NUMBER_REFILLED = "NUMBER_REFILLED";

  private static final String SIGNED = "Signed with";
  private static final String KEPT = "Kept in";

  private static final Pattern HEAD = Pattern.compile("\\| (%s|%s) \\|.+".formatted(SIGNED, KEPT));
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|(.+)\\|");
  private static final Pattern YES = Pattern.compile("yes( \\[\\d+\\])?");
  private static final Pattern NO = Pattern.compile("no: `([^`]+)`.*");

  /** By the first cell of their heads. */
  private final Map<String, Map<String, List<String>>> tables = new HashMap<>();

  private AcceptanceTable() {}

  static AcceptanceTable read() {
    var table = new AcceptanceTable();
    try {
      Map<String, List<String>> rows = new HashMap<>();
      for (var line : Files.readAllLines(FILE)) {
        var head = HEAD.matcher(line);
        if (head.matches()) {
          rows = new HashMap<>();
          table.tables.put(head.group(1), rows);
        }
        var row = ROW.matcher(line);
        if (row.matches()) {
          var cells = Arrays.stream(row.group(2).split("\\|", -1)).map(String::strip).toList();
          if (rows.put(row.group(1), cells) != null) {
            throw new IllegalStateException("a row that is there twice: " + line);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  /** Whether what keeps a key signs with it so. */
  boolean makes(KeySource kept, SignatureScheme scheme) {
    return YES.matcher(cell(KEPT, kept.name(), column(scheme))).matches();
  }

  /**
   * Whether that is what the table says of it.
   *
   * @param said the scheme a key signs with when it is asked for this one, or why it does not
   */
  boolean says(KeySource kept, SignatureScheme scheme, String said) {
    return makes(kept, scheme)
        ? said.equals(scheme.name())
        : !said.equals(scheme.name())
            && said.contains(reason(cell(KEPT, kept.name(), column(scheme))));
  }

  private static int column(SignatureScheme scheme) {
    return switch (scheme.family()) {
      case RSA_PSS -> scheme.digest().isSha3() ? 1 : 0;
      case RSA_PKCS1 -> 2;
      case ECDSA -> 3;
      case ED25519 -> 4;
      case ML_DSA_65 -> 5;
    };
  }

  /** Whether the programs' answers, one for each signature, are what the table says. */
  boolean says(String row, Program program, List<String> answers, int signatures)
      throws IOException {
    var expected = cell(SIGNED, row, program.ordinal());
    if (YES.matcher(expected).matches()) {
      return answers.size() == signatures && answers.stream().allMatch(Program.YES::equals);
    }
    var reason = reason(expected);
    var refused =
        !answers.isEmpty()
            && answers.stream()
                .allMatch(said -> !said.equals(Program.YES) && said.contains(reason));
    return refused || !program.isOfTheTable();
  }

  /** What the rows speak of. */
  List<String> names() {
    return rows(SIGNED).keySet().stream().sorted().toList();
  }

  private Map<String, List<String>> rows(String table) {
    return tables.getOrDefault(table, Map.of());
  }

  private String cell(String table, String row, int column) {
    var cells = rows(table).getOrDefault(row, List.of());
    if (cells.size() <= column) {
      throw new IllegalStateException(
          "the table '%s' has no cell %d for %s".formatted(table, column, row));
    }
    return cells.get(column);
  }

  private static String reason(String cell) {
    var no = NO.matcher(cell);
    if (!no.matches()) {
      throw new IllegalStateException("a cell that says neither yes nor why not: " + cell);
    }
    return no.group(1);
  }
}
