package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
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
import vn.congvan.trust.lab.LabPki;

class VerifyCommandTest {
  private static final int IN_DOUBT = 2;
  private static final Clock MORNING = Clock.fixed(Console.NOW, ZoneOffset.UTC);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Validator SCHEMA = schema();

  private static Path folder = Path.of("");
  private static String anchors = "";
  private static String unsigned = "";
  private static String sealed = "";

  @BeforeAll
  static void anAttachmentSealedByTheCity(@TempDir Path temp) throws IOException {
    folder = temp;
    var pki = LabPki.open(temp.resolve("pki"), MORNING, CryptoProviders.best());
    var city = pki.issueAgency(new AgencyCode("H57"), "UBND thành phố Huế", KeyKind.P256);
    anchors = pki.anchorsFolder().toString();
    var bare = temp.resolve("phụ lục.pdf");
    Files.write(
        bare,
        Annex.pdf(
            new AnnexText(
                "PHÂN CÔNG", "Kèm theo Công văn", List.of(160.0), List.of("Việc"), List.of())));
    unsigned = bare.toString();
    var plain = temp.resolve("plain.pdf");
    try (var prepared = PlainPdf.prepareAttachment(bare);
        var out = Files.newOutputStream(plain)) {
      prepared.writeTo(out);
    }
    var key = new KeyRing(SigningRules.standard()).key(city.keyFile(), city.passwordFile());
    var done =
        new PdfSigner(CryptoProviders.best())
            .sealAttachment(
                plain, new AttachmentSeal(key, "05/UBND-VX", Console.NOW, "UBND thành phố Huế"));
    var file = temp.resolve("đã đóng dấu.pdf");
    try (var out = Files.newOutputStream(file)) {
      done.writeTo(out);
    }
    sealed = file.toString();
  }

  @Test
  void aSealedFileIsValidAndItSaysWhoseSealItIs() {
    var console = Console.speaking("vi");

    assertThat(console.run("verify", "--anchors", anchors, sealed)).isEqualTo(ExitCode.OK);
    assertThat(console.out())
        .startsWith(sealed + "\n  HỢP LỆ.")
        .contains("Con dấu trên phụ lục: UBND thành phố Huế (H57), ký lúc 09:30:15 05/03/2026");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void oneChangedByteIsFound() throws IOException {
    var bytes = Files.readAllBytes(Path.of(sealed));
    bytes[bytes.length / 10] ^= 1;
    var changed = Files.write(folder.resolve("changed.pdf"), bytes);
    var console = Console.speaking("vi");

    assertThat(console.run("verify", "--anchors", anchors, changed.toString()))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.out()).contains("KHÔNG HỢP LỆ");
  }

