package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.validation.JudgedFiles;

class VerifyReportsTest {
  private static final int IN_DOUBT = 2;
  private static final String WHEN = "2026-11-22T10:00";

  @TempDir private Path folder = Path.of("");

  private final Console console = Console.speaking("vi");
  private String issued = "";
  private String changed = "";

  @BeforeEach
  void anIssuedDocumentAndOneThatWasChanged() throws IOException {
    Files.createDirectory(folder.resolve("trust"));
    Files.writeString(folder.resolve("trust").resolve("root.pem"), JudgedFiles.root());
    issued = file("văn bản.pdf", JudgedFiles.issued());
    changed = file("bị sửa.pdf", JudgedFiles.changed());
  }

  @Test
  void aReportOfOneFileGoesOutAndNothingElse() {
    assertThat(verify("--format", "xml", issued)).isEqualTo(ExitCode.OK);
    assertThat(console.out()).startsWith("<?xml").endsWith("</ValidationReport>\n");

    var web = Console.speaking("en");
    assertThat(verify(web, "--format", "html", changed)).isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(web.out())
        .startsWith("<!DOCTYPE html>")
        .contains("INVALID", "SIGNATURE VERIFICATION REPORT")
        .endsWith("</html>\n");

    var paper = Console.speaking("vi");
    assertThat(verify(paper, "--format", "pdf", issued)).isEqualTo(ExitCode.OK);
    assertThat(paper.out()).startsWith("%PDF-");
    assertThat(console.err() + web.err() + paper.err()).isEmpty();
  }

  @Test
  void reportsOfManyFilesNeedAFolder() {
    assertThat(verify("--format", "html", issued, changed)).isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("Lỗi VERIFY.ONE_REPORT: ").hasLineCount(1);
  }

  @Test
  void aFolderOfReportsHasOneOfEveryFileUnderItsOwnName() throws IOException {
    var again = file("khác/văn bản.PDF", JudgedFiles.unsigned());
    var reports = folder.resolve("báo cáo");

    assertThat(verify("--format", "pdf", "--report", reports.toString(), issued, changed, again))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(reports.toFile().list())
        .containsExactlyInAnyOrder(
            "văn bản.report.pdf", "bị sửa.report.pdf", "văn bản.2.report.pdf");
    assertThat(console.out())
        .contains(issued + ": hợp lệ → " + reports.resolve("văn bản.report.pdf"))
        .contains(again + ": chưa đủ cơ sở kết luận → ")
        .endsWith("3 tệp: 1 hợp lệ, 1 không hợp lệ, 1 chưa đủ cơ sở kết luận\n");
    nothingIsLeftOver();
  }

  @Test
  void aFolderThatIsThereIsLeftAlone() throws IOException {
    for (var option : List.of("--report", "--signed")) {
      var there = Files.createDirectory(folder.resolve("của người khác " + option));
      var said = Console.speaking("vi");

      assertThat(verify(said, "--format", "xml", option, there.toString(), issued))
          .isEqualTo(ExitCode.CANNOT_RUN);
      assertThat(said.err()).startsWith("Lỗi VERIFY.FOLDER_EXISTS: ").hasLineCount(1);
      assertThat(said.out()).isEmpty();
      assertThat(there).isEmptyDirectory();
    }
    nothingIsLeftOver();
  }

