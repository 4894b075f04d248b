package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.congvan.directory.Offices.CITY;
import static vn.congvan.directory.Offices.ref;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.directory.Role;
import vn.congvan.document.Halt;

class ApiKeysTest {
  @TempDir Path folder;

  @Test
  void aKeyKeptInTheFileLetsItsOwnerIn() {
    var file = folder.resolve("config/api-keys.yaml");
    var officer = key(Role.OFFICER);
    var clerk = key(Role.CLERK);
    ApiKeyFile.add(file, officer.entry());
    ApiKeyFile.add(file, clerk.entry());

    var keys = ApiKeyFile.read(file);

    assertThat(keys.count()).isEqualTo(2);
    assertThat(keys.find(officer.text())).contains(officer.entry());
    assertThat(keys.find(clerk.text())).contains(clerk.entry());
    assertThat(keys.find(clerk.text()).orElseThrow().actor().role()).isEqualTo("clerk");
  }

  @Test
  void theFileKeepsDaysAndPlacesOfAKey() {
    var file = folder.resolve("api-keys.yaml");
    var from = LocalDate.of(2026, 1, 1);
    var to = LocalDate.of(2026, 12, 31);
    var key =
        ApiKeys.newKey(
            CITY,
            ref(CITY, "clerk"),
            Role.CLERK,
            from,
            to,
            List.of(AddressRange.parse("10.8.0.0/16"), AddressRange.parse("::1")));
    ApiKeyFile.add(file, key.entry());

    assertThat(ApiKeyFile.read(file).find(key.text())).contains(key.entry());
  }

  @Test
  void theFileHoldsNoSecret() throws IOException {
    var file = folder.resolve("api-keys.yaml");
    var key = key(Role.OFFICER);
    ApiKeyFile.add(file, key.entry());

    var secret = key.text().substring(key.text().length() - 43);
    assertThat(Files.readString(file)).doesNotContain(secret).contains(key.entry().id());
    assertThat(key.toString()).doesNotContain(secret);
  }

  @Test
  void aKeyWithOneLetterWrongIsUnknown() {
    var key = key(Role.OFFICER);
    var keys = new ApiKeys(List.of(key.entry()));
    var text = key.text();

    for (var i = 0; i < text.length(); i++) {
      var wrong =
          text.substring(0, i) + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
      assertThat(keys.find(wrong)).as(wrong).isEmpty();
    }
    assertThat(keys.find("")).isEmpty();
    assertThat(keys.find(text + "A")).isEmpty();
    assertThat(keys.find(text.substring(0, text.length() - 1))).isEmpty();
  }

  @Test
  void aKeyIsGoodFromItsFirstDayToItsLast() {
    var key =
        ApiKeys.newKey(
                CITY,
                ref(CITY, "clerk"),
                Role.CLERK,
                LocalDate.of(2026, 3, 2),
                LocalDate.of(2026, 3, 4),
                List.of())
            .entry();

    assertThat(key.goodOn(LocalDate.of(2026, 3, 1))).isFalse();
    assertThat(key.goodOn(LocalDate.of(2026, 3, 2))).isTrue();
    assertThat(key.goodOn(LocalDate.of(2026, 3, 4))).isTrue();
    assertThat(key.goodOn(LocalDate.of(2026, 3, 5))).isFalse();
  }

  @Test
  void anAddressRangeHoldsWhatBeginsWithTheSameBits() throws IOException {
    var range = AddressRange.parse("10.8.128.0/17");

    assertThat(range.holds(InetAddress.getByName("10.8.128.1"))).isTrue();
    assertThat(range.holds(InetAddress.getByName("10.8.255.255"))).isTrue();
    assertThat(range.holds(InetAddress.getByName("10.8.127.255"))).isFalse();
    assertThat(range.holds(InetAddress.getByName("::1"))).isFalse();
    assertThat(AddressRange.parse("0.0.0.0/0").holds(InetAddress.getByName("8.8.8.8"))).isTrue();
    assertThat(AddressRange.parse("192.0.2.7").holds(InetAddress.getByName("192.0.2.8"))).isFalse();
  }

  @Test
  void anAddressRangeIsNeverANameToLookUp() {
    for (var text :
        List.of(
            "office.example",
            "localhost",
            "10.8.0.0/33",
            "10.8.0.0/x",
            "10.8.0.0/-1",
            "",
            "/8",
            "300.1.1.1")) {
      assertThatThrownBy(() -> AddressRange.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void withoutAFileThereAreNoKeys() {
    assertThat(ApiKeyFile.read(folder.resolve("none.yaml")).count()).isZero();
  }

  @Test
  void aDamagedFileStopsTheStartAndNamesItself() throws IOException {
    var good =
        "keys:\n  - {id: aaaaaaaaaa, sha256: '"
            + "0".repeat(64)
            + "', agency: H57, person: p, role: clerk}\n";
    assertThat(ApiKeyFile.read(write(good)).count()).isEqualTo(1);
    for (var damaged :
        List.of(
            "",
            "keys:",
            "keys: 7",
            "key: []",
            "keys: [",
            good.replace("id: aaaaaaaaaa", "id: short"),
            good.replace("agency: H57", "agency: h57"),
            good.replace("role: clerk", "role: king"),
            good.replace("role: clerk", "rôle: clerk"),
            good.replace(", role: clerk", ""),
            good.replace("0000", "000g"),
            good + good.substring("keys:\n".length()),
            "keys:\n" + "- ".repeat(50) + "x\n")) {
      var file = write(damaged);
      assertThatThrownBy(() -> ApiKeyFile.read(file))
          .as(damaged)
          .asInstanceOf(InstanceOfAssertFactories.type(Halt.class))
          .satisfies(
              halt -> {
                assertThat(halt.reason().code()).isEqualTo("HTTP.KEYS_FILE");
                assertThat(halt.reason().vi()).contains(file.toString());
              });
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("api-keys.yaml"), text);
  }

  private static ApiKeys.NewKey key(Role role) {
    return ApiKeys.newKey(CITY, ref(CITY, role.key()), role, null, null, List.of());
  }
}
