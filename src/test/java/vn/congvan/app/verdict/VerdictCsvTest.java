package vn.congvan.app.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Halt;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;
import vn.congvan.validation.Indication;
import vn.congvan.validation.Integrity;
import vn.congvan.validation.SubIndication;
import vn.congvan.validation.VerificationReport;
import vn.congvan.validation.WhoActs;

class VerdictCsvTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aNameIsNeverAFormulaNorTheEndOfItsCell() throws IOException {
    var table = folder.resolve("bảng.csv");
    try (var csv = VerdictCsv.open(table, Language.VI)) {
      csv.add(Path.of("=1+1.pdf"), doubt("nói \"có\", hay\r\nkhông"));
      csv.finish();
    }

    assertThat(Files.readAllLines(table)).hasSize(2);
    assertThat(Files.readAllLines(table).get(1))
        .startsWith("'=1+1.pdf,chưa đủ cơ sở kết luận,INDETERMINATE,CUSTOM,UNSIGNED,,,VERIFY.X,")
        .endsWith(",\"nói \"\"có\"\", hay··không\",ISSUER,,,annex-ii");
  }

  @Test
  void whatIsNotFinishedLeavesNothing() {
    try (var csv = VerdictCsv.open(folder.resolve("bảng.csv"), Language.VI)) {
      csv.add(Path.of("a.pdf"), doubt("vì sao"));
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileThatCameMeanwhileIsLeftAlone() throws IOException {
    var table = folder.resolve("bảng.csv");
    try (var csv = VerdictCsv.open(table, Language.VI)) {
      Files.writeString(table, "của người khác");
      assertThatExceptionOfType(Halt.class).isThrownBy(csv::finish);
    }

    assertThat(table).hasContent("của người khác");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void whereNothingCanBeWrittenItIsSaidAtOnce() {
    assertThatExceptionOfType(Halt.class)
        .isThrownBy(() -> VerdictCsv.open(folder.resolve("không có/bảng.csv"), Language.VI))
        .satisfies(e -> assertThat(e.reason().code()).isEqualTo("VERIFY.CSV_NOT_WRITTEN"));
  }

  private static VerificationReport doubt(String why) {
    return new VerificationReport(
        Indication.INDETERMINATE,
        SubIndication.CUSTOM,
        WhoActs.ISSUER,
        Integrity.UNSIGNED,
        new Reason("VERIFY.X", why, "why"),
        List.of(),
        List.of(),
        null,
        null,
        ContentHash.of(new byte[32]),
        "annex-ii");
  }
}