  @Test
  void whereNoFolderCanBeMadeItIsSaidBeforeAnythingIsJudged() {
    var nowhere = folder.resolve("không có").resolve("báo cáo").toString();

    assertThat(verify("--format", "xml", "--report", nowhere, issued))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.err()).startsWith("Lỗi VERIFY.FOLDER_NOT_WRITTEN: ").hasLineCount(1);
  }

  @Test
  void textIsNoReport() {
    assertThat(verify("--report", folder.resolve("x").toString(), issued))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.err()).startsWith("Lỗi VERIFY.REPORT_FORMAT: ").hasLineCount(1);
  }

  @Test
  void aPdfIsNotPrintedOnAScreen() {
    var screen = console.terminal().onScreen(true);

    assertThat(
            CongVan.run(screen, "verify", "--data", folder.toString(), "--format", "pdf", issued))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("Lỗi VERIFY.PDF_ON_SCREEN: ").hasLineCount(1);
  }

  @Test
  void aProgramGetsAReportAlsoWithoutRootsAndOfAFileThatIsNotThere(@TempDir Path empty) {
    var missing = folder.resolve("không có.pdf").toString();

    assertThat(console.run("verify", "--data", empty.toString(), "--format", "xml", missing))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.out()).contains("urn:congvan:reason:VERIFY.NO_FILE");
    assertThat(console.err()).contains("Lỗi TRUST.NO_FOLDER", "Lỗi VERIFY.NO_FILE");
  }

  @Test
  void whatEachSignatureSignedIsWrittenAndHolds() throws IOException, GeneralSecurityException {
    var signed = folder.resolve("bản đã ký");

    assertThat(verify("--signed", signed.toString(), issued)).isEqualTo(ExitCode.OK);
    var leaders = signed.resolve("văn bản.1.leader.pdf");
    var seals = signed.resolve("văn bản.2.seal.pdf");
    assertThat(signed.toFile().list())
        .containsExactlyInAnyOrder("văn bản.1.leader.pdf", "văn bản.2.seal.pdf");
    assertThat(console.out())
        .contains("%s  %s\n%s  %s\n".formatted(sha256(leaders), leaders, sha256(seals), seals));
    assertThat(seals).hasSameBinaryContentAs(Path.of(issued));
    assertThat(verify(Console.speaking("vi"), leaders.toString(), seals.toString()))
        .isEqualTo(ExitCode.OK);
    nothingIsLeftOver();
  }

  @Test
  void whatWasAddedLaterIsNotInWhatWasSigned() throws IOException {
    var later = file("thêm.pdf", JudgedFiles.changedLater());
    var signed = folder.resolve("bản đã ký");

    assertThat(verify("--format", "json", "--signed", signed.toString(), later))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.out()).startsWith("{").hasLineCount(1);
    assertThat(console.err()).contains("thêm.1.leader.pdf", "thêm.2.seal.pdf").hasLineCount(2);
    assertThat(verify(Console.speaking("vi"), signed.toString())).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatNobodyIsKnownToHaveSignedIsNotWritten() throws IOException {
    var unsigned = file("chưa ký.pdf", JudgedFiles.unsigned());
    var signed = folder.resolve("bản đã ký");

    assertThat(verify("--signed", signed.toString(), changed)).isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(verify("--signed", signed.toString(), unsigned)).isEqualTo(IN_DOUBT);
    assertThat(console.err())
        .contains(
            "Lưu ý VERIFY.SIGNED_UNKNOWN: ",
            "\"leader\" của tệp " + changed,
            "Lưu ý VERIFY.NOTHING_SIGNED: ");
    assertThat(signed).doesNotExist();
    nothingIsLeftOver();
  }

  @Test
  void theNameOfAFieldIsNoPath() throws IOException {
    var file = file("a.pdf", JudgedFiles.signedInField("/etc/x\u0000:|"));
    var signed = folder.resolve("bản đã ký");

    assertThat(verify("--signed", signed.toString(), file)).isEqualTo(ExitCode.OK);
    assertThat(signed.toFile().list()).containsExactly("a.1._etc_x_.pdf");
  }

  private int verify(String... more) {
    return verify(console, more);
  }

  private int verify(Console at, String... more) {
    var args = new ArrayList<>(List.of("verify", "--data", folder.toString()));
    args.addAll(List.of("--at", WHEN));
    args.addAll(List.of(more));
    return at.run(args.toArray(String[]::new));
  }

  private String file(String name, byte[] bytes) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes).toString();
  }

  private void nothingIsLeftOver() {
    assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".congvan-"));
  }

  private static String sha256(Path file) throws IOException, GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
