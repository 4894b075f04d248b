package vn.congvan.validation.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.testing.DssOracle;
import vn.congvan.validation.attacks.SaidByDss.Word;

/**
 * EU DSS, with a strict policy, on the same files. What it lets pass and we reject is listed attack
 * by attack, and explained rule by rule in {@code docs/known-limits.md}. The files of the signing
 * matrix themselves are judged by both in the acceptance matrix.
 */
class DssAgreementTest {
  private static final Path PAGE = Path.of("docs", "known-limits.md");
  private static final Pattern ROW =
      Pattern.compile("\\| (R\\d+)\\. [^|]*\\| (\\d+) \\| (\\d+) \\| (\\d+) \\| [^|]+\\|");

  /** The files that each attack is tried on, as many of them as it can be done to. */
  private static final Set<String> ATTACKED =
      Set.of(
          "leader, table",
          "leader and seal, table",
          "somebody's, seen, streams",
          "issued, B-B, RSA-PSS");

  /** One attack of so many is tried with every build. */
  private static final int STEP = 10;

  @TempDir Path folder;

  @Test
  void dssPassesEverySoundFile() throws IOException {
    for (var parent : Parents.all()) {
      // Validation data that are none are more than it can read.
      if (!parent.name.contains("validation data")) {
        assertThat(said(parent, parent.bytes)).as("%s", parent).isEqualTo(Word.PASSES);
      }
    }
  }

  @Test
  void aSampleOfAttacksIsJudgedByDssAsItIsKnownTo() throws IOException {
    var attacks = Attacks.all();
    var sample =
        java.util.stream.IntStream.range(0, attacks.size())
            .filter(i -> i % STEP == 0)
            .mapToObj(attacks::get)
            .toList();

    assertThat(said(sample)).isEqualTo(known(sample));
  }

  @Tag("nightly")
  @Test
  void everyAttackIsJudgedByDssAsItIsKnownTo() throws IOException {
    var said = said(Attacks.all());
    Files.write(
        Path.of("target", SaidByDss.FILE.getFileName().toString()),
        said.entrySet().stream().map(e -> e.getValue() + "\t" + e.getKey()).toList());

    assertThat(said).isEqualTo(SaidByDss.known());
  }

  @Test
  void whatDssLetsPassIsExplainedRuleByRule() throws IOException {
    var page = Files.readString(PAGE);
    var rows =
        ROW.matcher(page)
            .results()
            .collect(
                Collectors.toMap(
                    row -> row.group(1), row -> List.of(row.group(2), row.group(3), row.group(4))));
    var wanted = new TreeMap<String, List<String>>();
    for (var rule : Rule.values()) {
      var attacks = Attacks.all().stream().filter(a -> a.rule() == rule).toList();
      var known = known(attacks);
      if (!known.isEmpty()) {
        wanted.put(
            rule.name(),
            List.of(
                Integer.toString(attacks.size()),
                Long.toString(known.values().stream().filter(w -> w == Word.PASSES).count()),
                Long.toString(known.values().stream().filter(w -> w == Word.SILENT).count())));
      }
    }

    assertThat(rows).as("attacks, passed, not mentioned").isEqualTo(wanted);
  }

  private static Map<String, Word> known(List<Attack> attacks) {
    var names = attacks.stream().map(DssAgreementTest::name).collect(Collectors.toSet());
    var known = new TreeMap<>(SaidByDss.known());
    known.keySet().retainAll(names);
    return known;
  }

  private static String name(Attack attack) {
    return attack.rule() + " " + attack.name();
  }

  /** Of each attack that DSS lets pass on any of the files, the worse of what it says. */
  private Map<String, Word> said(List<Attack> attacks) throws IOException {
    var said = new TreeMap<String, Word>();
    for (var attack : attacks) {
      for (var parent : Parents.all()) {
        if (ATTACKED.contains(parent.name) && attack.on().test(parent)) {
          var word = said(parent, attack.making().of(parent));
          if (word != null) {
            said.merge(name(attack), word, (a, b) -> a == Word.PASSES ? a : b);
          }
        }
      }
    }
    return said;
  }

  private @org.jspecify.annotations.Nullable Word said(Parent parent, byte[] file)
      throws IOException {
    var anchors = Files.createDirectories(folder.resolve("anchors"));
    Files.write(anchors.resolve("root"), parent.anchor);
    var pdf = Files.write(folder.resolve("judged.pdf"), file);
    try {
      var said = DssOracle.judge(pdf, anchors);
      if (said.isEmpty() || !said.stream().allMatch(j -> j.indication().equals("TOTAL_PASSED"))) {
        return null;
      }
      return said.size() < parent.documentSignatures() ? Word.SILENT : Word.PASSES;
    } catch (IllegalStateException e) {
      // It could not judge the file at all.
      return null;
    }
  }
}
