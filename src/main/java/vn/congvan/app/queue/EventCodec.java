package vn.congvan.app.queue;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DeliveryId;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.document.Shown;

/**
 * Events as they travel between the hops of one agency's work: JSON of one object, its kind in the
 * field {@code event}. Strict: what this program would not have written it does not read, because a
 * field it ignored could be the one that mattered. Thread-safe.
 */
public final class EventCodec {
  /** Room for an event with 200,000 receivers; a message beyond it is none. */
  public static final int MAX_BYTES = 16 << 20;

  private static final int MAX_DEPTH = 12;

  private final ObjectMapper json;

  public EventCodec() {
    var factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(MAX_BYTES)
                    .maxNumberLength(20)
                    .build())
            .build();
    var builder =
        JsonMapper.builder(factory)
            .addModule(new JavaTimeModule())
            .addModule(
                new SimpleModule("text")
                    .addDeserializer(Instant.class, new FromText<>(Instant.class, Instant::parse))
                    .addDeserializer(
                        LocalDate.class, new FromText<>(LocalDate.class, LocalDate::parse)))
            .annotationIntrospector(new NullsWhereAllowed())
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .addMixIn(DocumentEvent.class, Kind.class)
            .addMixIn(AgencyCode.class, TextValue.class)
            .addMixIn(ContentHash.class, TextHex.class)
            .addMixIn(DocumentId.class, IdValue.class)
            .addMixIn(DeliveryId.class, IdValue.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .withCoercionConfig(
                LogicalType.Textual,
                text -> {
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                  text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                  text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                });
    for (var kind : DocumentEvent.class.getPermittedSubclasses()) {
      builder.registerSubtypes(new NamedType(kind, nameOf(kind)));
    }
    this.json = builder.build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
  private interface Kind {}

  @SuppressWarnings("UnusedVariable") // says how, does nothing
  private abstract static class TextValue {
    @JsonCreator
    TextValue(String value) {}

    @JsonValue
    abstract String value();
  }

  @SuppressWarnings("UnusedVariable") // says how, does nothing
  private abstract static class TextHex {
    @JsonCreator
    TextHex(String hex) {}

    @JsonValue
    abstract String hex();
  }

  @SuppressWarnings("UnusedVariable") // says how, does nothing
  private abstract static class IdValue {
    @JsonCreator
    IdValue(UUID value) {}

    @JsonValue
    abstract UUID value();
  }

  /** The kind's name in a message: {@code AwaitingIssue} is {@code awaiting-issue}. */
  static String nameOf(Class<?> kind) {
    return kind.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  public byte[] encode(DocumentEvent event) {
    try {
      return json.writerFor(DocumentEvent.class).writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is made of plain values", e);
    }
  }

  /**
   * @throws SetAside when it is no event this program knows
   */
  public DocumentEvent decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw unreadable("it has %d bytes".formatted(bytes.length), null);
    }
    try {
      DocumentEvent event = json.readerFor(DocumentEvent.class).readValue(bytes);
      if (event == null) {
        throw unreadable("it is null", null);
      }
      return event;
    } catch (IOException | IllegalArgumentException e) {
      var why =
          e instanceof JsonProcessingException known
              ? known.getOriginalMessage()
              : String.valueOf(e.getMessage());
      throw unreadable(Shown.of(why), e);
    }
  }

  private static SetAside unreadable(String why, @Nullable Exception e) {
    var reason =
        new Reason(
            "QUEUE.NOT_AN_EVENT",
            "Thông điệp trên hàng đợi không phải sự kiện mà chương trình này hiểu. Nâng cấp chương trình rồi gửi lại, hoặc hủy thông điệp.",
            "the message is no event this program understands: %s; upgrade and resume it, or cancel it"
                .formatted(why));
    return e == null ? new SetAside(reason) : new SetAside(reason, e);
  }
}
