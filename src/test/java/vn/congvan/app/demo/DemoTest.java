package vn.congvan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.lab.Annex;
import vn.congvan.app.lab.AnnexText;
import vn.congvan.document.Language;

class DemoTest {
  private static final Pattern AUDIT =
      Pattern.compile(
          "kiểm toán: (\\d+) mục, gốc cây \\S{44}, điểm kiểm đã ký, mọi bằng chứng đều đúng");

  /** A run and what it told. */
  private record Told(boolean holds, String text) {
    List<String> steps() {
      return text.lines().filter(line -> line.matches("  \\d\\d:\\d\\d:\\d\\d  H57.*")).toList();
    }

    int entries() {
      var said = AUDIT.matcher(text);
      assertThat(said.find()).as(text).isTrue();
      return Integer.parseInt(said.group(1));
    }
  }

  @Test
  void aDocumentGoesAllTheWayAForgedOneComesBackAndTheNextRunGoesOn(@TempDir Path data) {
    var first = run(data, List.of());

    assertThat(first.holds()).as(first.text()).isTrue();
    assertThat(String.join("\n", first.steps()))
        .containsSubsequence(
            "H57     Trình văn bản: Công văn.pdf, 1 phụ lục",
            "H57     Nguyễn Văn An (lãnh đạo) ký",
            "H57     Chữ ký được kiểm tra: hợp lệ",
            "H57     Trần Thị Ánh (văn thư) ban hành: số 01/UBND-VX",
            "H57     Gửi 2 nơi nhận: H57.12, H57.31",
            "H57.12  Đã đến",
            "H57.12  Đỗ Thị Đào (văn thư) vào sổ, số đến 1",
            "H57.12  Lê Văn Ân (lãnh đạo) phân công Hồ Ngọc Mỹ",
            "H57.12  Hồ Ngọc Mỹ bắt đầu xử lý",
            "H57.12  Hồ Ngọc Mỹ hoàn thành",
            "H57     Nơi nhận H57.12 đã báo: 01 Đã đến · 03 Đã tiếp nhận · 04 Đã phân công · 05 Đang xử lý"
                + " · 06 Đã hoàn thành",
            "H57.31  Hà Thị Ỷ (văn thư) vào sổ, số đến 1",
            "H57     Nơi nhận H57.31 đã báo: 01",
            "số 02/UBND-VX, đã đóng dấu",
            "H57.31  Kẻ xâm nhập sửa số 02/UBND-VX thành 92/UBND-VX",
            "H57.31  Kiểm tra khi đến: không đạt, trả lại nơi gửi (02). VERIFY.");
    assertThat(first.text())
        .containsSubsequence(
            "Vết văn bản 01/UBND-VX",
            "Kết luận về 01-UBND-VX.pdf\n    HỢP LỆ.",
            "Kết luận về Phụ lục phân công nhiệm vụ.pdf\n    HỢP LỆ.",
            "Vết văn bản 02/UBND-VX",
            "H57.31   Kiểm tra: không đạt, trả lại",
            "Nơi nhận báo trạng thái       H57.31           02 Bị trả lại",
            "Kết luận về ban-bi-sua.pdf\n    KHÔNG HỢP LỆ.",
            "KẾT QUẢ: mọi điều đều đúng");
    assertThat(first.text())
        .contains("Danh sách thu hồi được hỏi 2 lần")
        .doesNotContain("KEY.STATUS_UNKNOWN");
    assertThat(data.resolve("demo/01-UBND-VX/01-UBND-VX.pdf")).isNotEmptyFile();
    assertThat(data.resolve("demo/01-UBND-VX/Phụ lục phân công nhiệm vụ.pdf")).isNotEmptyFile();

    var second = run(data, List.of());

    assertThat(second.holds()).as(second.text()).isTrue();
    assertThat(second.text())
        .contains("số 03/UBND-VX", "số 04/UBND-VX", "H57.12  Đỗ Thị Đào (văn thư) vào sổ, số đến 2")
        .contains(listsOf(first), "Danh sách thu hồi được hỏi 2 lần")
        .doesNotContain("Lần chạy trước", "KEY.STATUS_UNKNOWN");
    assertThat(second.entries()).isGreaterThan(first.entries());
  }

  @Test
  void whatAnEarlierRunLeftIsSeenThrough(@TempDir Path data) throws IOException {
    Lab.make(data);
    try (var node = Lab.start(data, Map.of())) {
      Lab.submit(node, "Văn bản còn dở", Lab.WARD, Lab.COMMUNE);
    }

    var told = run(data, List.of());

    assertThat(told.holds()).as(told.text()).isTrue();
    assertThat(told.text())
        .containsSubsequence(
            "Lần chạy trước dừng giữa chừng, còn 1 văn bản",
            "ban hành: số 01/UBND-VX",
            "Nơi nhận H57.31 đã báo: 01",
            "Văn bản: " + Papers.SUBJECT,
            "ban hành: số 02/UBND-VX",
            "Vết văn bản 01/UBND-VX: Văn bản còn dở");
    assertThat(told.text())
        .as("a folder whose certificates were made before they named anybody")
        .contains("Chứng thư của thư mục này không ghi nơi hỏi", "Lãnh đạo ký")
        .doesNotContain("Danh sách thu hồi được hỏi");
  }

  private static String listsOf(Told run) {
    return run.text()
        .lines()
        .filter(line -> line.contains("Danh sách chứng thư bị thu hồi: http://127.0.0.1:"))
        .findFirst()
        .orElseThrow()
        .strip();
  }