  @Test
  void oneBadFileDoesNotKeepTheOthersFromBeingJudged() {
    var console = Console.speaking("vi");
    var missing = folder.resolve("không có.pdf").toString();

    assertThat(console.run("verify", "--anchors", anchors, missing, unsigned, sealed))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.err()).contains("VERIFY.NO_FILE", "không có.pdf");
    assertThat(console.out()).contains("HỢP LỆ.").containsIgnoringCase("chưa ký");
  }

  @Test
  void withoutRootsNothingCanBeJudged(@TempDir Path empty) {
    var console = Console.speaking("en");

    assertThat(console.run("verify", "--data", empty.toString(), sealed))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("Error ").hasLineCount(1);
  }

  @Test
  void anotherRootDoesNotVouchForTheSeal(@TempDir Path other) {
    var stranger = LabPki.open(other, MORNING, CryptoProviders.best()).anchorsFolder().toString();
    var console = Console.speaking("vi");

    assertThat(console.run("verify", "--anchors", stranger, sealed)).isEqualTo(IN_DOUBT);
    assertThat(console.out())
        .contains("CHƯA ĐỦ CƠ SỞ KẾT LUẬN", "[INDETERMINATE, NO_CERTIFICATE_CHAIN_FOUND]")
        .doesNotContain("  HỢP LỆ.");
  }

  @Test
  void whatIsInvalidWeighsMoreThanADoubt() throws IOException {
    var changed = changed("nặng hơn.pdf");

    assertThat(Console.speaking("vi").run("verify", "--anchors", anchors, unsigned, changed))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(Console.speaking("vi").run("verify", "--anchors", anchors, unsigned, sealed))
        .isEqualTo(IN_DOUBT);
  }

  @Test
  void aProgramGetsAnObjectOfEveryFileAlsoOfOneThatIsNotThere() throws IOException {
    var console = Console.speaking("vi");
    var missing = folder.resolve("không có.pdf").toString();

    assertThat(
            console.run(
                "verify",
                "--format",
                "json",
                "--anchors",
                anchors,
                sealed,
                missing,
                unsigned,
                changed("đổi.pdf")))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(objects(console))
        .extracting(
            o -> o.get("indication").asText(),
            o -> o.get("integrity").asText(),
            o -> o.get("whoActs").asText(),
            o -> o.get("verdict").get("vi").asText())
        .containsExactly(
            tuple("TOTAL_PASSED", "INTACT", "NOBODY", "hợp lệ"),
            tuple("INDETERMINATE", "UNREADABLE", "HOLDER", "chưa đủ cơ sở kết luận"),
            tuple("INDETERMINATE", "UNSIGNED", "ISSUER", "chưa đủ cơ sở kết luận"),
            tuple("TOTAL_FAILED", "ALTERED", "HOLDER", "không hợp lệ"));
    var signature = objects(console).get(0).get("signatures").get(0);
    assertThat(signature.get("signer").get("agency").asText()).isEqualTo("H57");
    assertThat(signature.get("signer").get("issuer").asText()).isNotEmpty();
    assertThat(signature.get("claimedTime").asText()).isEqualTo("2026-03-05T02:30:15Z");
    assertThat(objects(console).get(1).get("sha256").isNull()).isTrue();
  }

  @Test
  void withoutRootsAProgramStillLearnsWhatWasChanged(@TempDir Path empty) throws IOException {
    var console = Console.speaking("en");

    assertThat(
            console.run(
                "verify", "--format=json", "--data", empty.toString(), sealed, changed("g.pdf")))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(objects(console))
        .extracting(o -> o.get("indication").asText(), o -> o.get("integrity").asText())
        .containsExactly(tuple("INDETERMINATE", "INTACT"), tuple("TOTAL_FAILED", "ALTERED"));
    assertThat(console.err()).startsWith("Error TRUST.NO_FOLDER").hasLineCount(1);
  }

  @Test
  void theTimeOfJudgingMayBeAnother() {
    assertThat(at("2026-03-05T09:30:15+07:00")).isEqualTo(ExitCode.OK);
    assertThat(at("2026-03-05")).isEqualTo(ExitCode.OK);
    assertThat(at("2020-03-05T09:30")).isEqualTo(IN_DOUBT);
    assertThat(at("hôm qua")).isEqualTo(ExitCode.CANNOT_RUN);
  }

  @Test
  void aFolderIsJudgedWholeInTheOrderOfItsNames(@TempDir Path incoming) throws IOException {
    var expected = new ArrayList<String>();
    for (var i = 0; i < 40; i++) {
      var file = incoming.resolve("tháng %d".formatted(i / 20)).resolve("%02d.PDF".formatted(i));
      Files.createDirectories(file.getParent());
      Files.copy(Path.of(i % 4 == 3 ? unsigned : sealed), file);
      expected.add(file.toString());
    }
    Files.writeString(incoming.resolve("ghi chú.txt"), "không phải PDF");
    var console = Console.speaking("vi");

    assertThat(console.run("verify", "--format", "json", "--anchors", anchors, incoming.toString()))
        .isEqualTo(IN_DOUBT);
    assertThat(objects(console))
        .extracting(o -> o.get("file").asText())
        .containsExactlyElementsOf(expected);
    assertThat(objects(console))
        .filteredOn(o -> o.get("integrity").asText().equals("UNSIGNED"))
        .hasSize(10);
  }

  @Test
  void aFolderWithoutAnyPdfIsNoFolderOfValidOnes(@TempDir Path empty) {
    var console = Console.speaking("vi");

    assertThat(console.run("verify", "--anchors", anchors, empty.toString()))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.err()).contains("VERIFY.NO_PDF");
  }

  @Test
  void aTableHoldsEveryFileAndTheScreenOnlyTheirNumber(@TempDir Path out) throws IOException {
    var console = Console.speaking("vi");
    var table = out.resolve("kết quả.csv");

    assertThat(
            console.run(
                "verify", "--anchors", anchors, "--csv", table.toString(), sealed, unsigned))
        .isEqualTo(IN_DOUBT);
    assertThat(console.out())
        .isEqualTo("2 tệp: 1 hợp lệ, 0 không hợp lệ, 1 chưa đủ cơ sở kết luận\n");
    assertThat(Files.readString(table)).startsWith("\ufefffile,verdict,").endsWith("\r\n");
    assertThat(Files.readAllLines(table)).hasSize(3);
    assertThat(Files.readAllLines(table).get(1))
        .startsWith(sealed + ",hợp lệ,TOTAL_PASSED,,INTACT,UBND thành phố Huế,2026-03-05T09:30:15")
        .endsWith(",NOBODY,B-B,?,annex-ii");
    assertThat(Files.readAllLines(table).get(2)).contains(",CUSTOM,UNSIGNED,,,VERIFY.NOT_SIGNED,");
    alone(out);
  }

  @Test
  void aPolicyDecidesWhatItMeansThatNobodyKnowsTheStatus() throws IOException {
    var usual = Console.speaking("vi");
    assertThat(usual.run("verify", "--anchors", anchors, sealed)).isEqualTo(ExitCode.OK);
    assertThat(usual.out())
        .contains(
            "mức B-B; thời gian ký do người ký tự ghi",
            "VERIFY.STATUS_UNKNOWN",
            "Chính sách kiểm tra: annex-ii");

    var strict = Console.speaking("vi");
    var run =
        strict.run(
            "verify",
            "--policy",
            "strict",
            "--offline",
            "--format",
            "json",
            "--anchors",
            anchors,
            sealed);
    assertThat(run).isEqualTo(IN_DOUBT);
    var verdict = objects(strict).get(0);
    assertThat(verdict.get("policy").asText()).isEqualTo("strict");
    assertThat(verdict.get("subIndication").asText()).isEqualTo("TRY_LATER");
    assertThat(verdict.get("signatures").get(0).get("certificates"))
        .allSatisfy(one -> assertThat(one.get("status").asText()).isEqualTo("UNKNOWN"));

    var unknown = Console.speaking("vi");
    assertThat(unknown.run("verify", "--policy", "lax", "--anchors", anchors, sealed))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(unknown.err()).contains("POLICY.NO_FILE", "annex-ii, strict, lenient");
  }

  @Test
  void aTableNeverTakesThePlaceOfAFile(@TempDir Path out) throws IOException {
    var document = Files.copy(Path.of(sealed), out.resolve("văn bản.pdf"));
    var console = Console.speaking("vi");

    assertThat(console.run("verify", "--anchors", anchors, "--csv", document.toString(), unsigned))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.err()).contains("VERIFY.CSV_EXISTS");
    assertThat(document).hasSameBinaryContentAs(Path.of(sealed));
    alone(out);
  }

  private static void alone(Path folder) {
    assertThat(folder.toFile().list()).hasSize(1);
  }

  private static int at(String time) {
    return Console.speaking("vi").run("verify", "--anchors", anchors, "--at", time, sealed);
  }

  private static String changed(String name) throws IOException {
    var bytes = Files.readAllBytes(Path.of(sealed));
    bytes[bytes.length / 10] ^= 1;
    return Files.write(folder.resolve(name), bytes).toString();
  }

  /** Each of its lines, which must be what the published schema says. */
  private static List<JsonNode> objects(Console console) throws IOException {
    var found = new ArrayList<JsonNode>();
    for (var line : console.out().lines().toList()) {
      assertThat(SCHEMA.validate(new JsonObject(line)).getErrors()).as(line).isNullOrEmpty();
      found.add(JSON.readTree(line));
    }
    return found;
  }

  private static Validator schema() {
    try {
      var schema = Files.readString(Path.of("docs", "formats", "verdict.schema.json"));
      return Validator.create(
          JsonSchema.of(new JsonObject(schema)),
          new JsonSchemaOptions()
              .setBaseUri("urn:congvan:verdict")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Basic));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
