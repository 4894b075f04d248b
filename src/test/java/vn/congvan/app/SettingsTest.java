package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Halt;

class SettingsTest {
  private static final Path SHIPPED = Path.of("config/application.properties");

  @TempDir Path data;

  @Test
  void everyDocumentedKeyIsKnownAndEveryKnownKeyIsDocumented() {
    assertThat(Settings.defaults().keySet()).isEqualTo(KnownSettings.FORMS.keySet());
  }

  @Test
  void everyDefaultIsAValueTheKeyAllows() {
    var defaults = Settings.defaults();
    KnownSettings.FORMS.forEach(
        (key, form) ->
            assertThat(form.problem(defaults.getOrDefault(key, "missing"))).as(key).isEmpty());
  }

  @Test
  void everyKeyIsReadSomewhere() throws IOException {
    var program = sources("src/main/java", ".java", "KnownSettings.java");
    var routes = sources("routes", ".yaml", "-");

    var unread = new TreeSet<>(KnownSettings.FORMS.keySet());
    unread.removeIf(
        key -> program.contains("\"" + key + "\"") || routes.contains("{{" + key + "}}"));

    assertThat(unread).isEmpty();
  }

  @Test
  void everyKeyHasACommentAboveIt() throws IOException {
    var lines = Files.readAllLines(SHIPPED);
    var bare = new ArrayList<String>();
    for (var i = 0; i < lines.size(); i++) {
      var key = Pattern.compile("([a-z][a-z.-]*) =.*").matcher(lines.get(i));
      var sibling = key.matches() && lines.get(i - 1).contains(" =");
      if (key.matches() && !sibling && !lines.get(i - 1).startsWith("# ")) {
        bare.add(key.group(1));
      }
    }
    assertThat(bare).isEmpty();
  }

  @Test
  void laterPlacesWin() throws IOException {
    write("http.port = 1001\nhttp.host = file\nconsumers = 3\n");

    var settings =
        Settings.load(
            data,
            Map.of("CONGVAN_HTTP_PORT", "1002", "CONGVAN_HTTP_HOST", "environment", "PATH", "/bin"),
            Map.of("http.port", "1003"));

    assertThat(settings.number("http.port")).isEqualTo(1003);
    assertThat(settings.text("http.host")).isEqualTo("environment");
    assertThat(settings.number("consumers")).isEqualTo(3);
    assertThat(settings.duration("shutdown.timeout")).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void pathsAreRelativeToTheDataFolderAndEmptyOnesAreNotSet() {
    var settings = Settings.load(data, Map.of(), Map.of("directory.file", "config/offices.yaml"));

    assertThat(settings.path("directory.file")).contains(data.resolve("config/offices.yaml"));
    assertThat(settings.path("trust.directory")).isEmpty();
  }

  @Test
  void anUnknownKeyIsRefusedWithItsFileAndTheKeyThatWasMeant() throws IOException {
    write("htp.port = 8081\n");

    assertThatThrownBy(() -> Settings.load(data, Map.of(), Map.of()))
        .isInstanceOfSatisfying(
            Halt.class, e -> assertThat(e.reason().code()).isEqualTo("SETTINGS.UNKNOWN_KEY"))
        .hasMessageContaining("'htp.port'")
        .hasMessageContaining(data.resolve("config/application.properties").toString())
        .hasMessageContaining("'http.port'");

    write("completely.different = 1\n");

    assertThatThrownBy(() -> Settings.load(data, Map.of(), Map.of()))
        .isInstanceOf(Halt.class)
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void anUnknownVariableOfOursIsRefusedAndTheLaunchersAreNot() {
    assertThat(Settings.load(data, Map.of("CONGVAN_JAVA_OPTS", "-Xmx1g"), Map.of())).isNotNull();
    assertThatThrownBy(() -> Settings.load(data, Map.of("CONGVAN_HTTP_PROT", "1"), Map.of()))
        .hasMessageContaining("CONGVAN_HTTP_PROT")
        .hasMessageContaining("CONGVAN_HTTP_PORT");
  }

  @Test
  void aValueThatDoesNotFitIsRefusedWithWhatIsExpected() {
    var bad =
        Map.of(
            "http.port", "80a",
            "consumers", "0",
            "relay.threads", "17",
            "log.publish-interval", "5 s",
            "broker.journal", "fast",
            "database.url", "jdbc:h2:mem",
            "node.name", "a b",
            "log.origin", "Log");
    bad.forEach(
        (key, value) ->
            assertThatThrownBy(() -> Settings.load(data, Map.of(), Map.of(key, value)))
                .as(key)
                .isInstanceOfSatisfying(
                    Halt.class,
                    e -> {
                      assertThat(e.reason().code()).isEqualTo("SETTINGS.BAD_VALUE");
                      assertThat(e.reason().vi()).doesNotContain("a whole", "one of", "such as");
                    })
                .hasMessageContaining(key)
                .hasMessageContaining("must be"));
  }

  @Test
  void aKeyWrittenTwiceIsRefused() throws IOException {
    write("http.port = 1\nhttp.port = 2\n");

    assertThatThrownBy(() -> Settings.load(data, Map.of(), Map.of()))
        .hasMessageContaining("'http.port' is there twice");
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws IOException {
    for (var bytes :
        List.of(new byte[] {'a', '=', (byte) 0xff}, "a=\\u00".getBytes(StandardCharsets.UTF_8))) {
      Files.createDirectories(data.resolve("config"));
      Files.write(data.resolve("config/application.properties"), bytes);

      assertThatThrownBy(() -> Settings.load(data, Map.of(), Map.of()))
          .isInstanceOfSatisfying(
              Halt.class, e -> assertThat(e.reason().code()).isEqualTo("SETTINGS.FILE"));
    }
  }

  private void write(String text) throws IOException {
    Files.createDirectories(data.resolve("config"));
    Files.writeString(data.resolve("config/application.properties"), text);
  }

  private static String sources(String folder, String ending, String not) throws IOException {
    try (var files = Files.walk(Path.of(folder))) {
      return files
          .filter(f -> f.toString().endsWith(ending) && !f.endsWith(not))
          .map(
              f -> {
                try {
                  return Files.readString(f);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .collect(Collectors.joining("\n"));
    }
  }
}
