package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.bench.SamplePdf;
import vn.congvan.document.AgencyCode;
import vn.congvan.inspection.OddPdf;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Holder;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabServices;
import vn.congvan.trust.lab.LabServices.Answering;
import vn.congvan.trust.lab.LabServices.Listing;

/** A clerk makes electronic copies. */
class CopyCommandTest {
  private static final String CITY = "Ủy ban nhân dân thành phố Huế";

  @TempDir static Path folder;
  private static LabServices services;
  private static Holder seal;
  private static Holder second;

  @TempDir Path work;
  private Path file = Path.of("");

  @BeforeAll
  static void aCityWithASeal() {
    var clock = Clock.fixed(Console.NOW, ZoneOffset.UTC);
    services = LabServices.start(folder.resolve("pki"), clock, CryptoProviders.best());
    var code = new AgencyCode("H57");
    seal = services.pki().issueAgency(code, CITY, KeyKind.P256);
    second = services.pki().issueAgency(code, CITY, KeyKind.ML_DSA_65);
  }

  @AfterAll
  static void close() {
    services.close();
  }

  @BeforeEach
  void aScanAndADataFolder() throws IOException {
    services.answering = Answering.RIGHT;
    services.listing = Listing.RIGHT;
    Files.createDirectories(work.resolve("config"));
    Files.copy(
        services.pki().anchorsFolder().resolve("root.pem"),
        Files.createDirectories(work.resolve("trust")).resolve("root.pem"));
    directory("seal: %s\n    secondSeal: %s".formatted(key(seal), key(second)));
    file = Files.write(work.resolve("bản quét.pdf"), SamplePdf.ofSize(33_000).numbered(1));
  }

  @Test
  void aCopySaysItsFormItsAgencyAndItsTimeAndItsSealHolds() throws IOException {
    for (var form : List.of("Sao y", "Sao lục", "Trích sao")) {
      var typed = form.equals("Sao y") ? "sao-y" : form.equals("Sao lục") ? "sao-luc" : "trich-sao";
      var console = Console.speaking("vi");
      var copy = work.resolve(typed + ".pdf");

      assertThat(run(console, "--form", typed, "--out", copy.toString(), file.toString()))
          .as(console.err())
          .isEqualTo(ExitCode.OK);
      assertThat(console.out()).contains(form, CITY, typed + ".pdf");
      assertThat(console.err()).isEmpty();
      assertThat(verified(copy))
          .contains("  HỢP LỆ.", "Con dấu trên bản sao: " + CITY + " (H57)")
          .doesNotContain("phụ lục");
      assertThat(shown(copy)).contains(form + "; " + CITY + "; 05/03/2026 09:30:15 +07:00");
      try (var pdf = Loader.loadPDF(copy.toFile())) {
        assertThat(pdf.getSignatureDictionaries().get(0).getReason()).isEqualTo(form);
      }
    }
    assertThat(Files.list(work)).noneMatch(p -> p.getFileName().toString().startsWith("."));
  }

  @Test
  void withoutAFormItIsAFullCopyBesideItsSource() throws IOException {
    assertThat(run(Console.speaking("vi"), file.toString())).isEqualTo(ExitCode.OK);
    assertThat(shown(work.resolve("bản quét.copy.pdf"))).contains("Sao y; ");
  }

  @Test
  void whatIsSignedIsAnOriginalAndIsNotCopied() {
    var copy = work.resolve("bản quét.copy.pdf");
    assertThat(run(Console.speaking("vi"), file.toString())).isEqualTo(ExitCode.OK);

    refused("COPY.SIGNED", copy);
    assertThat(work.resolve("bản quét.copy.copy.pdf")).doesNotExist();
  }

  @Test
  void whatIsThereIsNotWrittenOver() throws IOException {
    var there = Files.writeString(work.resolve("bản quét.copy.pdf"), "của tôi");

    refused("COPY.EXISTS", file);
    assertThat(there).hasContent("của tôi");
  }

