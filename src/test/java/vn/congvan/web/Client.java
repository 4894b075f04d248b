package vn.congvan.web;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client of the API, as simple as tests like it. */
final class Client {
  static final Duration LONGEST = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST).build();

  Client(URI server) {
    this.server = server;
  }

  URI uri(String path) {
    return URI.create(server + path);
  }

  /** A request with a key, or without one. */
  HttpRequest.Builder request(String path, @Nullable String key) {
    var request = HttpRequest.newBuilder(uri(path)).timeout(LONGEST);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  Reply get(String path, @Nullable String key) {
    return send(request(path, key));
  }

  Reply post(String path, @Nullable String key, String json) {
    return send(
        request(path, key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      return new Reply(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An answer, with what tests look at. */
  record Reply(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    byte[] bytes() {
      return response.body();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonObject json() {
      return new JsonObject(text());
    }

    String code() {
      return json().getString("code", "");
    }
  }
}
