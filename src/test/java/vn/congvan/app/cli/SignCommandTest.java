package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.bench.SamplePdf;
import vn.congvan.app.lab.SignatureImage;
import vn.congvan.inspection.OddPdf;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Holder;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabServices;
import vn.congvan.trust.lab.LabServices.Stamping;

/** People and scripts sign files of their own with keys of their own. */
class SignCommandTest {
  private static final Clock MORNING = Clock.fixed(Console.NOW, ZoneOffset.UTC);

  @TempDir static Path folder;
  private static LabServices services;
  private static Holder me;

  @TempDir Path work;
  private Path file = Path.of("");

  @BeforeAll
  static void somebodyWithAKey() throws IOException {
    services = LabServices.start(folder.resolve("pki"), MORNING, CryptoProviders.best());
    me = services.pki().issuePerson("nv-1", "Nguyễn Văn An", "UBND", KeyKind.RSA2048);
    Files.write(folder.resolve("hand.png"), SignatureImage.png("Nguyễn Văn An"));
  }

  @AfterAll
  static void close() {
    services.close();
  }

  @BeforeEach
  void aReport() throws IOException {
    services.stamping = Stamping.RIGHT;
    file = Files.write(work.resolve("báo cáo.pdf"), SamplePdf.ofSize(33_000).numbered(1));
  }

  @Test
  void aFileIsSignedIntoANewOneThatHolds() throws IOException {
    var console = Console.speaking("vi");
    var signed = work.resolve("báo cáo.signed.pdf");

    assertThat(run(console, file.toString())).as(console.err()).isEqualTo(ExitCode.OK);
    assertThat(console.out()).contains("đã ký (Nguyễn Văn An)", "báo cáo.signed.pdf");
    assertThat(Files.readAllBytes(signed)).startsWith(Files.readAllBytes(file));
    assertThat(verified(signed)).isEqualTo(ExitCode.OK);
  }

  @Test
  void itIsSignedVisiblyAndWithATimeStampWhenThatIsAskedFor() throws IOException {
    var console = Console.speaking("vi");
    var signed = work.resolve("khác.pdf");

    assertThat(
            run(
                console,
                "--visible",
                folder.resolve("hand.png").toString(),
                "--at",
                "120,70",
                "--level",
                "B-T",
                "--tsa",
                services.tsa().toString(),
                "--out",
                signed.toString(),
                file.toString()))
        .as(console.err())
        .isEqualTo(ExitCode.OK);
    assertThat(verified(signed)).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatIsThereIsNotWrittenOverAndOneFailureStopsNoOther() throws IOException {
    var other = Files.write(work.resolve("khác.pdf"), SamplePdf.ofSize(33_000).numbered(2));
    var broken = Files.writeString(work.resolve("hỏng.pdf"), "không phải PDF");
    var there = Files.writeString(work.resolve("báo cáo.signed.pdf"), "của tôi");
    var console = Console.speaking("vi");

    assertThat(run(console, file.toString(), broken.toString(), other.toString()))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.err()).contains("SIGN.EXISTS", "SIGN.CANNOT_APPEND");
    assertThat(there).hasContent("của tôi");
    assertThat(work.resolve("hỏng.signed.pdf")).doesNotExist();
    assertThat(verified(work.resolve("khác.signed.pdf"))).isEqualTo(ExitCode.OK);
  }

  @Test
  void aWrongPasswordAMissingServerAndAMissingFileAreSaid() throws IOException {
    var wrong = Files.writeString(work.resolve("sai"), "sai");
    var console = Console.speaking("vi");
    assertThat(
            console.run(
                "sign",
                "--data",
                work.toString(),
                "--key",
                me.keyFile().toString(),
                "--password-file",
                wrong.toString(),
                file.toString()))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.err()).contains("SIGN.KEY_UNUSABLE").doesNotContain("Exception");

    var lacking = Console.speaking("vi");
    assertThat(run(lacking, "--level", "B-T", file.toString())).isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(lacking.err()).contains("SIGN.NO_TSA");

