package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.lab.Annex;
import vn.congvan.app.lab.AnnexText;
import vn.congvan.document.AgencyCode;
import vn.congvan.signing.AttachmentSeal;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PdfSigner;
import vn.congvan.signing.PlainPdf;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabServices;
import vn.congvan.trust.lab.LabServices.Answering;
import vn.congvan.trust.lab.LabServices.Listing;
import vn.congvan.trust.lab.LabServices.Stamping;

/** People and scripts raise files with the lab's servers. */
class RaisingCommandsTest {
  private static final Clock MORNING = Clock.fixed(Console.NOW, ZoneOffset.UTC);

  @TempDir static Path folder;
  private static LabServices services;
  private static byte[] sealed = {};
  private static String plain = "";

  private Path file = Path.of("");

  @BeforeAll
  static void anAttachmentSealedByTheCity() throws IOException {
    services = LabServices.start(folder.resolve("pki"), MORNING, CryptoProviders.best());
    var city = services.pki().issueAgency(new AgencyCode("H57"), "UBND", KeyKind.P256);
    var bare = folder.resolve("bare.pdf");
    Files.write(
        bare,
        Annex.pdf(
            new AnnexText("PHỤ LỤC", "Kèm theo", List.of(160.0), List.of("Việc"), List.of())));
    var prepared = folder.resolve("plain.pdf");
    try (var made = PlainPdf.prepareAttachment(bare);
        var out = Files.newOutputStream(prepared)) {
      made.writeTo(out);
    }
    plain = prepared.toString();
    var key = new KeyRing(SigningRules.standard()).key(city.keyFile(), city.passwordFile());
    var done =
        new PdfSigner(CryptoProviders.best())
            .sealAttachment(prepared, new AttachmentSeal(key, "05/UBND-VX", Console.NOW, "UBND"));
    var to = folder.resolve("sealed.pdf");
    try (var out = Files.newOutputStream(to)) {
      done.writeTo(out);
    }
    sealed = Files.readAllBytes(to);
  }

  @AfterAll
  static void close() {
    services.close();
  }

  @BeforeEach
  void right() throws IOException {
    services.stamping = Stamping.RIGHT;
    services.answering = Answering.RIGHT;
    services.listing = Listing.RIGHT;
    file = Files.write(folder.resolve("05 UBND.pdf"), sealed);
  }

  @Test
  void aFileIsRaisedInItsPlaceAndItsBytesStay() throws IOException {
    var console = Console.speaking("vi");

    assertThat(run(console, "augment", "--level", "B-LTA"))
        .as(console.err())
        .isEqualTo(ExitCode.OK);
    assertThat(console.out()).startsWith(file + ": mức chữ ký B-B → B-LTA, thêm ");
    assertThat(Files.readAllBytes(file)).startsWith(sealed);
    assertThat(verified()).isEqualTo(ExitCode.OK);

    var again = Console.speaking("en");
    assertThat(run(again, "augment")).isEqualTo(ExitCode.OK);
    assertThat(again.out()).contains("level B-LTA → B-LTA, 0 bytes added.");
    var renewed = Console.speaking("en");
    assertThat(run(renewed, "augment", "--renew")).isEqualTo(ExitCode.OK);
    assertThat(verified()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aTimeStampIsPutOnAFileAndTheOldFileStaysWhereAnotherIsNamed() throws IOException {
    var console = Console.speaking("en");
    var out = folder.resolve("stamped.pdf");

    assertThat(run(console, "timestamp", "--out", out.toString())).isEqualTo(ExitCode.OK);
    assertThat(Files.readAllBytes(file)).isEqualTo(sealed);
    assertThat(Files.readAllBytes(out)).startsWith(sealed).hasSizeGreaterThan(sealed.length);
  }

  @Test
  void aServerThatIsAwayLeavesTheFileAsItWas() throws IOException {
    services.stamping = Stamping.DOWN;
    var console = Console.speaking("vi");

    assertThat(run(console, "timestamp")).isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.err()).startsWith("Lỗi TSA.AWAY: Chưa lấy được dấu thời gian");
    assertThat(Files.readAllBytes(file)).isEqualTo(sealed);
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(one -> one.getFileName().toString().startsWith(".congvan"));
    }
  }

  @Test
  void aPartThatWasReachedIsKeptAndSaidToBeAPart() throws IOException {
    services.answering = Answering.DOWN;
    services.listing = Listing.DOWN;
    var console = Console.speaking("en");

    assertThat(run(console, "augment")).isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.out()).contains("level B-B → B-T");
    assertThat(console.err()).startsWith("Error RAISE.NO_PROOF: ");
    assertThat(Files.readAllBytes(file)).hasSizeGreaterThan(sealed.length);
  }

  @Test
  void whatIsNotSignedOrNotThereIsSaidToBeSo() {
    var unsigned = Console.speaking("en");
    assertThat(unsigned.run(command("augment", plain))).isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(unsigned.err()).startsWith("Error RAISE.NOT_SIGNED: ");

    var missing = Console.speaking("vi");
    assertThat(missing.run(command("augment", folder.resolve("x.pdf").toString())))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(missing.err()).contains("RAISE.NO_FILE");

    var wrong = Console.speaking("vi");
    assertThat(run(wrong, "augment", "--level", "B-X")).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("B-X");
  }

  @Test
  void withoutATimeStampServerItIsSaidThatNoneIsSet() {
    var console = Console.speaking("en");
    var anchors = services.pki().anchorsFolder().toString();

    assertThat(
            console.run(
                "timestamp", "--data", folder.toString(), "--anchors", anchors, file.toString()))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.err()).contains("none is set");
  }

  private int run(Console console, String name, String... more) {
    var all = new java.util.ArrayList<>(List.of(command(name, file.toString())));
    all.addAll(all.size() - 1, List.of(more));
    return console.run(all.toArray(String[]::new));
  }

  private static String[] command(String name, String file) {
    return new String[] {
      name,
      "--data",
      folder.toString(),
      "--anchors",
      services.pki().anchorsFolder().toString(),
      "--tsa",
      services.tsa().toString(),
      "--set",
      "outside.private-addresses=yes",
      file
    };
  }

  private int verified() {
    return Console.speaking("vi")
        .run("verify", "--anchors", services.pki().anchorsFolder().toString(), file.toString());
  }
}
