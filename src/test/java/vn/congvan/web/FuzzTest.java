package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.directory.Offices.CITY;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes come, the server ends the connection or answers; never a stack trace, a hang or a
 * 500.
 */
class FuzzTest {
  private static final long SEED = 20261124;
  private static final int ROUNDS = 400;

  @TempDir static Path folder;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    assertThat(api.get("/health", null).status()).isEqualTo(200);
    assertThat(api.files()).isZero();
    api.close();
  }

  @Test
  void noiseIsNoRequest() throws IOException {
    var random = new Random(SEED);
    for (var round = 0; round < ROUNDS; round++) {
      var noise = new byte[random.nextInt(3_000)];
      random.nextBytes(noise);
      hold(noise, round);
    }
  }

  @Test
  void aSpoiltRequestIsAnsweredOrCutOff() throws IOException {
    var random = new Random(SEED);
    var requests =
        new byte[][] {
          request("GET /api/v1/outgoing?limit=3&waiting=issue", "clerk", ""),
          request("GET /api/v1/documents/0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11/file", "clerk", ""),
          request(
              "POST /api/v1/incoming/0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11/assign",
              "leader",
              "{\"lead\":7,\"deadline\":\"2026-01-01\"}"),
        };
    for (var round = 0; round < ROUNDS; round++) {
      hold(spoilt(requests[round % requests.length], random), round);
    }
  }

  @Test
  void aSpoiltFormIsAnsweredOrCutOff() throws IOException {
    var random = new Random(SEED);
    // Without its main file, so that no spoiling makes it a submission.
    var body =
        new Form()
            .metadata()
            .file(
                "attachment",
                "phụ lục.pdf",
                "%PDF-1.7 and so on".repeat(20).getBytes(StandardCharsets.UTF_8))
            .field("other", "x")
            .bytes();
    for (var round = 0; round < ROUNDS; round++) {
      var spoilt = spoilt(body, random);
      var head =
          "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(api.key(CITY, "officer"), Form.contentType(), spoilt.length)
              .getBytes(StandardCharsets.US_ASCII);
      hold(joined(head, spoilt), round);
    }
  }

  @Test
  void aSpoiltAcceptLanguageIsNoMatter() throws IOException {
    var random = new Random(SEED);
    for (var round = 0; round < ROUNDS; round++) {
      var value = new byte[random.nextInt(100)];
      for (var i = 0; i < value.length; i++) {
        value[i] = (byte) (32 + random.nextInt(95));
      }
      var head =
          "GET /nowhere HTTP/1.1\r\nHost: x\r\nAccept-Language: "
              .getBytes(StandardCharsets.US_ASCII);
      hold(joined(joined(head, value), "\r\n\r\n".getBytes(StandardCharsets.US_ASCII)), round);
    }
  }

  /** Says something, hangs up, and looks at all that was answered. */
  private static void hold(byte[] said, int round) throws IOException {
    String answer;
    try (var socket = api.connect()) {
      socket.getOutputStream().write(said);
      socket.shutdownOutput();
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException cutOff) {
      return;
    }
    assertThat(answer)
        .as("round %d of seed %d: %s", round, SEED, new String(said, StandardCharsets.ISO_8859_1))
        .doesNotContain("HTTP/1.1 500", "Exception", "\tat ", "vn.congvan");
    // What claims another version of HTTP gets its own claim back.
    if (!answer.isEmpty() && !answer.contains(" 501 Not Implemented\r\n")) {
      assertThat(answer).startsWith("HTTP/1.");
    }
  }

  private static byte[] request(String line, String role, String body) {
    return "%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(line, api.key(CITY, role), body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] spoilt(byte[] good, Random random) {
    var bytes = good.clone();
    for (var spots = 1 + random.nextInt(4); spots > 0; spots--) {
      var at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 ->
            bytes =
                joined(
                    cut(bytes, 0, at),
                    cut(bytes, Math.min(bytes.length, at + random.nextInt(30)), bytes.length));
        case 2 ->
            bytes =
                joined(
                    cut(bytes, 0, at),
                    joined(cut(bytes, at / 2, at), cut(bytes, at, bytes.length)));
        default ->
            bytes[at] = "\r\n:;\"={}[]%-".getBytes(StandardCharsets.US_ASCII)[random.nextInt(12)];
      }
      if (bytes.length == 0) {
        return good;
      }
    }
    return bytes;
  }

  private static byte[] cut(byte[] from, int begin, int end) {
    return Arrays.copyOfRange(from, begin, end);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
