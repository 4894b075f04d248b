package vn.congvan.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.congvan.app.agent.SigningAgent;
import vn.congvan.signing.SigningKey;

/**
 * What the browser of a leader does: a page of the node asks the agent on the same computer, and
 * the leader, whom the agent asks in turn, says yes or no.
 */
final class AgentPage implements AutoCloseable {
  private static final String ORIGIN = "https://congvan.example.vn";

  private final HttpClient http = HttpClient.newHttpClient();
  private final SigningAgent agent;

  /** What the leader was asked about. */
  final List<SigningAgent.Document> asked = new ArrayList<>();

  volatile boolean leaderAgrees = true;

  AgentPage(SigningKey key) throws IOException {
    agent =
        SigningAgent.start(
            0,
            key,
            Set.of(ORIGIN),
            (origin, documents) -> {
              asked.addAll(documents);
              return leaderAgrees;
            });
  }

  JsonObject certificates() {
    var reply = send(ORIGIN, request("/v1/certificates"));
    return new JsonObject(reply.body());
  }

  HttpResponse<String> sign(String title, String toSign) {
    return sign(ORIGIN, title, toSign);
  }

  HttpResponse<String> sign(String origin, String title, String toSign) {
    var document = new JsonObject().put("title", title).put("toSign", toSign);
    var body = new JsonObject().put("documents", new JsonArray().add(document));
    return send(
        origin,
        request("/v1/sign")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.port() + path))
        .timeout(Client.LONGEST);
  }

  private HttpResponse<String> send(String origin, HttpRequest.Builder request) {
    try {
      return http.send(
          request.header("Origin", origin).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    agent.close();
  }
}
