package vn.congvan.web;

import java.util.HashMap;
import java.util.Map;
import vn.congvan.document.ContentHash;

/** What an operation answers. */
record Answer(int status, Map<String, String> headers, Body body) {
  /** The forms an answer takes. */
  sealed interface Body {}

  /** A view, to be written as JSON. */
  record Json(Object view) implements Body {}

  record Text(String mediaType, String text) implements Body {}

  /** A few bytes, in memory already. */
  @SuppressWarnings("ArrayRecordComponent") // Made, sent and forgotten; never compared.
  record Bytes(String mediaType, byte[] bytes) implements Body {}

  /** Kept bytes, streamed and re-hashed on the way. */
  record Stored(ContentHash content, String fileName, String mediaType) implements Body {}

  record Nothing() implements Body {}

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer ok(Object view) {
    return new Answer(200, Map.of(), new Json(view));
  }

  static Answer status(int status, Object view) {
    return new Answer(status, Map.of(), new Json(view));
  }

  static Answer nothing(int status) {
    return new Answer(status, Map.of(), new Nothing());
  }

  Answer with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
