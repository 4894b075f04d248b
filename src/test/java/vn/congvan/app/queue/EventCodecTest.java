package vn.congvan.app.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.SetAside;
import vn.congvan.document.Started;

class EventCodecTest {
  private final EventCodec codec = new EventCodec();

  static Stream<Class<?>> everyKindOfEvent() {
    return Arrays.stream(DocumentEvent.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("everyKindOfEvent")
  void everyEventComesBackAsItWas(Class<? extends DocumentEvent> kind) {
    for (var seed = 0; seed < 50; seed++) {
      var event = kind.cast(new SampleValues(seed).record(kind));

      assertThat(codec.decode(codec.encode(event))).as("seed %d", seed).isEqualTo(event);
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindOfEvent")
  void everyFieldIsNeededAndNoneMayBeNullThatIsNotDeclaredSo(Class<? extends DocumentEvent> kind) {
    var event = kind.cast(new SampleValues(1).withoutNulls().record(kind));
    var json = new String(codec.encode(event), StandardCharsets.UTF_8);
    for (var component : kind.getRecordComponents()) {
      var nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      var nulled = replaced(json, component.getName());
      if (nullable) {
        assertThat(codec.decode(bytes(nulled))).isNotEqualTo(event);
      } else if (!component.getType().isPrimitive() || !nulled.equals(json)) {
        assertThatThrownBy(() -> codec.decode(bytes(nulled)))
            .as(component.getName())
            .isInstanceOf(SetAside.class);
      }
    }
  }

  @Test
  void theKindsNamesAreThoseOfTheirClasses() {
    assertThat(
            everyKindOfEvent()
                .map(EventCodec::nameOf)
                .filter(name -> name.startsWith("a") || name.startsWith("s")))
        .containsExactlyInAnyOrder(
            "arrival-refused",
            "arrived",
            "assigned",
            "awaiting-issue",
            "awaiting-signature",
            "seal-requested",
            "signed",
            "signing-begun",
            "started",
            "status-recorded",
            "status-repeated",
            "submitted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "1",
        "\"started\"",
        "{\"event\":null}",
        "{\"event\":\"unknown\"}",
        "{\"event\":\"started\"}",
        "{\"event\":\"java.util.HashMap\"}",
        "{\"event\":\"started\",\"header\":null,\"before\":\"ASSIGNED\"}",
        "{\"event\":\"started\",\"header\":{},\"before\":\"ASSIGNED\"}",
        "{\"event\":\"started\",\"header\":\"x\",\"before\":\"ASSIGNED\"}",
        "{\"event\":\"started\" \"before\"}",
        "{\"event\":\"started\",\"event\":\"finished\"}"
      })
  void whatIsNoEventIsSetAside(String text) {
    assertThatThrownBy(() -> codec.decode(bytes(text)))
        .isInstanceOfSatisfying(
            SetAside.class, e -> assertThat(e.reason().code()).isEqualTo("QUEUE.NOT_AN_EVENT"));
  }

  @Test
  void aFieldThisProgramDoesNotKnowIsNotPassedOver() {
    var json = valid();

    refuses(json.replaceFirst("\\{", "{\"more\":1,"));
    refuses(json.replace("\"header\":{", "\"header\":{\"more\":1,"));
    refuses(json + "{}");
    refuses(json.replace("\"before\":\"", "\"before\":\"x\",\"before\":\""));
  }

  @Test
  void valuesOfAnotherTypeAreNotBentToFit() {
    var json = valid();

    refuses(json.replaceFirst("\"before\":\"[^\"]*\"", "\"before\":5"));
    refuses(json.replaceFirst("\"kind\":\"[^\"]*\"", "\"kind\":0"));
    refuses(json.replaceFirst("\"kind\":\"[^\"]*\"", "\"kind\":\"GOD\""));
    refuses(json.replaceFirst("\"agency\":\"[^\"]*\"", "\"agency\":\"../H57\""));
    refuses(json.replaceFirst("\"at\":\"[^\"]*\"", "\"at\":1700000000"));
    refuses(json.replaceFirst("\"document\":\"[^\"]*\"", "\"document\":\"1\""));
  }

  @Test
  void deepLongAndHugeInputEndsQuickly() {
    refuses("{\"event\":\"started\",\"header\":" + "[".repeat(100_000));
    refuses("{\"event\":\"started\",\"before\":\"" + "x".repeat(2 << 20) + "\"}");
    refuses("{\"event\":\"registered\",\"year\":" + "9".repeat(1000) + "}");
  }

  @Test
  void damagedBytesAreSetAsideAndNeverAnythingElse() {
    var good =
        codec.encode(
            (DocumentEvent)
                new SampleValues(3).record(DocumentEvent.class.getPermittedSubclasses()[8]));
    for (var seed = 0; seed < 3000; seed++) {
      var random = new Random(seed);
      var bytes = good.clone();
      for (var i = 0; i <= random.nextInt(3); i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(codec.decode(bytes)).isNotNull();
      } catch (SetAside expected) {
        assertThat(expected.reason().code()).as("seed %d", seed).isEqualTo("QUEUE.NOT_AN_EVENT");
      }
    }
  }

  private static String valid() {
    return new String(
        new EventCodec()
            .encode((DocumentEvent) new SampleValues(1).withoutNulls().record(Started.class)),
        StandardCharsets.UTF_8);
  }

  private void refuses(String text) {
    assertThatThrownBy(() -> codec.decode(bytes(text))).isInstanceOf(SetAside.class);
  }

  /** The same object with one top-level field null; found by reading, not by a pattern. */
  private static String replaced(String json, String field) {
    try {
      var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
      var tree = (com.fasterxml.jackson.databind.node.ObjectNode) mapper.readTree(json);
      tree.putNull(field);
      return mapper.writeValueAsString(tree);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
