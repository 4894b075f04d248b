package vn.congvan.web;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Actor;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Language;

/**
 * One request that passed the gate and keeps to the contract.
 *
 * @param caller who calls, null where the operation needs nobody
 * @param address the path that was asked for, without the query
 * @param values the validated parameters and body, null for an operation that takes none
 * @param ifNoneMatch the header of that name, null where there is none; the contract leaves it out,
 *     because the validator reads what begins with a quote as JSON
 * @param language of sentences in the answer
 */
record Call(
    @Nullable Actor caller,
    String address,
    @Nullable ValidatedRequest values,
    @Nullable String ifNoneMatch,
    Language language) {
  private static final String CHANNEL = "http";
  private static final int PAGE = 50;

  String channel() {
    return CHANNEL;
  }

  Actor actor() {
    if (caller == null) {
      throw new IllegalStateException("an operation for nobody asked who calls");
    }
    return caller;
  }

  DocumentId id() {
    return DocumentId.parse(path("id"));
  }

  String path(String name) {
    return text(checked().getPathParameters().get(name)).orElseThrow();
  }

  int pathNumber(String name) {
    var value = checked().getPathParameters().get(name);
    if (value == null || value.getInteger() == null) {
      throw new IllegalStateException("the contract lets '%s' be absent".formatted(name));
    }
    return value.getInteger();
  }

  Optional<String> query(String name) {
    return text(checked().getQuery().get(name));
  }

  int limit() {
    var limit = checked().getQuery().get("limit");
    return limit == null || limit.isNull() ? PAGE : limit.getInteger();
  }

  /** A text of the body; empty where it is absent. */
  String text(String name) {
    return body().getString(name, "");
  }

  Optional<LocalDate> date(String name) {
    return date(body(), name);
  }

  static Optional<LocalDate> date(JsonObject body, String name) {
    var text = body.getString(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      throw Problems.field("/" + name, "không có ngày này trong lịch", "there is no such day");
    }
  }

  List<String> texts(String name) {
    return texts(body(), name);
  }

  static List<String> texts(JsonObject body, String name) {
    var array = body.getJsonArray(name);
    return array == null ? List.of() : array.stream().map(String.class::cast).toList();
  }

  JsonObject body() {
    var body = checked().getBody();
    return body == null || body.isNull() ? new JsonObject() : body.getJsonObject();
  }

  private ValidatedRequest checked() {
    if (values == null) {
      throw new IllegalStateException("an operation without parameters asked for one");
    }
    return values;
  }

  private static Optional<String> text(@Nullable RequestParameter value) {
    // A parameter that looks like a number is read as one, whatever the contract says.
    return value == null || value.isNull()
        ? Optional.empty()
        : Optional.of(String.valueOf(value.get()));
  }
}
