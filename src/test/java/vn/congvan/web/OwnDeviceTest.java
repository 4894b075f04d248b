package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.Node;
import vn.congvan.app.demo.Lab;
import vn.congvan.directory.Role;
import vn.congvan.document.KeyPlace;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;

/** A leader whose key is on a device of the leader's own, over HTTP and on a real node. */
class OwnDeviceTest {
  private static final Contract CONTRACT = Contract.load();
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir static Path data;
  private static final Map<Role, String> KEYS = new HashMap<>();
  private static @Nullable SigningKey device;
  private static @Nullable SigningKey stranger;
  private static @Nullable Node node;
  private static @Nullable Client client;

  private String path = "";
  private String shown = "";

  @BeforeAll
  static void aLeaderWithADevice() throws Exception {
    Lab.make(data);
    var config = data.resolve("config");
    var file = config.resolve("agencies.yaml").toFile();
    var yaml = new YAMLMapper();
    var listing = yaml.readTree(file);
    var ring = new KeyRing(SigningRules.standard());
    for (var agency : listing.get("agencies")) {
      for (var person : agency.path("people")) {
        if (person.path("key").isObject()) {
          var key = (ObjectNode) person.get("key");
          var opened =
              ring.key(
                  new KeyPlace.File(
                      config.resolve(key.get("file").asText()),
                      config.resolve(key.get("passwordFile").asText())));
          if (agency.get("code").asText().equals(Lab.CITY.value())) {
            device = opened;
            Files.writeString(config.resolve("device.pem"), pem(opened.certificate()));
            key.remove(List.of("file", "passwordFile"));
            key.putObject("device").put("certificate", "device.pem");
          } else {
            stranger = opened;
          }
        }
      }
    }
    yaml.writeValue(file, listing);
    node = Lab.start(data, Map.of());
    for (var role : List.of(Role.LEADER, Role.CLERK)) {
      var person = Lab.people(node()).somebody(Lab.CITY, role);
      var key = ApiKeys.newKey(Lab.CITY, person.ref(), role, null, null, List.of());
      KEYS.put(role, key.text());
      ApiKeyFile.add(config.resolve("api-keys.yaml"), key.entry());
    }
    node().close();
    node = Lab.start(data, Map.of());
    client = new Client(URI.create("http://127.0.0.1:" + node().port()));
  }

  @AfterAll
  static void stop() {
    node().close();
  }

  @BeforeEach
  void aLetterWaits() {
    var id = Lab.submit(node(), "V/v ký bằng thiết bị", Lab.WARD);
    path = "/api/v1/documents/" + id;
    shown = until("AWAITING_SIGNATURE").getJsonObject("main").getString("sha256");
  }

  @Test
  void theDocumentIsSignedAsIfTheKeyHadBeenHere() {
    var begun = begin(device());
    holds(begun, "beginSigning");
    var session = begun.json();
    assertThat(session.getString("shown")).isEqualTo(shown);
    assertThat(session.getString("scheme")).isEqualTo(device().scheme().name());

    // It survives a restart.
    restart(Map.of());

    var signed = finish(session.getString("session"), sign(device(), session));
    holds(signed, "finishSigning");

    until("AWAITING_ISSUE");
    var issued = client().post(path + "/issue", KEYS.get(Role.CLERK), "");
    assertThat(issued.status()).as(issued.text()).isEqualTo(200);
    var trail = client().get(path + "/trace", KEYS.get(Role.LEADER)).json();
    assertThat(
            trail.getJsonArray("entries").stream()
                .map(entry -> ((JsonObject) entry).getString("type")))
        .containsSubsequence(
            "document.prepared", "signing.begun", "document.signed", "document.checked");
    refused(finish(session.getString("session"), sign(device(), session)), "E10.ALREADY_HANDLED");
  }

  @Test
  void whereNumbersAreReservedTheDeviceSignsItsNumberToo() {
    restart(Map.of("issue.number-mode", "reserve"));
    begin(device());
    var session = begin(device()).json();
    var kept = until("AWAITING_SIGNATURE").getJsonObject("number");
    assertThat(kept).as("the same for both sessions").isNotNull();

    holds(finish(session.getString("session"), sign(device(), session)), "finishSigning");
    until("AWAITING_ISSUE");
    restart(Map.of());
    var issued = client().post(path + "/issue", KEYS.get(Role.CLERK), "");

    assertThat(issued.status()).as(issued.text()).isEqualTo(200);
    assertThat(issued.json().getJsonObject("number")).isEqualTo(kept);
  }

  private static void restart(Map<String, String> settings) {
    node().close();
    node = Lab.start(data, settings);
    client = new Client(URI.create("http://127.0.0.1:" + node().port()));
  }