  @Test
  void aRunStoppedAnywhereLeavesNothingThatTheNextDoesNotSeeThrough(@TempDir Path data)
      throws IOException {
    LabOnce.copyInto(data);
    for (var line : List.of("(lãnh đạo) phân công", "Kẻ xâm nhập sửa số")) {
      stopAt(data, line);
    }

    var told = run(data, List.of());

    assertThat(told.holds()).as(told.text()).isTrue();
    assertThat(told.text())
        .containsSubsequence(
            "Lần chạy trước dừng giữa chừng",
            "Gói tin bị sửa trong lần chạy trước: H57.31 trả lại (02), đúng như phải thế",
            "KẾT QUẢ: mọi điều đều đúng");
  }

  /** A run whose screen fails while a line is written, which ends it where it stands. */
  private static void stopAt(Path data, String line) {
    var told = new ByteArrayOutputStream();
    var screen =
        new OutputStream() {
          @Override
          public void write(int one) {
            told.write(one);
            if (one == '\n' && told.toString(StandardCharsets.UTF_8).contains(line)) {
              throw new Stopped();
            }
          }
        };
    var out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    var demo = new Demo(data, List.of(), Map.of(), Language.VI, out, Clock.systemUTC());
    assertThatThrownBy(demo::run)
        .as(told.toString(StandardCharsets.UTF_8))
        .isInstanceOf(Stopped.class);
  }

  private static final class Stopped extends RuntimeException {}

  @Test
  void filesThatCannotBeTakenAreRefusedOneByOneAndTheOthersGoOn(
      @TempDir Path data, @TempDir Path files) throws IOException {
    LabOnce.copyInto(data);
    var good = files.resolve("Công văn số 45.PDF");
    Files.write(good, Papers.letter("Nguyễn Văn An"));

    var told =
        run(
            data,
            List.of(
                write(files, "ảnh.pdf", "\u0089PNG".getBytes(StandardCharsets.ISO_8859_1)),
                write(files, "hỏng.pdf", "%PDF-1.7 and no more".getBytes(StandardCharsets.UTF_8)),
                encrypted(files),
                withJavaScript(files),
                withEmbeddedFile(files),
                secret(files),
                write(files, "lớn.pdf", new byte[(1 << 20) + 1]),
                files.resolve("không có.pdf"),
                good),
            "submission.max-file",
            "1");

    assertThat(told.holds()).isFalse();
    assertThat(told.text())
        .containsSubsequence(
            "Bị từ chối E13.NOT_PDF: Tệp ảnh.pdf không phải PDF.",
            "Bị từ chối E13.DAMAGED: Tệp hỏng.pdf bị hỏng",
            "Bị từ chối E13.ENCRYPTED: Tệp khóa.pdf có mật khẩu",
            "Bị từ chối E13.ACTIVE_CONTENT: Tệp mã.pdf có mã JavaScript",
            "Bị từ chối E13.EMBEDDED_FILES: Tệp nhúng.pdf có tệp khác nhúng",
            "Bị từ chối E12.SECRET: Văn bản mật không được gửi",
            "Văn bản: lớn\n  Bị từ chối E13.TOO_LARGE: Tệp lớn hơn",
            "Bị từ chối DEMO.NO_FILE: Không đọc được tệp " + files.resolve("không có.pdf"),
            "Văn bản: Công văn số 45",
            "ban hành: số 01/UBND-VX",
            "Nơi nhận H57.31 đã báo: 01",
            "Kết luận về 01-UBND-VX.pdf\n    HỢP LỆ.",
            "KẾT QUẢ: có điều không đúng");
    assertThat(told.entries()).isPositive();
    assertThat(told.text()).doesNotContain("\tat ", "Exception");
  }

  private static Told run(Path data, List<Path> files, String... setting) {
    var screen = new ByteArrayOutputStream();
    var settings = setting.length == 0 ? Map.<String, String>of() : Map.of(setting[0], setting[1]);
    var demo =
        new Demo(
            data,
            files,
            settings,
            Language.VI,
            new PrintStream(screen, true, StandardCharsets.UTF_8),
            Clock.systemUTC());
    var holds = demo.run();
    return new Told(holds, screen.toString(StandardCharsets.UTF_8));
  }

  private static Path write(Path folder, String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static Path encrypted(Path folder) throws IOException {
    var file = folder.resolve("khóa.pdf");
    try (var pdf = new PDDocument()) {
      pdf.addPage(new PDPage());
      pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      pdf.save(file.toFile());
    }
    return file;
  }

  private static Path withJavaScript(Path folder) throws IOException {
    var file = folder.resolve("mã.pdf");
    try (var pdf = new PDDocument()) {
      pdf.addPage(new PDPage());
      pdf.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert('x')"));
      pdf.save(file.toFile());
    }
    return file;
  }

  private static Path withEmbeddedFile(Path folder) throws IOException {
    var file = folder.resolve("nhúng.pdf");
    try (var pdf = new PDDocument()) {
      pdf.addPage(new PDPage());
      var inside = new PDComplexFileSpecification();
      inside.setFile("inside.txt");
      inside.setEmbeddedFile(
          new PDEmbeddedFile(pdf, new java.io.ByteArrayInputStream(new byte[] {1, 2, 3})));
      var tree = new PDEmbeddedFilesNameTreeNode();
      tree.setNames(Map.of("inside.txt", inside));
      var names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
      names.setEmbeddedFiles(tree);
      pdf.getDocumentCatalog().setNames(names);
      pdf.save(file.toFile());
    }
    return file;
  }

  private static Path secret(Path folder) throws IOException {
    return write(
        folder,
        "mật.pdf",
        Annex.pdf(
            new AnnexText(
                "TỐI MẬT", "Kèm theo Công văn", List.of(160.0), List.of("Việc"), List.of())));
  }
}
