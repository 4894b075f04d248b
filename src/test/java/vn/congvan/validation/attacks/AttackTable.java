package vn.congvan.validation.attacks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What became of the manipulated files, as {@code docs/attacks.md} says it. */
final class AttackTable {
  private static final String HEAD =
      """
      # Attacks on signed files

      What our own tests do to sound signed files, and the codes `./congvan verify` answers with. Each row is a function that makes a manipulated file of a sound
      one; it is done to every file it can be done to, and each result must be rejected for that reason: another code, or another sentence, fails the build. No two of
      the manipulated files are the same. `AttacksTest` writes this page and fails when it says something else.

      Rows marked * are against trust, not against bytes: every byte is as its signer made it, and only who signed, or what the signature says, is not as it must be.
      "By the signer" and "in the act of sealing" are acts of somebody who holds the key: the arithmetic of those signatures is right.
      The last column says what EU DSS 6.4 with a strict policy lets pass; see "Where EU DSS says otherwise" in [known-limits.md](known-limits.md).

      """;

  private static final String MEANINGLESS =
      """

      ## Bytes that mean nothing

      `DamageTest` changes every byte of a signed letter, and samples of larger files, in several ways each; leaves bytes out, puts bytes in, and cuts files off.
      Nothing passes but where one of these bytes is another:

      """;

  /** One attack and what was said of its files. */
  private record Row(Attack attack, int files, SortedSet<String> codes) {}

  private final List<Parent> parents;
  private final Map<Rule, List<Row>> rows = new EnumMap<>(Rule.class);

  AttackTable(List<Parent> parents) {
    this.parents = parents;
  }

  void add(Attack attack, int files, SortedSet<String> codes) {
    rows.computeIfAbsent(attack.rule(), rule -> new ArrayList<>())
        .add(new Row(attack, files, new TreeSet<>(codes)));
  }

  int files() {
    return rows.values().stream().mapToInt(AttackTable::files).sum();
  }

  private static int files(List<Row> of) {
    return of.stream().mapToInt(Row::files).sum();
  }

  String text() {
    var text = new StringBuilder(HEAD);
    text.append("## The sound files\n\nEach is accepted as it is.\n\n");
    parents.forEach(parent -> text.append("- ").append(parent).append('\n'));
    text.append("\n## By rule\n\n| rule | attacks | files | rejected |\n|---|---|---|---|\n");
    rows.forEach(
        (rule, some) ->
            text.append(
                "| %s. %s | %d | %d | %d |\n"
                    .formatted(rule, rule.sentence, some.size(), files(some), files(some))));
    var attacks = rows.values().stream().mapToInt(List::size).sum();
    text.append("| all | %d | %d | %d |\n".formatted(attacks, files(), files()));
    text.append(MEANINGLESS);
    for (var what : Insignificant.values()) {
      text.append("- ").append(what.reason).append(".\n");
    }
    rows.forEach((rule, some) -> append(text, rule, some));
    return text.toString();
  }

  private static String word(SaidByDss.Word word) {
    return switch (word) {
      case PASSES -> "passed";
      case SILENT -> "not mentioned";
    };
  }

  private static void append(StringBuilder text, Rule rule, List<Row> some) {
    text.append(
        "\n## %s. %s\n\n| attack | files | rejected as | EU DSS |\n|---|---|---|---|\n"
            .formatted(rule, rule.sentence));
    for (var row : some) {
      text.append(
          "| %s%s | %d | %s | %s |\n"
              .formatted(
                  row.attack.name(),
                  row.attack.harm() == Attack.Harm.TRUST ? " *" : "",
                  row.files,
                  row.codes.stream()
                      .map(code -> "`" + code + "`")
                      .collect(Collectors.joining(", ")),
                  SaidByDss.of(row.attack).map(AttackTable::word).orElse("")));
    }
  }
}
