package vn.congvan.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Halt;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Reason;

/** The example of {@code docs/formats/agencies.md}, whole and spoilt. */
class DirectoryFileTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final Pattern FORMS = Pattern.compile("(?m)^(key: \\{ (?!file).*\\})$");
  private static final String KEY =
      "key: { file: keys/h57-ld-01.p12, passwordFile: keys/h57-ld-01.password, image: keys/h57-ld-01.png }";
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 5);

  @TempDir private Path folder;

  private String example;

  @BeforeEach
  void theExampleOfTheFormat() throws IOException {
    var found = EXAMPLE.matcher(Files.readString(Path.of("docs/formats/agencies.md")));
    assertThat(found.find()).isTrue();
    example = found.group(1);
  }

  @Test
  void theExampleOfTheFormatIsRead() throws IOException {
    var directory = DirectoryFile.read(write(example));

    var city = directory.agency(new AgencyCode("H57"));
    assertThat(city.hostedHere()).isTrue();
    assertThat(city.seal())
        .isEqualTo(
            new KeyHolding(
                new KeyPlace.File(
                    folder.resolve("keys/H57.p12"), folder.resolve("keys/H57.password")),
                folder.resolve("keys/H57.png")));
    assertThat(city.people()).hasSize(2);
    assertThat(directory.person("h57-ld-01").orElseThrow().postOn(TODAY, Role.LEADER)).isPresent();
    assertThat(directory.findByAnyCode("000.00.12.H57").orElseThrow().hostedHere()).isFalse();
  }

  @Test
  void aKeyMayLieOnATokenAtAServiceOrOnAPersonsDevice() throws IOException {
    var others = FORMS.matcher(Files.readString(Path.of("docs/formats/agencies.md"))).results();
    var places = new ArrayList<KeyPlace>();
    for (var form : others.map(found -> found.group(1)).toList()) {
      var directory = DirectoryFile.read(write(example.replace(KEY, form)));
      var key = directory.person("h57-ld-01").orElseThrow().key();
      places.add(java.util.Objects.requireNonNull(key).place());
    }

    assertThat(places)
        .containsExactly(
            new KeyPlace.Token(
                Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                "Lãnh đạo H57",
                null,
                null,
                "01",
                folder.resolve("keys/h57-ld-01.pin")),
            new KeyPlace.Remote(
                URI.create("https://kyso.example.vn/csc/v2"),
                "an-2026",
                "congvan-h57",
                folder.resolve("keys/csc.secret"),
                folder.resolve("keys/h57-ld-01.pin"),
                null,
                null),
            new KeyPlace.Device(folder.resolve("keys/h57-ld-01.pem")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pkcs11: { library: /l.so, pinFile: p }              | thiếu mục \"token\"",
        "pkcs11: { library: /l.so, token: T }                | thiếu mục \"pinFile\"",
        "pkcs11: { library: /l.so, token: T, pinFile: p, id: xy } | không phải số thập lục phân",
        "csc: { service: 'http://a.vn/csc/v2', credential: c, clientId: i, clientSecretFile: s } | không phải địa chỉ https",
        "csc: { service: 'https://a.vn/csc/v2', credential: c, clientId: i } | thiếu mục \"clientSecretFile\"",
        "csc: { service: 'https://u:p@a.vn/', credential: c, clientId: i, clientSecretFile: s } | không phải địa chỉ https",
        "device: { }                                         | thiếu mục \"certificate\"",
        "image: x.png                                        | thiếu mục \"file\"",
        "file: a.p12, passwordFile: b, device: { certificate: c } | phải ở đúng một nơi",
        "device: { certificate: c, pin: 1234 }               | \"pin\" ở agencies[0].people[0].key.device.pin",
      })
  void aKeyWithoutItsPlaceIsRefused(String form, String says) throws IOException {
    var reason = reason(write(example.replace(KEY, "key: { " + form + " }")));

    assertThat(reason.code()).isEqualTo("DIRECTORY.FILE");
    assertThat(reason.vi()).contains(says);
  }

  @Test
  void aFileThatIsNotThereIsToldApart() {
    var reason = reason(folder.resolve("nowhere.yaml"));

    assertThat(reason.code()).isEqualTo("DIRECTORY.NO_FILE");
    assertThat(reason.vi()).contains("Chưa có danh mục", "docs/formats/agencies.md");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "series: COMMON     | '}'                | quanh dòng 8",
        "agencies:         | agencys:           | \"agencys\" ở agencys",
        "name: Ủy ban nhân dân thành phố Huế | inCharge2: x | \"inCharge2\" ở agencies[0].inCharge2",
        "    place: Huế     | '    #'            | cơ quan H57 thiếu mục \"place\"",
        "ref: h57-vt-01     | ref: h57-ld-01     | h57-ld-01",
        "code: H57.12       | code: H57          | H57",
        "role: clerk        | role: king         | agencies[0].people[1].posts[0].role",
        "title: Văn thư,    | ''                 | chức vụ của người h57-vt-01 thiếu mục \"title\"",
        "name: Trần Thị Ánh | name: ''           | người h57-vt-01",
        "validFrom: 2025-07-01 | validFrom: hôm qua | agencies[1].validFrom",
        "file: keys/H57.p12, | ''                | khóa của cơ quan H57 thiếu mục \"file\"",
      })
  void whatIsWrongIsNamedWithItsPlace(String good, String bad, String says) throws IOException {
    assertThat(example).contains(good);
    var file = write(example.replace(good, bad.equals("name: ''") ? "name: ' '" : bad));

    var reason = reason(file);

    assertThat(reason.code()).isEqualTo("DIRECTORY.FILE");
    assertThat(reason.vi()).contains(says);
    assertThat(reason.en()).isNotBlank();
  }

  @Test
  void aSpoiltFileIsReadOrRefusedAndNothingElse() throws IOException {
    var random = new Random(57);
    var bytes = example.getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i < 2_000; i++) {
      var spoilt = bytes.clone();
      for (var changes = 1 + random.nextInt(4); changes > 0; changes--) {
        spoilt[random.nextInt(spoilt.length)] =
            (byte) " \n:-{}[]&*!|>'\"%@#,?\u0000\u007fz9".charAt(random.nextInt(24));
      }
      var file = folder.resolve("spoilt.yaml");
      Files.write(file, spoilt);

      assertThatCode(
              () -> {
                try {
                  DirectoryFile.read(file);
                } catch (Halt refused) {
                  assertThat(refused.reason().code()).isEqualTo("DIRECTORY.FILE");
                }
              })
          .as("try %d", i)
          .doesNotThrowAnyException();
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("agencies.yaml"), text);
  }

  private static Reason reason(Path file) {
    return catchThrowableOfType(Halt.class, () -> DirectoryFile.read(file)).reason();
  }
}
