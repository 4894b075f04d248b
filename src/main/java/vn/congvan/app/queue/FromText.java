package vn.congvan.app.queue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Function;

/** Reads a value from text and from nothing else: a number of seconds is no time of day here. */
final class FromText<T> extends StdScalarDeserializer<T> {
  private static final long serialVersionUID = 1;

  private final transient Function<String, T> parse;

  FromText(Class<T> type, Function<String, T> parse) {
    super(type);
    this.parse = parse;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw context.wrongTokenException(
          parser, handledType(), JsonToken.VALUE_STRING, "it is written as text");
    }
    try {
      return parse.apply(parser.getText());
    } catch (DateTimeException e) {
      throw context.weirdStringException(parser.getText(), handledType(), e.getMessage());
    }
  }
}
