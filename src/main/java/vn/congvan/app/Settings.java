package vn.congvan.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/**
 * Every setting of a node; the file {@code config/application.properties} documents each key, and
 * is where the defaults are read from.
 */
public final class Settings {
  private static final String FILE = "application.properties";
  private static final String ENVIRONMENT = "CONGVAN_";
  private static final long MAX_BYTES = 1L << 20;

  /** What the launcher, the command line and the tests read; not settings of a node. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "CONGVAN_HOME",
          "CONGVAN_JAVA",
          "CONGVAN_JAVA_OPTS",
          "CONGVAN_DATA",
          "CONGVAN_LANG",
          "CONGVAN_VECTORS",
          "CONGVAN_CORPORA",
          "CONGVAN_SAMPLES");

  private final Path data;
  private final Map<String, String> values;

  private Settings(Path data, Map<String, String> values) {
    this.data = data;
    this.values = values;
  }

  /**
   * The shipped defaults, then DATA/config/application.properties when there, then environment
   * CONGVAN_…, then overrides. Unknown keys are refused.
   *
   * @throws Halt naming the file, the key, and what was expected
   */
  public static Settings load(Path data, Map<String, String> overrides) {
    return load(data, System.getenv(), overrides);
  }

  static Settings load(Path data, Map<String, String> environment, Map<String, String> overrides) {
    var values = new LinkedHashMap<>(defaults());
    var file = data.resolve("config").resolve(FILE);
    if (Files.exists(file)) {
      put(values, read(file), file.toString());
    }
    putEnvironment(values, environment);
    put(values, overrides, "--set");
    return new Settings(data, values);
  }

  /** The data folder. */
  public Path data() {
    return data;
  }

  /** All keys with their values in force, for Camel's placeholders. */
  Map<String, String> all() {
    return new TreeMap<>(values);
  }

  public String text(String key) {
    var value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("there is no setting " + key);
    }
    return value;
  }

  /** A count, in the unit the file documents. */
  public long number(String key) {
    return Long.parseLong(text(key));
  }

  public Duration duration(String key) {
    return SettingForm.Span.parse(text(key));
  }

  /** A file or folder; relative paths are relative to the data folder. Empty when not set. */
  public Optional<Path> path(String key) {
    var value = text(key);
    return value.isEmpty() ? Optional.empty() : Optional.of(data.resolve(value));
  }

  /** The shipped file: every key with its default. */
  static Map<String, String> defaults() {
    try (var in = Settings.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not beside the program's classes");
      }
      return parse(in, "the shipped " + FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the shipped settings cannot be read", e);
    }
  }

  private static Map<String, String> read(Path file) {
    try (var in = Files.newInputStream(file)) {
      if (Files.size(file) > MAX_BYTES) {
        throw unreadable(file.toString(), "it is larger than %d bytes".formatted(MAX_BYTES), null);
      }
      return parse(in, file.toString());
    } catch (CharacterCodingException e) {
      throw unreadable(file.toString(), "it is not UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, String> parse(InputStream in, String file) throws IOException {
    Reader reader =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    var read = new OnceEach();
    try {
      read.load(reader);
    } catch (IllegalArgumentException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    }
    var values = new TreeMap<String, String>();
    for (var key : read.stringPropertyNames()) {
      values.put(key, String.valueOf(read.getProperty(key)).strip());
    }
    return values;
  }

  /** A key written twice in one file: which of them counts would be a guess. */
  private static final class OnceEach extends Properties {
    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      if (containsKey(key)) {
        throw new IllegalArgumentException("the key '%s' is there twice".formatted(key));
      }
      return super.put(key, value);
    }
  }

  private static void putEnvironment(Map<String, String> values, Map<String, String> environment) {
    var byName = new TreeMap<String, String>();
    for (var key : KnownSettings.FORMS.keySet()) {
      byName.put(ENVIRONMENT + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), key);
    }
    for (var entry : new TreeMap<>(environment).entrySet()) {
      var name = entry.getKey();
      if (!name.startsWith(ENVIRONMENT) || OF_OTHERS.contains(name)) {
        continue;
      }
      var key = byName.get(name);
      if (key == null) {
        throw unknown(name, "the environment", nearest(name, byName.keySet()));
      }
      put(values, Map.of(key, entry.getValue()), "the environment variable " + name);
    }
  }

  private static void put(Map<String, String> values, Map<String, String> more, String where) {
    for (var entry : new TreeMap<>(more).entrySet()) {
      var key = entry.getKey();
      var form = KnownSettings.FORMS.get(key);
      if (form == null) {
        throw unknown(key, where, nearest(key, KnownSettings.FORMS.keySet()));
      }
      var value = entry.getValue().strip();
      var problem = form.problem(value);
      if (problem.isPresent()) {
        throw new Halt(
            new Reason(
                "SETTINGS.BAD_VALUE",
                "Cài đặt %s = \"%s\" (%s) không dùng được; cần: %s. Sửa rồi chạy lại."
                    .formatted(key, Shown.of(value), where, problem.get().vi()),
                "the setting %s = '%s' of %s cannot be used: it must be %s; mend it and start again"
                    .formatted(key, Shown.of(value), where, problem.get().en())));
      }
      values.put(key, value);
    }
  }

  private static Halt unknown(String key, String where, String nearest) {
    // Half of it is right, or it is no help.
    var close = 2 * distance(key, nearest) <= nearest.length();
    return new Halt(
        new Reason(
            "SETTINGS.UNKNOWN_KEY",
            "Không có cài đặt nào tên \"%s\" (%s).%s Sửa rồi chạy lại."
                .formatted(
                    Shown.of(key),
                    where,
                    close ? " Có phải \"%s\"?".formatted(nearest) : " Xem danh sách ở README."),
            "there is no setting '%s' (%s);%s mend it and start again"
                .formatted(
                    Shown.of(key),
                    where,
                    close
                        ? " did you mean '%s'?".formatted(nearest)
                        : " see the list in README,")));
  }

  private static Halt unreadable(String file, String why, @Nullable Exception cause) {
    var reason =
        new Reason(
            "SETTINGS.FILE",
            "Không đọc được tệp cài đặt %s: %s. Sửa tệp rồi chạy lại.".formatted(file, why),
            "cannot read the settings %s: %s; mend the file and start again".formatted(file, why));
    return cause == null ? new Halt(reason) : new Halt(reason, cause);
  }

  private static String nearest(String key, Set<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(candidate -> distance(key, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Levenshtein's distance: letters put in, left out or changed. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var above = row[j];
        var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
