package vn.congvan.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.LogFiles;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;

/** A log's files at an address; no redirect is followed, since it could take the key elsewhere. */
final class UrlFiles implements LogFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String prefix;
  private final @Nullable String apiKey;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /**
   * @param apiKey null where the log is open to everybody
   */
  UrlFiles(String url, @Nullable String apiKey) {
    this.prefix = url.endsWith("/") ? url : url + "/";
    this.apiKey = apiKey;
  }

  @Override
  public Optional<byte[]> read(String path, int most) {
    try {
      var request = HttpRequest.newBuilder(URI.create(prefix + path)).timeout(PATIENCE);
      if (apiKey != null) {
        request.header("Authorization", "Bearer " + apiKey);
      }
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        if (response.statusCode() == 404) {
          return Optional.empty();
        }
        if (response.statusCode() != 200) {
          throw new IOException("HTTP " + response.statusCode());
        }
        var bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
          throw new IOException("> " + most + " byte");
        }
        return Optional.of(bytes);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw away(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(path, e);
    }
  }

  private RetryLater away(String path, Exception cause) {
    var why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new RetryLater(
        new Reason(
            "AUDIT.FETCH",
            "Không lấy được %s%s (%s). Xem địa chỉ, khóa API (--api-key-file) và log.read của nút."
                .formatted(prefix, path, why),
            "cannot fetch %s%s (%s); look at the address, the API key (--api-key-file) and the node's log.read"
                .formatted(prefix, path, why)),
        cause);
  }
}
