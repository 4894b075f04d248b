package vn.congvan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.document.Actor;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Fact;

class EntryTest {
  private static final ContentHash NOTHING =
      new ContentHash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  private static final String DIGEST = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0";
  private static final String DISCLOSURE =
      "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";

  private static final Entry FULL =
      new Entry(
          UUID.fromString("0195c8f0-0000-7000-8000-000000000003"),
          "document.issued",
          Instant.parse("2026-03-05T05:00:00.123Z"),
          "congvan.h57.example.vn/log/1",
          "H57.12:document:0195c8f0-0000-7000-8000-000000000000",
          17,
          Hash.EMPTY_TREE,
          new Entry.By(Actor.Kind.USER, "h57-vt-03", "H57.12", "clerk", "apikey"),
          new Entry.Where("node-1", "queue", "H57"),
          new Fact.Subject("document", "05/QĐ-UBND", "application/pdf", NOTHING),
          new Fact.State("CHECKED", null),
          new Fact.State("ISSUED", null),
          Fact.Outcome.SUCCESS,
          "ISSUE.BY_CLERK",
          UUID.fromString("0195c8f0-0000-7000-8000-000000000002"),
          UUID.fromString("0195c8f0-0000-7000-8000-000000000001"),
          List.of(DIGEST));

  @Test
  void theExampleOfTheFormatsPageIsWhatIsWritten() throws IOException {
    var page = Files.readString(Path.of("docs/formats/audit-entry.md"));

    assertThat(page).contains("```json\n" + text(FULL) + "\n```");
  }

  @Test
  void theExampleOfADisclosureHasTheDigestOfTheStandard() throws EntryRefused, IOException {
    var disclosure = Disclosure.parse(DISCLOSURE);

    assertThat(disclosure.name()).isEqualTo("family_name");
    assertThat(disclosure.value()).isEqualTo("Möbius");
    assertThat(disclosure.digest()).isEqualTo(DIGEST);
    assertThat(Files.readString(Path.of("docs/formats/audit-entry.md"))).contains(DISCLOSURE);
  }

  @Test
  void everyEntryIsCanonicalAndIsReadBackAsItWas() throws EntryRefused, IOException {
    var random = new Random(20260305);
    for (int i = 0; i < 3000; i++) {
      var entry = random(random);
      var bytes = EntryWriter.write(entry);

      assertThat(new JsonCanonicalizer(bytes).getEncodedUTF8()).isEqualTo(bytes);
      assertThat(EntryReader.read(bytes)).isEqualTo(entry);
    }
  }