  @Test
  void whatCannotBeCopiedIsSaidInWordsOfCopies() throws IOException {
    refused("COPY.UNREADABLE", Files.writeString(work.resolve("hỏng.pdf"), "không phải PDF"));
    var locked = work.resolve("khóa.pdf");
    try (var pdf = Loader.loadPDF(file.toFile())) {
      pdf.protect(new StandardProtectionPolicy("chủ", "mật khẩu", new AccessPermission()));
      pdf.save(locked.toFile());
    }
    refused("COPY.ENCRYPTED", locked);
    var layered = OddPdf.layers((first, seen, other) -> {}, "AnyOff");
    refused("COPY.HIDDEN_LAYERS", Files.write(work.resolve("lớp.pdf"), layered));

    var missing = Console.speaking("vi");
    assertThat(run(missing, work.resolve("không có.pdf").toString()))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(missing.err()).contains("COPY.NO_FILE");

    var odd = Console.speaking("vi");
    assertThat(run(odd, "--form", "photo", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(odd.err()).contains("CLI.VALUE", "--form");

    var nowhere = Console.speaking("vi");
    assertThat(run(nowhere, "--out", work.resolve("a/b.pdf").toString(), file.toString()))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(nowhere.err()).contains("COPY.NOT_WRITTEN");
  }

  @Test
  void anAgencyThatMayNotSealMakesNoCopy() throws IOException {
    var stranger = Console.speaking("vi");
    assertThat(stranger.run("copy", "--data", work.toString(), "--agency", "H99", file.toString()))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(stranger.err()).contains("DIRECTORY.UNKNOWN_AGENCY");

    directory("email: a@b.vn");
    refused("ISSUE.NO_SEAL", file);

    directory("seal: " + key(seal) + "\n    validTo: 2026-03-04");
    refused("COPY.CLOSED_AGENCY", file);

    directory("seal: " + key(seal), "Ủy ban 漢");
    refused("COPY.NAME", file);
    assertThat(Files.list(work)).noneMatch(p -> p.toString().endsWith(".copy.pdf"));
  }

  @Test
  void aRevokedSealMakesNoCopy() throws IOException {
    var lost = services.pki().issueAgency(new AgencyCode("H58"), CITY, KeyKind.P256);
    services.revoke(lost.certificate(), Console.NOW.minusSeconds(60));
    directory("seal: " + key(lost));

    refused("KEY.REVOKED", file);
  }

  @Test
  void whereNobodyAnswersForTheSealTheClerkIsTold() {
    services.answering = Answering.DOWN;
    services.listing = Listing.DOWN;
    var copy = work.resolve("bản quét.copy.pdf");

    var strict = Console.speaking("vi");
    assertThat(run(strict, "--set", "issue.revocation=refuse", file.toString()))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(strict.err()).startsWith("Lỗi KEY.STATUS_AWAY: ");
    assertThat(copy).doesNotExist();

    var console = Console.speaking("vi");
    assertThat(run(console, file.toString())).isEqualTo(ExitCode.OK);
    assertThat(console.err()).startsWith("Lưu ý KEY.STATUS_UNKNOWN: ").hasLineCount(1);
    assertThat(verified(copy)).contains("  HỢP LỆ.");
  }

  @Test
  void anInstallationThatSealsTwiceSealsCopiesTwice() {
    var copy = work.resolve("hai.pdf");
    var console = Console.speaking("vi");

    assertThat(
            run(
                console,
                "--set",
                "signing.second=ml-dsa-65",
                "--out",
                copy.toString(),
                file.toString()))
        .as(console.err())
        .isEqualTo(ExitCode.OK);
    assertThat(verified(copy))
        .contains("  HỢP LỆ.", "Con dấu trên bản sao: ", "Con dấu thứ hai của cơ quan: ");
  }

  private void refused(String code, Path source) {
    var console = Console.speaking("vi");
    assertThat(run(console, source.toString())).as(code).isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.err())
        .startsWith("Lỗi " + code + ": ")
        .hasLineCount(1)
        .doesNotContain("Hủy văn bản");
  }

  private int run(Console console, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "copy",
                "--data",
                work.toString(),
                "--agency",
                "H57",
                "--set",
                "outside.private-addresses=yes"));
    arguments.addAll(List.of(more));
    return console.run(arguments.toArray(String[]::new));
  }

  private static String verified(Path copy) {
    var console = Console.speaking("vi");
    var anchors = services.pki().anchorsFolder().toString();
    assertThat(console.run("verify", "--anchors", anchors, copy.toString()))
        .as(console.out())
        .isEqualTo(ExitCode.OK);
    return console.out();
  }

  /** Everything page one shows, fields too, in one line. */
  private static String shown(Path pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf.toFile())) {
      document.getDocumentCatalog().getAcroForm().flatten();
      return new PDFTextStripper().getText(document).replaceAll("[\\s\\u00A0]+", " ");
    }
  }

  private void directory(String more) throws IOException {
    directory(more, CITY);
  }

  private void directory(String more, String name) throws IOException {
    Files.writeString(
        work.resolve("config").resolve("agencies.yaml"),
        """
        agencies:
          - code: H57
            legacyCode: 000.00.00.H57
            name: %s
            place: Huế
            hostedHere: true
            validFrom: 2020-01-01
            %s
            people: []
        """
            .formatted(name, more));
  }

  private static String key(Holder holder) {
    return "{ file: %s, passwordFile: %s }"
        .formatted(holder.keyFile().toAbsolutePath(), holder.passwordFile().toAbsolutePath());
  }
}
