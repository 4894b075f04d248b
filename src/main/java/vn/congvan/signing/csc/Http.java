package vn.congvan.signing.csc;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a service: TLS 1.2 or 1.3 with the names checked (plain HTTP on this machine only),
 * no redirects, short answers, in time.
 */
final class Http {
  static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(20).maxNumberLength(30).build())
              .build());

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int MAX_ANSWER = 1 << 20;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofSeconds(30);

  private final HttpClient client;

  Http() {
    var tls = new SSLParameters();
    tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslParameters(tls)
            .build();
  }

  /** Whether what is sent there can be read by nobody on the way. */
  static boolean isSafe(URI address) {
    var host = address.getHost();
    return host != null
        && ("https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && LOOPBACK.contains(host)));
  }

  /**
   * @param bearer null where none is needed
   * @throws IOException when the service cannot be reached, is too slow, or answers what is no
   *     answer
   */
  Answer post(URI address, String mediaType, @Nullable String bearer, byte[] body)
      throws IOException {
    if (!isSafe(address)) {
      throw new IOException("not an https address: " + address.getHost());
    }
    var request =
        HttpRequest.newBuilder(address)
            .timeout(WHOLE)
            .header("Content-Type", mediaType)
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    var sent = client.sendAsync(request.build(), info -> new LimitedBody(MAX_ANSWER));
    try {
      var response = sent.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
      return read(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new IOException("no answer within %d seconds".formatted(WHOLE.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      sent.cancel(true);
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  /** The parser's own words would quote the answer, and an answer holds tokens. */
  private static Answer read(int status, byte[] body) throws IOException {
    try {
      var read = JSON.readTree(body);
      return new Answer(status, read == null ? MissingNode.getInstance() : read);
    } catch (JacksonException e) {
      if (status != 200) {
        return new Answer(status, MissingNode.getInstance());
      }
      throw new IOException("an answer that is no JSON");
    }
  }
}
