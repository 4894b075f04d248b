package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.directory.Offices.CITY;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that holds a connection and brings nothing is cut off. Each test reads until the server
 * ends the connection; a server that never does fails it by the socket's time limit.
 */
class SlowClientTest {
  @TempDir Path folder;
  private RunningApi api;

  @BeforeEach
  void start() {
    var options = new RunningApi.Options();
    options.patience = Duration.ofMillis(200);
    options.capacity = new WebSettings.Capacity(3, 2, 2, 1);
    api = new RunningApi(folder, options);
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(api.get("/health", null).status()).isEqualTo(200);
    api.close();
  }

  @Test
  void headersThatNeverEndAreCutOff() throws IOException {
    assertThat(toTheEnd("GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ")).isEmpty();
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() throws IOException {
    assertThat(toTheEnd("")).isEmpty();
  }

  @Test
  void aConnectionThatFallsSilentAfterAnAnswerIsClosed() throws IOException {
    assertThat(toTheEnd("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200");
  }

  @Test
  void aBodyThatNeverEndsIsAnsweredTooSlow() throws IOException {
    var answer =
        toTheEnd(
            "POST /api/v1/documents/0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11/return HTTP/1.1\r\nHost: x\r\nContent-Type:"
                + " application/json\r\nContent-Length: 100\r\nAuthorization: Bearer %s\r\n\r\n{\"note\""
                    .formatted(api.key(CITY, "leader")));

    assertThat(answer).startsWith("HTTP/1.1 408").contains("HTTP.TOO_SLOW");
  }

  @Test
  void anUploadThatNeverEndsIsAnsweredTooSlow() throws IOException {
    var answer =
        toTheEnd(
            "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 50000\r\nAuthorization: Bearer %s\r\n\r\n------a-boundary\r\n"
                .formatted(Form.contentType(), api.key(CITY, "officer")));

    assertThat(answer).startsWith("HTTP/1.1 408").contains("HTTP.TOO_SLOW");
    assertThat(api.files()).isZero();
  }

  @Test
  void anEarlyAnswerDoesNotLetTheBodyFlowForEver() throws IOException {
    var answer =
        toTheEnd(
            "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 50000\r\n\r\n----"
                .formatted(Form.contentType()));

    assertThat(answer).startsWith("HTTP/1.1 401");
  }

  @Test
  void connectionsBeyondTheLimitAreClosedAtOnce() throws IOException {
    // The fourth is closed whether or not the first three are patient.
    var held = new ArrayList<Socket>();
    try {
      for (var i = 0; i < 3; i++) {
        held.add(api.connect());
      }
      try (var fourth = api.connect()) {
        assertThat(fourth.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (var socket : held) {
        read(socket.getInputStream());
        socket.close();
      }
    }
  }

  private String toTheEnd(String said) throws IOException {
    try (var socket = api.connect()) {
      socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
