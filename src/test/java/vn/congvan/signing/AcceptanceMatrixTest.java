package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.testing.Tool;
import vn.congvan.trust.lab.KeyKind;

/**
 * Every kind of file we sign, before programs that owe us nothing: each says of it what the
 * committed table says ({@code docs/formats/signature-acceptance.md}).
 */
class AcceptanceMatrixTest {
  private static final int MOST_IN_CI = 150;

  private final AcceptanceTable table = AcceptanceTable.read();

  @TempDir Path folder;

  @BeforeEach
  void requireThePrograms() {
    List.of("openssl", "pdfsig", "qpdf").forEach(Tool::require);
  }

  @Test
  void everyPairOfPropertiesIsJudgedAsTheTableSays() throws IOException {
    var combinations = Combination.pairwise();

    assertThat(combinations).hasSizeLessThanOrEqualTo(MOST_IN_CI);
    assertThat(wrong(combinations)).isEmpty();
  }

  @Tag("nightly")
  @Test
  void everythingIsJudgedAsTheTableSays() throws IOException {
    assertThat(wrong(Combination.all())).isEmpty();
  }

  @Test
  void aNumberRefilledAfterTheSealIsJudgedAsTheTableSays() throws IOException {
    var one =
        new Combination(
            Combination.Level.B_B,
            KeyKind.RSA2048,
            SigningRules.Rsa.PSS,
            DigestAlgorithm.SHA_256,
            Combination.Source.TABLE,
            true,
            2);
    var sealed = Files.write(folder.resolve("sealed.pdf"), new MatrixFiles(folder).make(one));
    var pdf = Files.write(folder.resolve("judged.pdf"), Refilled.number(sealed, "Số: 99/UBND-VX"));

    assertThat(wrong(AcceptanceTable.NUMBER_REFILLED, pdf, one)).isEmpty();
  }

  @Test
  void theTableSpeaksOfEverySchemeAndOfNoOther() {
    var wanted =
        new ArrayList<>(Arrays.stream(SignatureScheme.values()).map(Enum::name).sorted().toList());
    wanted.add(AcceptanceTable.NUMBER_REFILLED);

    assertThat(table.names()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private List<String> wrong(List<Combination> combinations) throws IOException {
    var files = new MatrixFiles(folder);
    var wrong = new ArrayList<String>();
    for (var one : combinations) {
      var pdf = Files.write(folder.resolve("judged.pdf"), files.make(one));
      wrong.addAll(wrong(one.scheme().name(), pdf, one));
    }
    return wrong;
  }

  private Optional<String> wrong(String row, Program program, Path pdf, Combination one) {
    try {
      var said = program.judge(pdf, one.level());
      return table.says(row, program, said, one.signatures())
          ? Optional.empty()
          : Optional.of("%s: %s says %s".formatted(one, program, said));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> wrong(String row, Path pdf, Combination one) throws IOException {
    // At the same time: most of it is waiting for other processes.
    var wrong =
        new ArrayList<>(
            Arrays.stream(Program.values())
                .parallel()
                .flatMap(program -> wrong(row, program, pdf, one).stream())
                .toList());
    var checked = Program.run(List.of("qpdf", "--check", pdf.toString()));
    if (!checked.contains("No syntax or stream encoding errors found")) {
      wrong.add("%s: qpdf says %s".formatted(one, checked));
    }
    return wrong;
  }
}
