package vn.congvan.web;

import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names the field that breaks the contract, and says how, in both languages. */
final class ContractProblems {
  private static final Pattern PARAMETER =
      Pattern.compile("(?:path|query|header|cookie) parameter (\\S+)");
  private static final Pattern MISSING = Pattern.compile("property \"(.+)\"");
  private static final Pattern LIMIT = Pattern.compile("([0-9]+)\\)?$");

  /** What is said of a field; {@code %s} is the limit, where there is one. */
  private record Words(String vi, String en) {}

  private static final Map<String, Words> BY_KEYWORD =
      Map.ofEntries(
          Map.entry("required", new Words("còn thiếu", "it is missing")),
          Map.entry("type", new Words("sai kiểu dữ liệu", "it has the wrong type")),
          Map.entry(
              "enum",
              new Words(
                  "không nằm trong các giá trị cho phép", "it is not one of the values allowed")),
          Map.entry("pattern", new Words("sai dạng", "it does not have the right form")),
          Map.entry("format", new Words("sai dạng", "it does not have the right form")),
          Map.entry(
              "minLength", new Words("ngắn hơn %s ký tự", "it is shorter than %s characters")),
          Map.entry("maxLength", new Words("dài hơn %s ký tự", "it is longer than %s characters")),
          Map.entry("minItems", new Words("có ít hơn %s phần tử", "it has fewer than %s items")),
          Map.entry("maxItems", new Words("có hơn %s phần tử", "it has more than %s items")),
          Map.entry("minimum", new Words("nhỏ hơn %s", "it is less than %s")),
          Map.entry("maximum", new Words("lớn hơn %s", "it is greater than %s")));
  private static final Words UNKNOWN =
      new Words("không có trong hợp đồng API", "the contract does not know it");

  private ContractProblems() {}

  static Problem of(ValidatorException broken) {
    var parameter = PARAMETER.matcher(String.valueOf(broken.getMessage()));
    var name = parameter.find() ? trimmed(parameter.group(1)) : null;
    if (broken instanceof SchemaValidationException schema) {
      return of(schema.getOutputUnit(), name);
    }
    return switch (broken.type()) {
      case MISSING_REQUIRED_PARAMETER -> problem(name == null ? "body" : name, "required", "");
      case UNSUPPORTED_VALUE_FORMAT -> Problems.mediaType("application/json");
      case INVALID_VALUE,
          INVALID_VALUE_FORMAT,
          ILLEGAL_VALUE,
          MISSING_OPERATION,
          MISSING_RESPONSE ->
          problem(name == null ? "body" : name, "format", "");
    };
  }

  /**
   * @param parameter the parameter that was validated, null for a body
   */
  static Problem of(OutputUnit result, @Nullable String parameter) {
    var cause = cause(result);
    var keyword = last(String.valueOf(cause.getKeywordLocation()));
    var message = String.valueOf(cause.getError());
    var place = pointer(String.valueOf(cause.getInstanceLocation()));
    if (keyword.equals("required")) {
      var missing = MISSING.matcher(message);
      place = place + "/" + (missing.find() ? missing.group(1) : "");
    }
    return problem(
        parameter != null ? parameter : place.isEmpty() ? "body" : place, keyword, message);
  }

  /**
   * A schema complains from the outside inwards, and a property that breaks its schema is
   * complained of once more as one the contract does not know; the complaint that people can act on
   * is the first that says how.
   */
  private static OutputUnit cause(OutputUnit result) {
    var errors = result.getErrors() == null ? List.<OutputUnit>of() : result.getErrors();
    return errors.stream()
        .filter(error -> BY_KEYWORD.containsKey(last(String.valueOf(error.getKeywordLocation()))))
        .findFirst()
        .orElseGet(() -> errors.isEmpty() ? result : errors.get(errors.size() - 1));
  }

  private static Problem problem(String field, String keyword, String message) {
    var words = BY_KEYWORD.getOrDefault(keyword, UNKNOWN);
    var found = LIMIT.matcher(message);
    var limit = found.find() ? found.group(1) : "";
    return Problems.field(field, words.vi().formatted(limit), words.en().formatted(limit));
  }

  /** {@code #/receivers/0} becomes {@code /receivers/0}. */
  private static String pointer(String location) {
    return location.startsWith("#") ? location.substring(1) : location;
  }

  private static String last(String location) {
    var parts = location.split("/", -1);
    return parts[parts.length - 1];
  }

  private static String trimmed(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
