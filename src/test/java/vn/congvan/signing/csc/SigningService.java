package vn.congvan.signing.csc;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A remote signing service in a process of its own, written from the CSC specification 2.0 and the
 * RFCs of OAuth 2.0; it shares no code with the client.
 *
 * <p>Its one argument is a properties file. It writes its port to standard output; a line on its
 * standard input is a command, answered with a line: {@code expire} ends all access tokens, {@code
 * count PATH} says how often a path was called, {@code log} what was signed, {@code down} answers
 * everything with 503 until {@code up}, {@code load FILE} begins anew with other settings. A
 * credential beside the first is named in {@code others} and has its own {@code ID.p12}, {@code
 * ID.p12.password} and {@code ID.algo}.
 */
final class SigningService {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String PSS = "1.2.840.113549.1.1.10";

  private final Properties settings;
  private final Grants grants;
  private final Activations activations = new Activations();
  private final Map<String, Held> credentials = new LinkedHashMap<>();
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private int wrongPins;
  private volatile boolean down;

  /** What is answered instead, with the status and the code of the specification. */
  static final class Rejected extends Exception {
    private static final long serialVersionUID = 1;
    final int status;
    final String error;

    Rejected(int status, String error, String description) {
      super(description);
      this.status = status;
      this.error = error;
    }
  }

  private SigningService(Properties settings) throws Exception {
    this.settings = settings;
    this.grants = new Grants(settings);
    credentials.put(settings.getProperty("credential"), held(""));
    for (var id : words(settings.getProperty("others", ""))) {
      credentials.put(id, held(id + "."));
    }
  }

  /**
   * A key that somebody has here.
   *
   * @param algorithms identifiers of what it is offered for
   */
  private record Held(PrivateKey key, List<Certificate> chain, List<String> algorithms) {}

