package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.directory.Offices.CITY;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A submission that cannot be taken is answered, and leaves not a byte behind. */
class UploadTest {
  private static final byte[] SMALL = new byte[10_000];
  private static final byte[] LARGE = new byte[RunningApi.SMALL_FILE + 1];

  @TempDir static Path folder;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(api.files()).isZero();
    assertThat(api.get("/health", null).status()).isEqualTo(200);
  }

  @Test
  void aFileBeyondTheLimitIsRefused() {
    var reply = submit(new Form().metadata().file("main", "a.pdf", LARGE));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("E13.TOO_LARGE");
  }

  @Test
  void filesBeyondTheLimitTogetherAreRefused() {
    var whole = new byte[RunningApi.SMALL_FILE];
    var reply =
        submit(
            new Form()
                .metadata()
                .file("main", "a.pdf", whole)
                .file("attachment", "b.pdf", whole)
                .file("attachment", "c.pdf", whole));

    assertThat(reply.status()).isEqualTo(413);
  }

  @Test
  void moreAttachmentsThanAllowedAreRefused() {
    var reply =
        submit(
            new Form()
                .metadata()
                .file("main", "a.pdf", SMALL)
                .file("attachment", "b.pdf", SMALL)
                .file("attachment", "c.pdf", SMALL)
                .file("attachment", "d.pdf", SMALL));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().getString("field")).isEqualTo("attachment");
  }

  @Test
  void everyPartHasItsPlace() {
    assertThat(field(new Form().file("main", "a.pdf", SMALL))).isEqualTo("metadata");
    assertThat(field(new Form().metadata())).isEqualTo("main");
    assertThat(field(new Form().metadata().metadata())).isEqualTo("metadata");
    assertThat(field(new Form().metadata().field("main", "text"))).isEqualTo("main");
    assertThat(
            field(new Form().metadata().file("main", "a.pdf", SMALL).file("main", "b.pdf", SMALL)))
        .isEqualTo("main");
    assertThat(field(new Form().metadata().file("mian", "a.pdf", SMALL))).isEqualTo("mian");
    assertThat(field(new Form().metadata().file("main", "a.pdf", SMALL).field("note", "x")))
        .isEqualTo("note");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"UBND-VX\"|7|/symbol",
        "\"OFFICIAL_LETTER\"|\"LETTER\"|/type",
        "\"H57.12\"|\"h57.12\"|/receivers/0",
        "\"H57.12\",\"H57.31\"||/receivers",
        "\"signer\"|\"sïgner\"|/signer",
        "\"symbol\"|\"dueDate\":\"2026-13-01\",\"symbol\"|/dueDate",
      })
  void metadataKeepsToTheContract(String good, String bad, String field) {
    var metadata = Form.METADATA.replace(good, bad == null ? "" : bad);
    var asFile =
        new Form()
            .file("metadata", "m.json", metadata.getBytes(StandardCharsets.UTF_8))
            .file("main", "a.pdf", SMALL);
    var asField = new Form().file("main", "a.pdf", SMALL).field("metadata", metadata);

    assertThat(field(asFile)).isEqualTo(field);
    assertThat(field(asField)).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\"text\"", "{\"type\":1,\"type\":2}"})
  void metadataIsAJsonObject(String metadata) {
    var reply =
        submit(
            new Form()
                .file("metadata", "m.json", metadata.getBytes(StandardCharsets.UTF_8))
                .file("main", "a.pdf", SMALL));

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
  }

  @Test
  void onlyAFormIsASubmission() {
    for (var type :
        new String[] {
          "application/json",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/mixed; boundary=x"
        }) {
      var reply =
          api.send(
              api.request("/api/v1/documents", api.key(CITY, "officer"))
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(new Form().metadata().bytes())));
      assertThat(reply.status()).as(type).isEqualTo(415);
    }
  }

  @Test
  void aSubmissionBeyondAllLimitsIsAnsweredBeforeItIsSent() throws IOException {
    try (var socket = api.connect()) {
      var head =
          "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n"
              .formatted(api.key(CITY, "officer"), Form.contentType());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

      assertThat(answer).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void whoHasNoKeyIsNotAskedToSendTheFile() throws IOException {
    try (var socket = api.connect()) {
      var head =
          "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n"
              .formatted(Form.contentType());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

      assertThat(answer).isEqualTo("HTTP/1.1 401");
    }
  }

  @Test
  void aClientThatGoesAwayInTheMiddleLeavesNothing() throws Exception {
    var body = new Form().metadata().file("main", "a.pdf", new byte[80_000]).bytes();
    var another = RunningApi.start(folder.resolve("another"));
    for (var sent = 100; sent < body.length; sent += 20_000) {
      try (var socket = another.connect()) {
        var head =
            "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(another.key(CITY, "officer"), Form.contentType(), body.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, sent);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      }
    }
    // The server has seen every one of them off when it has stopped.
    another.close();
    assertThat(another.files()).isZero();
  }

  private String field(Form form) {
    var reply = submit(form);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("HTTP.FIELD");
    return reply.json().getString("field");
  }

  private Client.Reply submit(Form form) {
    return api.send(form.on(api.request("/api/v1/documents", api.key(CITY, "officer"))));
  }
}
