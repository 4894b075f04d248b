package vn.congvan.signing.csc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What a service answered. Its text can hold tokens, so nothing prints it: only the error code and
 * its description are ever shown.
 */
final class Answer {
  private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");

  private final int status;
  private final JsonNode body;

  Answer(int status, JsonNode body) {
    this.status = status;
    this.body = body;
  }

  boolean isGood() {
    return status == 200;
  }

  /** Whether asking again later may help. */
  boolean isAway() {
    return status >= 500 || status == 429 || status == 408;
  }

  boolean isUnauthorised() {
    return status == 401;
  }

  /**
   * The service's own code for what is wrong, for example {@code invalid_grant}. Its description is
   * not shown: it could repeat what it was sent.
   */
  String error() {
    var code = body.path("error").asText("");
    return CODE.matcher(code).matches() ? code : "http " + status;
  }

  /** Whether the service says that one of these words is what it does not like. */
  boolean blames(String... words) {
    var said =
        (body.path("error").asText("") + " " + body.path("error_description").asText(""))
            .toUpperCase(Locale.ROOT);
    return Arrays.stream(words).anyMatch(said::contains);
  }

  Optional<String> text(String field) {
    var value = body.path(field);
    return value.isTextual() && !value.textValue().isEmpty()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  long number(String field, long otherwise) {
    var value = body.path(field);
    return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : otherwise;
  }

  /** The part under a name; an empty one where there is none. */
  Answer part(String field) {
    return new Answer(status, body.path(field));
  }

  /** The texts of a list, without what is none. */
  List<String> texts(String field) {
    var texts = new ArrayList<String>();
    for (var value : body.path(field)) {
      if (value.isTextual()) {
        texts.add(value.textValue());
      }
    }
    return texts;
  }

  void forEach(String field, Consumer<Answer> use) {
    for (var value : body.path(field)) {
      use.accept(new Answer(status, value));
    }
  }

  @Override
  public String toString() {
    return "http %d %s".formatted(status, isGood() ? "" : error());
  }
}
