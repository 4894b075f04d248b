package vn.congvan.validation.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.validation.Integrity;
import vn.congvan.validation.VerificationReport;

/** Every attack on every sound file it can be done to. */
class AttacksTest {
  private static final Path PAGE = Path.of("docs", "attacks.md");
  private static final int FEWEST = 500;

  private static final List<Parent> PARENTS = Parents.all();

  @Test
  void everySoundFileIsAccepted() {
    for (var parent : PARENTS) {
      var report = parent.judge(parent.bytes);

      assertThat(report.valid()).as("%s: %s", parent, report.headline().en()).isTrue();
      assertThat(report.integrity()).isEqualTo(Integrity.INTACT);
    }
  }

  @Test
  void everyManipulatedFileIsRejectedForWhatWasDoneToIt() throws IOException {
    var wrong = new ConcurrentSkipListSet<String>();
    var hashes = ConcurrentHashMap.<String>newKeySet();
    var table = new AttackTable(PARENTS);
    for (var attack : Attacks.all()) {
      var codes = new ConcurrentSkipListSet<String>();
      var files =
          PARENTS.stream()
              .filter(attack.on())
              .parallel()
              .mapToInt(
                  parent -> {
                    codes.add(attacked(attack, parent, hashes, wrong));
                    return 1;
                  })
              .sum();
      table.add(attack, files, codes);
    }

    assertThat(wrong).isEmpty();
    assertThat(hashes).hasSize(table.files()).hasSizeGreaterThanOrEqualTo(FEWEST);
    assertSaysSo(table.text());
  }

  /** The code of the verdict. */
  private static String attacked(
      Attack attack, Parent parent, Set<String> hashes, Set<String> wrong) {
    var file = attack.making().of(parent);
    if (!hashes.add(HexFormat.of().formatHex(CryptoProviders.best().sha256().digest(file)))) {
      wrong.add("%s on %s: the same file as another attack's".formatted(attack.name(), parent));
    }
    var report = parent.judge(file);
    if (!isRejected(attack, report)) {
      wrong.add(
          "%s %s on %s: %s %s %s"
              .formatted(
                  attack.rule(),
                  attack.name(),
                  parent,
                  report.headline().code(),
                  report.integrity(),
                  report.headline().en()));
    }
    return report.headline().code();
  }

  private static boolean isRejected(Attack attack, VerificationReport report) {
    return !report.valid()
        && (report.integrity() != Integrity.INTACT || attack.harm() == Attack.Harm.TRUST)
        && attack.codes().contains(report.headline().code())
        && Pattern.compile(attack.because()).matcher(report.headline().en()).find();
  }

  private static void assertSaysSo(String now) throws IOException {
    var made = Path.of("target", PAGE.getFileName().toString());
    Files.createDirectories(made.getParent());
    Files.writeString(made, now);

    assertThat(PAGE)
        .as("what %s says is no longer so; %s is what it must say", PAGE, made)
        .hasContent(now);
  }
}