  private static Entry random(Random random) {
    var seq = 1 + random.nextInt(3);
    return new Entry(
        new UUID(random.nextLong(), random.nextLong()),
        code(random),
        Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)),
        code(random),
        code(random),
        seq,
        seq == 1 ? null : Hash.EMPTY_TREE,
        new Entry.By(
            Actor.Kind.values()[random.nextInt(3)],
            text(random),
            maybe(random, code(random)),
            code(random),
            code(random)),
        new Entry.Where(maybe(random, code(random)), code(random), maybe(random, code(random))),
        maybe(
            random,
            new Fact.Subject(
                code(random),
                maybe(random, text(random)),
                maybe(random, text(random)),
                maybe(random, NOTHING))),
        maybe(random, new Fact.State(code(random), maybe(random, NOTHING))),
        maybe(random, new Fact.State(code(random), null)),
        Fact.Outcome.values()[random.nextInt(3)],
        maybe(random, code(random)),
        maybe(random, new UUID(random.nextLong(), random.nextLong())),
        maybe(random, new UUID(random.nextLong(), random.nextLong())),
        random.nextBoolean() ? List.of() : List.of(DIGEST, code(random)));
  }

  private static <T> @Nullable T maybe(Random random, T value) {
    return random.nextBoolean() ? value : null;
  }

  private static String code(Random random) {
    return random
        .ints(1 + random.nextInt(20), '!', '~' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String text(Random random) {
    var alphabet = "aĐế\"\\/ 😀\u2028\uffff<&é";
    return random
        .ints(1 + random.nextInt(20), 0, alphabet.codePointCount(0, alphabet.length()))
        .map(at -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  static Stream<Arguments> defects() {
    var good = text(FULL);
    return Stream.of(
        Arguments.of("nothing", ""),
        Arguments.of("an array", "[]"),
        Arguments.of("no object's end", good.substring(0, good.length() - 1)),
        Arguments.of("something behind it", good + " "),
        Arguments.of("two objects", good + good),
        Arguments.of("a space between tokens", good.replace("\"seq\":17", "\"seq\": 17")),
        Arguments.of(
            "members in another order",
            good.replace(
                "\"kind\":\"user\",\"org\":\"H57.12\"", "\"org\":\"H57.12\",\"kind\":\"user\"")),
        Arguments.of("an escape that is not needed", good.replace("05/QĐ", "05\\/QĐ")),
        Arguments.of("a letter as an escape", good.replace("QĐ", "Q\\u0110")),
        Arguments.of("another version", good.replace("\"v\":1", "\"v\":2")),
        Arguments.of("no version", good.replace("\"v\":1,", "")),
        Arguments.of("a number as a text", good.replace("\"seq\":17", "\"seq\":\"17\"")),
        Arguments.of("a number with a point", good.replace("\"seq\":17", "\"seq\":17.0")),
        Arguments.of("seq 0", good.replace("\"seq\":17", "\"seq\":0")),
        Arguments.of("seq beyond 2^63", good.replace("\"seq\":17", "\"seq\":9223372036854775808")),
        Arguments.of("a first entry with prev", good.replace("\"seq\":17", "\"seq\":1")),
        Arguments.of("no prev", good.replaceFirst("\"prev\":\"[^\"]*\",", "")),
        Arguments.of("a null", good.replace("\"after\":{\"state\":\"ISSUED\"}", "\"after\":null")),
        Arguments.of("a member twice", good.replace("\"seq\":17", "\"seq\":17,\"seq\":17")),
        Arguments.of("a member nobody knows", good.replace("\"v\":1", "\"v\":1,\"w\":1")),
        Arguments.of(
            "a member nobody knows, inside",
            good.replace("\"state\":\"ISSUED\"", "\"state\":\"ISSUED\",\"x\":\"y\"")),
        Arguments.of("no actor", good.replaceFirst("\"actor\":\\{[^}]*},", "")),
        Arguments.of("a kind in capitals", good.replace("\"user\"", "\"USER\"")),
        Arguments.of("a kind nobody knows", good.replace("\"user\"", "\"robot\"")),
        Arguments.of("a time without milliseconds", good.replace(".123Z", "Z")),
        Arguments.of("a time in microseconds", good.replace(".123Z", ".123456Z")),
        Arguments.of("a time in another zone", good.replace(".123Z", ".123+07:00")),
        Arguments.of(
            "an id in capitals",
            good.replace(
                "0195c8f0-0000-7000-8000-000000000003", "0195C8F0-0000-7000-8000-000000000003")),
        Arguments.of(
            "a short id", good.replace("0195c8f0-0000-7000-8000-000000000003", "1-1-1-1-1")),
        Arguments.of("a hash in capitals", good.replace("e3b0c442", "E3B0C442")),
        Arguments.of("an empty object", good.replaceFirst("\"after\":\\{[^}]*}", "\"after\":{}")),
        Arguments.of("an empty list", good.replaceFirst("\"sd\":\\[[^\\]]*]", "\"sd\":[]")),
        Arguments.of("a list of numbers", good.replaceFirst("\"sd\":\\[[^\\]]*]", "\"sd\":[1]")),
        Arguments.of("a code with a space", good.replace("ISSUED", "ISSUED ")),
        Arguments.of("a code with a letter of a name", good.replace("ISSUE.BY_CLERK", "ISSUE.Đ")),
        Arguments.of("deep nesting", "{\"v\":".repeat(2000)),
        Arguments.of("too long", good.replace("05/", "0".repeat(70_000) + "/")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void bytesWithADefectAreNoEntry(String defect, String json) {
    assertThatExceptionOfType(EntryRefused.class)
        .isThrownBy(() -> EntryReader.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void noBytesMakeTheReaderFailOtherThanByRefusing() {
    var good = EntryWriter.write(FULL);
    var random = new Random(13);
    var read = new ArrayList<Entry>();
    for (int i = 0; i < 20_000; i++) {
      var bytes = good.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        var entry = EntryReader.read(bytes);
        assertThat(EntryWriter.write(entry)).isEqualTo(bytes);
        read.add(entry);
      } catch (EntryRefused expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
    // Letters of values do change into other letters, so that some are read.
    assertThat(read).isNotEmpty();
  }

  @Test
  void noNameOrFreeTextFitsACode() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Entry.By(Actor.Kind.USER, "p", "H57", "Nguyễn Văn A", "apikey"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Entry.By(Actor.Kind.USER, "p\nq", "H57", "clerk", "apikey"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Entry.By(Actor.Kind.USER, "\ud800", "H57", "clerk", "apikey"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Entry.Where("x".repeat(128), "http", null));
  }

  private static String text(Entry entry) {
    return new String(EntryWriter.write(entry), StandardCharsets.UTF_8);
  }
}
