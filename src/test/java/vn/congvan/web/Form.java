package vn.congvan.web;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** A multipart form, put together part by part. */
final class Form {
  static final String METADATA =
      """
      {"type":"OFFICIAL_LETTER","symbol":"UBND-VX","subject":"V/v đẩy mạnh chuyển đổi số",
       "signer":"H57-leader","receivers":["H57.12","H57.31"],"toPlaces":["Như trên","Lưu: VT"]}
      """;
  private static final String BOUNDARY = "----a-boundary";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  Form file(String field, String name, byte[] content) {
    part(
        "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream"
            .formatted(field, name),
        content);
    return this;
  }

  Form field(String field, String value) {
    part(
        "Content-Disposition: form-data; name=\"%s\"".formatted(field),
        value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Form metadata() {
    return file("metadata", "metadata.json", METADATA.getBytes(StandardCharsets.UTF_8));
  }

  private void part(String header, byte[] content) {
    write("--" + BOUNDARY + "\r\n" + header + "\r\n\r\n");
    body.writeBytes(content);
    write("\r\n");
  }

  private void write(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The whole body, ended. */
  byte[] bytes() {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }

  static String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  HttpRequest.Builder on(HttpRequest.Builder request) {
    return request
        .header("Content-Type", contentType())
        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes()));
  }
}
