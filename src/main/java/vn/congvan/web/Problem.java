package vn.congvan.web;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;

/**
 * An answer that is not what was asked for: RFC 9457, without a stack, because nothing is broken.
 */
final class Problem extends RuntimeException {
  private final int status;
  private final Reason reason;
  private final @Nullable String field;
  private final @Nullable String incident;
  private final @Nullable String recorded;
  private final transient Map<String, String> headers;

  Problem(int status, Reason reason) {
    this(status, reason, null, null, null, Map.of());
  }

  Problem(
      int status,
      Reason reason,
      @Nullable String field,
      @Nullable String incident,
      @Nullable String recorded,
      Map<String, String> headers) {
    super(reason.toString(), null, false, false);
    this.status = status;
    this.reason = reason;
    this.field = field;
    this.incident = incident;
    this.recorded = recorded;
    this.headers = Map.copyOf(headers);
  }

  /** The same, naming what of the request is wrong. */
  Problem at(String wrongField) {
    return new Problem(status, reason, wrongField, incident, recorded, headers);
  }

  /** The same, naming the stream of the log that has it. */
  Problem recordedIn(String stream) {
    return new Problem(status, reason, field, incident, stream, headers);
  }

  /** The same, with a header of its own. */
  Problem with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Problem(status, reason, field, incident, recorded, more);
  }

  int status() {
    return status;
  }

  Reason reason() {
    return reason;
  }

  @Nullable String field() {
    return field;
  }

  @Nullable String incident() {
    return incident;
  }

  @Nullable String recorded() {
    return recorded;
  }

  Map<String, String> headers() {
    return headers;
  }
}