    var missing = Console.speaking("vi");
    assertThat(run(missing, work.resolve("không có.pdf").toString()))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(missing.err()).contains("SIGN.NO_FILE");

    for (var odd :
        new String[][] {
          {"--level", "B-X"}, {"--at", "1"}, {"--at", "1,99999"}, {"--width", "-3"}, {"--page", "0"}
        }) {
      var usage = Console.speaking("vi");
      assertThat(run(usage, odd[0], odd[1], file.toString())).isEqualTo(ExitCode.USAGE);
      assertThat(usage.err()).contains("CLI.VALUE", odd[0], "không dùng được");
    }
  }

  @Test
  void aFileIsSignedAndRaisedToTheLevelThatLasts() throws IOException {
    var console = Console.speaking("vi");

    assertThat(
            run(
                console,
                "--level",
                "B-LTA",
                "--tsa",
                services.tsa().toString(),
                "--set",
                "outside.private-addresses=yes",
                file.toString()))
        .as(console.err())
        .isEqualTo(ExitCode.OK);
    assertThat(console.out()).contains("mức chữ ký B-LTA");
    assertThat(verified(work.resolve("báo cáo.signed.pdf"))).isEqualTo(ExitCode.OK);
  }

  @Test
  void aLevelThatIsNotReachedIsNotClaimed() throws IOException {
    services.stamping = Stamping.DAMAGED;
    var console = Console.speaking("vi");

    assertThat(run(console, "--level", "B-T", "--tsa", services.tsa().toString(), file.toString()))
        .isNotEqualTo(ExitCode.OK);
    assertThat(console.err()).contains("Lỗi ");
    assertThat(console.out()).doesNotContain("mức chữ ký B-T");
    assertThat(verified(work.resolve("báo cáo.signed.pdf"))).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatIsInAFileThatItsSignerMayNotSeeIsSaidAndTheFileIsSigned() throws IOException {
    var said =
        Map.of(
            "FILE.SCRIPT", OddPdf.script(),
            "FILE.ACTION", OddPdf.action("Launch"),
            "FILE.XFA", OddPdf.xfa(),
            "FILE.LAYERS", OddPdf.layers((first, seen, other) -> {}),
            "FILE.HIDDEN_LAYERS",
                OddPdf.layers(
                    (first, seen, other) -> first.setItem(OddPdf.name("OFF"), OddPdf.array(other))),
            "FILE.HIDDEN_ANNOTATIONS", OddPdf.annotationWithFlags(2),
            "FILE.FILES_INSIDE", OddPdf.fileInside(),
            "FILE.FONTS_NOT_EMBEDDED", OddPdf.fontOfTheReader());
    for (var one : said.entrySet()) {
      var odd = Files.write(work.resolve(one.getKey() + ".pdf"), one.getValue());
      var console = Console.speaking("vi");

      assertThat(run(console, odd.toString())).as(one.getKey()).isEqualTo(ExitCode.OK);
      assertThat(console.err().lines().filter(line -> line.startsWith("Lưu ý ")))
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("Lưu ý " + one.getKey() + ": ")
          .endsWith(".");
    }

    var plain = Console.speaking("vi");
    Files.write(file, OddPdf.plain());
    assertThat(run(plain, file.toString())).isEqualTo(ExitCode.OK);
    assertThat(plain.err()).isEmpty();
  }

  private int run(Console console, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "sign",
                "--data",
                work.toString(),
                "--anchors",
                services.pki().anchorsFolder().toString(),
                "--key",
                me.keyFile().toString(),
                "--password-file",
                me.passwordFile().toString()));
    arguments.addAll(List.of(more));
    return console.run(arguments.toArray(String[]::new));
  }

  private int verified(Path signed) {
    return Console.speaking("vi")
        .run("verify", "--anchors", services.pki().anchorsFolder().toString(), signed.toString());
  }
}
