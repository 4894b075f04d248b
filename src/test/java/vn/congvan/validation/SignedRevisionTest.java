package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.ContentHash;
import vn.congvan.document.SetAside;
import vn.congvan.trust.CryptoProviders;

class SignedRevisionTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatTheLeaderSignedIsTheFileBeforeTheSeal() throws Exception {
    var issued = JudgedFiles.issued();
    var bytes = signed(issued, 0);

    assertThat(bytes).isEqualTo(Letter.signed());
    assertThat(JudgedFiles.judge(bytes).valid()).isTrue();
    assertThat(signed(issued, 1)).isEqualTo(issued);
  }

  @Test
  void whatWasAddedAgainstTheSignaturesIsNotInWhatTheySigned() throws Exception {
    var changed = JudgedFiles.changedLater();

    assertThat(JudgedFiles.judge(changed).indication()).isEqualTo(Indication.TOTAL_FAILED);
    assertThat(signed(changed, 1))
        .isEqualTo(Arrays.copyOf(changed, (int) material(changed, 1).end()))
        .hasSizeLessThan(changed.length);
    assertThat(JudgedFiles.judge(signed(changed, 1)).valid()).isTrue();
  }

  @Test
  void aSignatureThatDoesNotMatchSignedNobodyKnowsWhat() {
    assertThatExceptionOfType(SetAside.class)
        .isThrownBy(() -> signed(JudgedFiles.changed(), 0))
        .satisfies(e -> assertThat(e.reason().code()).isEqualTo("VERIFY.SIGNED_UNKNOWN"));
  }

  @Test
  void aGapBetweenTwoReadingsIsLeftOutOfTheDigestAsAnyOther() throws Exception {
    var edge = 1 << 16;
    var smallest = JudgedFiles.large(0);
    var gap = material(smallest, 0).gapStart();
    // The gap begins before the edge of a reading and ends after it.
    var file = JudgedFiles.large((int) (edge - gap - 2_000));

    assertThat(material(file, 0).gapStart()).isLessThan(edge);
    assertThat(material(file, 0).gapEnd()).isGreaterThan(edge);
    assertThat(signed(file, 0)).isEqualTo(file);
  }

  @Test
  void aFileThatChangesMeanwhileGivesNothing() throws Exception {
    var issued = JudgedFiles.issued();
    var report = JudgedFiles.judge(issued).signatures().get(0);
    var other = issued.clone();
    other[40] ^= 1;
    for (var now : List.of(other, Arrays.copyOf(issued, 100))) {
      var file = Files.write(folder.resolve("now.pdf"), now);

      assertThatExceptionOfType(SetAside.class)
          .isThrownBy(
              () ->
                  SignedRevision.write(
                      file, report, CryptoProviders.best(), new ByteArrayOutputStream()))
          .satisfies(e -> assertThat(e.reason().code()).isEqualTo("VERIFY.FILE_CHANGED"));
    }
  }

  private byte[] signed(byte[] pdf, int signature) throws IOException, GeneralSecurityException {
    var file = Files.write(folder.resolve("file.pdf"), pdf);
    var out = new ByteArrayOutputStream();
    var sha256 =
        SignedRevision.write(
            file, JudgedFiles.judge(pdf).signatures().get(signature), CryptoProviders.best(), out);
    assertThat(sha256)
        .isEqualTo(ContentHash.of(MessageDigest.getInstance("SHA-256").digest(out.toByteArray())));
    return out.toByteArray();
  }

  private static SignatureMaterial material(byte[] pdf, int signature) {
    return Objects.requireNonNull(JudgedFiles.judge(pdf).signatures().get(signature).material());
  }
}