  private Held held(String prefix) throws IOException, GeneralSecurityException {
    var password = settings.getProperty(prefix + "p12.password").toCharArray();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(Path.of(settings.getProperty(prefix + "p12")))) {
      store.load(in, password);
    }
    var alias = store.aliases().nextElement();
    return new Held(
        (PrivateKey) store.getKey(alias, password),
        List.of(store.getCertificateChain(alias)),
        words(settings.getProperty(prefix + "algo", RSA + " " + PSS)));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  public static void main(String[] arguments) throws Exception {
    // For keys that this Java may not know.
    Security.addProvider(new BouncyCastleProvider());
    var current = new AtomicReference<>(read(arguments[0]));
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> requireNonNull(current.get()).handle(exchange));
    server.start();
    System.out.println(server.getAddress().getPort());
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = commands.readLine(); line != null; line = commands.readLine()) {
      if (line.startsWith("load ")) {
        current.set(read(line.substring(5)));
        System.out.println("done");
      } else {
        System.out.println(requireNonNull(current.get()).command(line));
      }
    }
    System.exit(0);
  }

  private static SigningService read(String file) throws Exception {
    var settings = new Properties();
    try (var in = Files.newBufferedReader(Path.of(file))) {
      settings.load(in);
    }
    return new SigningService(settings);
  }

  private synchronized String command(String line) {
    if (line.startsWith("count ")) {
      return String.valueOf(calls.getOrDefault(line.substring(6), 0));
    }
    switch (line) {
      case "expire" -> grants.expire();
      case "down" -> down = true;
      case "up" -> down = false;
      default -> {
        return activations.log();
      }
    }
    return "done";
  }

  private void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    synchronized (this) {
      calls.merge(path, 1, Integer::sum);
    }
    try (exchange) {
      serve(exchange, path, exchange.getRequestBody().readAllBytes());
    }
  }

  private void serve(HttpExchange exchange, String path, byte[] body) throws IOException {
    try {
      if (down) {
        throw new Rejected(503, "temporarily_unavailable", "down");
      }
      if (path.equals("/oauth2/authorize")) {
        grants.authorize(exchange, body);
        return;
      }
      if (!exchange.getRequestMethod().equals("POST")) {
        throw new Rejected(405, "invalid_request", "POST only");
      }
      answer(exchange, 200, path(exchange, path, body));
    } catch (Rejected e) {
      var error = new LinkedHashMap<String, Object>();
      error.put("error", e.error);
      error.put("error_description", String.valueOf(e.getMessage()));
      answer(exchange, e.status, error);
    } catch (GeneralSecurityException e) {
      answer(exchange, 500, Map.of("error", "server_error"));
    }
  }

  private Map<String, ?> path(HttpExchange exchange, String path, byte[] body)
      throws Rejected, IOException, GeneralSecurityException {
    if (path.equals("/oauth2/token")) {
      return grants.token(body);
    }
    var request = json(body);
    if (path.equals("/csc/v2/info")) {
      return info(exchange);
    }
    var client = grants.bearer(exchange.getRequestHeaders().getFirst("Authorization"));
    return switch (path) {
      case "/csc/v2/credentials/list" -> Map.of("credentialIDs", List.copyOf(credentials.keySet()));
      case "/csc/v2/credentials/info" -> credential(request);
      case "/csc/v2/credentials/authorize" -> authorize(request, client);
      case "/csc/v2/signatures/signHash" -> signHash(request, client);
      default -> throw new Rejected(404, "invalid_request", "no such method");
    };
  }

  private Map<String, ?> info(HttpExchange exchange) {
    var here = "http://" + exchange.getRequestHeaders().getFirst("Host");
    return Map.of(
        "specs",
        "2.0.0.2",
        "name",
        "Test",
        "logo",
        here + "/logo.png",
        "region",
        "VN",
        "lang",
        "vi-VN",
        "authType",
        List.of("oauth2client", "oauth2code"),
        "oauth2",
        settings.getProperty("oauth2", here),
        "methods",
        List.of(
            "credentials/list",
            "credentials/info",
            "credentials/authorize",
            "signatures/signHash"));
  }

  private Map<String, ?> credential(JsonNode request) throws Rejected {
    var held = known(request);
    var certificates = new ArrayList<String>();
    for (var certificate : held.chain) {
      certificates.add(base64(encoded(certificate)));
    }
    var objects = new ArrayList<Map<String, String>>();
    for (var id : settings.getProperty("ask", "").split(" ")) {
      if (!id.isEmpty()) {
        objects.add(Map.of("type", "Password", "id", id, "format", "A", "label", id));
      }
    }
    return Map.of(
        "key",
        Map.of(
            "status", settings.getProperty("key.status", "enabled"),
            "algo", held.algorithms,
            "len", bits(held.key)),
        "cert",
        Map.of(
            "status", settings.getProperty("cert.status", "valid"), "certificates", certificates),
        "auth",
        Map.of("mode", settings.getProperty("mode", "explicit"), "objects", objects),
        "SCAL",
        "2",
        "multisign",
        Integer.parseInt(settings.getProperty("multisign", "1")));
  }

  private synchronized Map<String, ?> authorize(JsonNode request, String client) throws Rejected {
    known(request);
    var count = request.path("numSignatures").asInt(0);
    if (count < 1 || count > Integer.parseInt(settings.getProperty("multisign", "1"))) {
      throw new Rejected(400, "invalid_request", "Invalid value for parameter numSignatures");
    }
    var hashes = hashes(request);
    if (hashes.size() != count) {
      throw new Rejected(400, "invalid_request", "numSignatures and hashes differ");
    }
    for (var id : settings.getProperty("ask", "").split(" ")) {
      if (!id.isEmpty()) {
        authenticate(request, id);
      }
    }
    var life = Integer.parseInt(settings.getProperty("sad.seconds", "60"));
    return Map.of("SAD", activations.make(id(request), client, hashes, life), "expiresIn", life);
  }

  private void authenticate(JsonNode request, String id) throws Rejected {
    var given = "";
    for (var factor : request.path("authData")) {
      if (factor.path("id").asText().equals(id)) {
        given = factor.path("value").asText();
      }
    }
    if (id.equals("PIN") && wrongPins >= 3) {
      throw new Rejected(400, "invalid_request", "PIN locked");
    }
    if (!given.equals(settings.getProperty("secret." + id))) {
      wrongPins += id.equals("PIN") ? 1 : 0;
      // A service that repeats what it was sent: its words must not be shown.
      throw new Rejected(
          400,
          id.equals("PIN") ? "invalid_pin" : "invalid_otp",
          "The " + id + " is invalid: " + given);
    }
  }

  private synchronized Map<String, ?> signHash(JsonNode request, String client)
      throws Rejected, GeneralSecurityException {
    var held = known(request);
    var hashes = hashes(request);
    activations.use(request.path("SAD").asText(""), id(request), client, hashes);
    var signatures = new ArrayList<String>();
    for (var hash : hashes) {
      var made =
          HashSignature.sign(
              held.key,
              request.path("signAlgo").asText(""),
              request.path("signAlgoParams").asText(""),
              request.path("hashAlgorithmOID").asText(""),
              Base64.getDecoder().decode(hash));
      if (settings.getProperty("spoil") != null) {
        made[9] ^= 1;
      }
      signatures.add(base64(made));
    }
    return Map.of("signatures", signatures);
  }

  private static String id(JsonNode request) {
    return request.path("credentialID").asText("");
  }

  private Held known(JsonNode request) throws Rejected {
    var held = credentials.get(id(request));
    if (held == null) {
      throw new Rejected(400, "invalid_request", "Invalid parameter credentialID");
    }
    return held;
  }

  private static List<String> hashes(JsonNode request) throws Rejected {
    var length = HashSignature.length(request.path("hashAlgorithmOID").asText(""));
    var hashes = new ArrayList<String>();
    for (var hash : request.path("hashes")) {
      if (Base64.getDecoder().decode(hash.asText()).length != length) {
        throw new Rejected(400, "invalid_request", "Invalid digest value length");
      }
      hashes.add(hash.asText());
    }
    if (hashes.isEmpty()) {
      throw new Rejected(
          400, "invalid_request", "Missing (or invalid type) array parameter hashes");
    }
    return hashes;
  }

  private static int bits(PrivateKey key) {
    return key instanceof RSAPrivateKey rsa
        ? rsa.getModulus().bitLength()
        : key instanceof ECPrivateKey curve ? curve.getParams().getOrder().bitLength() : 256;
  }

  private static JsonNode json(byte[] body) throws Rejected {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new Rejected(400, "invalid_request", "no JSON");
    }
  }

  static void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
    var bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static byte[] encoded(Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