  @Test
  void theAgentOnTheLeadersComputerSignsWhatTheNodePreparedAndOnlyWithConsent() throws Exception {
    try (var page = new AgentPage(device())) {
      var there = page.certificates();
      var begun = begin(there.getJsonArray("certificates"), there.getString("padding"));
      holds(begun, "beginSigning");
      var session = begun.json();
      var toSign = session.getString("toSign");

      assertThat(page.sign("https://khac.example.vn", "Công văn", toSign).statusCode())
          .isEqualTo(403);
      assertThat(page.asked).isEmpty();
      page.leaderAgrees = false;
      assertThat(page.sign("Công văn", toSign).statusCode()).isEqualTo(403);
      page.leaderAgrees = true;
      var agreed = page.sign("Công văn", toSign);
      assertThat(agreed.statusCode()).as(agreed.body()).isEqualTo(200);
      // The digest that the agent shows is that of what the node prepared.
      var digest = Base64.getDecoder().decode(session.getString("documentDigest"));
      assertThat(page.asked)
          .hasSize(2)
          .extracting(document -> document.digest())
          .containsOnly(HexFormat.of().formatHex(digest));

      var signature = new JsonObject(agreed.body()).getJsonArray("signatures").getString(0);
      holds(finish(session.getString("session"), signature), "finishSigning");
    }
    until("AWAITING_ISSUE");
    assertThat(client().post(path + "/issue", KEYS.get(Role.CLERK), "").status()).isEqualTo(200);
    until("DISPATCHED");

    var issued =
        Files.write(
            data.resolve("issued.pdf"), client().get(path + "/file", KEYS.get(Role.CLERK)).bytes());
    var providers = CryptoProviders.best();
    var verifier =
        new PdfVerifier(
            new CertificatePaths(TrustAnchors.read(data.resolve("trust")), providers), providers);
    var report =
        verifier.verify(
            issued,
            Instant.now(),
            Expectations.issuedBy(Lab.CITY)
                .withLeaderCertificates(Set.of(KeyRing.fingerprint(device()))));
    assertThat(report.findings()).isEmpty();
    assertThat(report.valid()).isTrue();
  }

  @Test
  void aSessionIsGoodForItsDocumentOnlyAndTheLastOneOnly() {
    var first = begin(device()).json();
    var second = begin(device()).json();

    refused(finish(first.getString("session"), sign(device(), first)), "SIGN.NO_SESSION");
    refused(
        finish(second.getString("session"), sign(device(), first).replace('A', 'B')),
        "SIGN.SIGNATURE_WRONG");
    refused(finish(second.getString("session"), sign(stranger(), second)), "SIGN.SIGNATURE_WRONG");
    refused(finish(second.getString("session"), "không phải"), "SIGN.NOT_BASE64");
    var mine = path;
    aLetterWaits();
    refused(finish(second.getString("session"), sign(device(), second)), "SIGN.NO_SESSION");
    path = mine;
    holds(finish(second.getString("session"), sign(device(), second)), "finishSigning");
  }

  @Test
  void onlyTheRegisteredDeviceSignsAndOnlyWhatWasShown() {
    refused(begin(stranger()), "SIGN.OTHER_CERTIFICATE");
    var right = shown;
    shown = "0".repeat(64);
    refused(begin(device()), "SIGN.NOT_WHAT_WAS_SHOWN");
    shown = right;
    refused(
        client()
            .post(
                path + "/sign",
                KEYS.get(Role.LEADER),
                new JsonObject().put("shown", shown).encode()),
        "SIGN.OWN_DEVICE");
    assertThat(until("AWAITING_SIGNATURE").getJsonObject("main").getString("sha256"))
        .isEqualTo(shown);
  }

  private Client.Reply begin(SigningKey with) {
    var chain = new JsonArray();
    for (var certificate : with.chain()) {
      chain.add(base64(certificate));
    }
    return begin(chain, "PSS");
  }

  private Client.Reply begin(JsonArray chain, String padding) {
    return client()
        .post(
            path + "/signing-session",
            KEYS.get(Role.LEADER),
            new JsonObject()
                .put("shown", shown)
                .put("certificates", chain)
                .put("padding", padding)
                .encode());
  }

  private Client.Reply finish(String session, String signature) {
    return client()
        .post(
            path + "/signing-session/" + session + "/signature",
            KEYS.get(Role.LEADER),
            new JsonObject().put("signature", signature).encode());
  }

  private static String sign(SigningKey with, JsonObject session) {
    return Base64.getEncoder()
        .encodeToString(with.sign(Base64.getDecoder().decode(session.getString("toSign"))));
  }

  private JsonObject until(String state) {
    var end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      var now = client().get(path, KEYS.get(Role.LEADER)).json();
      if (now.getString("state", "").equals(state)) {
        return now;
      }
      assertThat(System.nanoTime()).as("still " + now.getString("state")).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static void holds(Client.Reply reply, String operation) {
    assertThat(reply.status()).as(operation + ": " + reply.text()).isEqualTo(200);
    var answer = CONTRACT.asOpenApi().operation(operation).getResponse(reply.status());
    JsonSchema schema =
        Objects.requireNonNull(answer.getContent().get("application/json")).getSchema();
    var result =
        CONTRACT.asOpenApi().getSchemaRepository().validator(schema).validate(reply.json());
    assertThat(result.getErrors() == null ? List.of() : result.getErrors()).isEmpty();
  }

  private static void refused(Client.Reply reply, String code) {
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.status()).isBetween(400, 499);
  }

  private static String pem(X509Certificate certificate) {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(base64(certificate));
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SigningKey device() {
    return Objects.requireNonNull(device);
  }

  private static SigningKey stranger() {
    return Objects.requireNonNull(stranger);
  }

  private static Node node() {
    return Objects.requireNonNull(node);
  }

  private static Client client() {
    return Objects.requireNonNull(client);
  }
}
