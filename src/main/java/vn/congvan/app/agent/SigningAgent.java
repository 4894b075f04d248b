package vn.congvan.app.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Failure;
import vn.congvan.signing.SignatureScheme;
import vn.congvan.signing.SigningKey;

/**
 * Signs for pages of named origins, on the loopback address alone, each time with the signer's
 * consent. Keeps nothing.
 *
 * <p>{@code GET /v1/certificates} gives the chain and what the key can do; {@code POST /v1/sign}
 * takes a list of documents and gives a signature each. A page of another origin gets nothing, and
 * neither does one that reached this address under another name (DNS rebinding).
 */
public final class SigningAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SigningAgent.class);
  private static final int MOST_BYTES = 1 << 20;
  private static final long MOST_PASSED = 16L << 20;
  private static final int THREADS = 4;

  private final SigningKey key;
  private final Set<String> origins;
  private final Consent consent;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final JsonMapper json = new JsonMapper();

  /** One question at a time: nobody can answer two. */
  private final ReentrantLock asking = new ReentrantLock();

  /** Asks whoever holds the key. */
  @FunctionalInterface
  public interface Consent {
    /**
     * @param origin of the page that asks
     * @param documents title and digest of each
     */
    boolean given(String origin, List<Document> documents);
  }

  /**
   * What somebody is asked to sign.
   *
   * @param title as the page says
   * @param digest of the bytes that are signed, in hexadecimal digits
   */
  public record Document(String title, String digest) {}

  private SigningAgent(SigningKey key, Set<String> origins, Consent consent, HttpServer server) {
    this.key = key;
    this.origins = Set.copyOf(origins);
    this.consent = consent;
    this.server = server;
  }

  /**
   * @param port 0 for any
   * @param origins of pages that may ask, for example {@code https://congvan.example.vn}
   * @throws IOException when the port cannot be used
   */
  public static SigningAgent start(int port, SigningKey key, Set<String> origins, Consent consent)
      throws IOException {
    var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    var server = HttpServer.create(new InetSocketAddress(loopback, port), THREADS);
    var agent = new SigningAgent(key, origins, consent, server);
    server.setExecutor(agent.threads);
    server.createContext("/", agent::answer);
    server.start();
    return agent;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** An answer to a page. */
  private record Answer(int status, Object body) {}

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var origin = exchange.getRequestHeaders().getFirst("Origin");
      if (origin == null || !origins.contains(origin) || !isAskedByItsName(exchange)) {
        send(exchange, new Answer(403, problem("AGENT.ORIGIN", "this page may not ask")));
        return;
      }
      var headers = exchange.getResponseHeaders();
      headers.set("Access-Control-Allow-Origin", origin);
      headers.set("Vary", "Origin");
      if (exchange.getRequestMethod().equals("OPTIONS")) {
        headers.set("Access-Control-Allow-Methods", "GET, POST");
        headers.set("Access-Control-Allow-Headers", "Content-Type");
        headers.set("Access-Control-Allow-Private-Network", "true");
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      send(exchange, answered(exchange, origin));
    } catch (RuntimeException e) {
      LOG.warn("a request failed", e);
    }
  }

  private Answer answered(HttpExchange exchange, String origin) throws IOException {
    var asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    return switch (asked) {
      case "GET /v1/certificates" -> new Answer(200, certificates());
      case "POST /v1/sign" -> sign(exchange, origin);
      default -> new Answer(404, problem("AGENT.UNKNOWN", "nothing is here"));
    };
  }

  private Map<String, Object> certificates() {
    var chain = new ArrayList<String>();
    try {
      for (var certificate : key.chain()) {
        chain.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate in use has an encoding", e);
    }
    var padding = key.scheme().family() == SignatureScheme.Family.RSA_PKCS1 ? "PKCS1" : "PSS";
    return Map.of("certificates", chain, "padding", padding);
  }

  /** A page that is still sending when the connection closes does not see the answer. */
  private static void pass(InputStream body) throws IOException {
    var piece = new byte[1 << 16];
    var passed = 0L;
    for (var read = 0; read >= 0 && passed < MOST_PASSED; read = body.read(piece)) {
      passed += read;
    }
  }

  private Answer sign(HttpExchange exchange, String origin) throws IOException {
    var body = exchange.getRequestBody();
    var bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      pass(body);
      return new Answer(413, problem("AGENT.TOO_LARGE", "the request is too large"));
    }
    if (!asking.tryLock()) {
      return new Answer(409, problem("AGENT.BUSY", "another question is open"));
    }
    try {
      var requests = Request.read(json.readTree(bytes), key.certificate());
      var shown = requests.stream().map(one -> new Document(one.title(), one.digest())).toList();
      if (!consent.given(origin, shown)) {
        return new Answer(403, problem("AGENT.REFUSED", "the signer did not agree"));
      }
      var signatures = new ArrayList<String>();
      for (var request : requests) {
        signatures.add(Base64.getEncoder().encodeToString(key.sign(request.toSign())));
      }
      return new Answer(200, Map.of("signatures", signatures));
    } catch (JsonProcessingException e) {
      return new Answer(400, problem("AGENT.JSON", "the request is no JSON"));
    } catch (Request.NotSigned e) {
      return new Answer(400, problem("AGENT.NOT_SIGNED", String.valueOf(e.getMessage())));
    } catch (Failure e) {
      return new Answer(503, problem(e.reason().code(), e.reason().en()));
    } finally {
      asking.unlock();
    }
  }

  private boolean isAskedByItsName(HttpExchange exchange) {
    var host = exchange.getRequestHeaders().getFirst("Host");
    return ("127.0.0.1:" + port()).equals(host) || ("localhost:" + port()).equals(host);
  }

  private static Map<String, String> problem(String code, String detail) {
    return Map.of("code", code, "detail", detail);
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    var bytes = json.writeValueAsBytes(answer.body);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(answer.status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
