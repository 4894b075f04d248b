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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Failure;
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
    List.of("openssl", "pdfsig", "qpdf", "softhsm2-util", "pkcs11-tool").forEach(Tool::require);
  }

  @Test
  void everyPairOfPropertiesIsJudgedAsTheTableSays() throws IOException {
    var combinations = Combination.pairwise(table);

    assertThat(combinations).hasSizeLessThanOrEqualTo(MOST_IN_CI);
    assertThat(wrong(combinations)).isEmpty();
  }

  @Tag("nightly")
  @Test
  void everythingIsJudgedAsTheTableSays() throws IOException {
    assertThat(wrong(Combination.all(table))).isEmpty();
  }

  @Test
  void aNumberRefilledAfterTheSealIsJudgedAsTheTableSays() throws IOException {
    var one =
        new Combination(
            Combination.Level.B_B,
            KeySource.PKCS12,
            KeyKind.RSA2048,
            SignatureScheme.RSA_PSS_SHA256,
            Combination.Source.TABLE,
            true,
            2);
    var sealed = Files.write(folder.resolve("sealed.pdf"), new MatrixFiles(folder).make(one));
    var pdf = Files.write(folder.resolve("judged.pdf"), Refilled.number(sealed, "Số: 99/UBND-VX"));

    assertThat(wrong(AcceptanceTable.NUMBER_REFILLED, pdf, one)).isEmpty();
  }

  @Test
  void aKeySignsWhereItIsKeptAsTheTableSays() {
    for (var kept : KeySource.values()) {
      for (var scheme : SignatureScheme.values()) {
        var said = asked(kept, scheme);
        assertThat(table.says(kept, scheme, said))
            .as("%s asked for %s: %s", kept, scheme, said)
            .isTrue();
      }
    }
  }

  /** With the first kind of key that fits; the other test asks them all. */
  private static String asked(KeySource kept, SignatureScheme scheme) {
    var kind =
        Arrays.stream(KeyKind.values())
            .filter(any -> scheme.fits(MatrixKeys.publicKey(any)))
            .findFirst()
            .orElseThrow();
    try {
      return MatrixKeys.key(kept, kind, Combination.rules(scheme), true).scheme().name();
    } catch (Failure e) {
      return e.reason().code();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getCause());
    }
  }

  @Test
  void theTableSpeaksOfEverySchemeAndOfNoOther() {
    var wanted =
        new ArrayList<>(Arrays.stream(SignatureScheme.values()).map(Enum::name).sorted().toList());
    wanted.add(AcceptanceTable.NUMBER_REFILLED);

    assertThat(table.names()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** The next file is made while this one is judged: both wait for other processes. */
  private List<String> wrong(List<Combination> combinations) throws IOException {
    var files = new MatrixFiles(folder);
    var wrong = new ArrayList<String>();
    var next = making(files, combinations.get(0));
    for (var i = 0; i < combinations.size(); i++) {
      var one = combinations.get(i);
      var pdf = Files.write(folder.resolve("judged.pdf"), next.join());
      next =
          i + 1 < combinations.size()
              ? making(files, combinations.get(i + 1))
              : CompletableFuture.completedFuture(new byte[0]);
      wrong.addAll(wrong(one.scheme().name(), pdf, one));
    }
    return wrong;
  }

  private static CompletableFuture<byte[]> making(MatrixFiles files, Combination one) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return files.make(one);
          } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("cannot make " + one, e);
          }
        },
        work -> new Thread(work, "maker").start());
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
