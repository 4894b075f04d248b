package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.Node;
import vn.congvan.app.demo.Lab;
import vn.congvan.directory.Role;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentType;
import vn.congvan.document.Metadata;
import vn.congvan.document.Urgency;

/** Leaders who sign many documents with one approval, over HTTP and on a real node. */
class ApprovalTest {
  private static final Contract CONTRACT = Contract.load();
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final int AT_ONCE = 12;
  private static final String OTHER_LEADER = "h57-ld-02";
  private static final String SIGNATURES = "/api/v1/signatures";

  @TempDir static Path data;
  private static final Map<Role, String> KEYS = new HashMap<>();
  private static @Nullable Node node;
  private static @Nullable Client client;

  @BeforeAll
  static void anAgencyWithTwoLeaders() throws Exception {
    Lab.make(data);
    var config = data.resolve("config");
    var file = config.resolve("agencies.yaml").toFile();
    var yaml = new YAMLMapper();
    var listing = yaml.readTree(file);
    for (var agency : listing.get("agencies")) {
      if (agency.get("code").asText().equals(Lab.CITY.value())) {
        var people = (ArrayNode) agency.get("people");
        ObjectNode other = people.get(0).deepCopy();
        people.add(other.put("ref", OTHER_LEADER));
      }
    }
    yaml.writeValue(file, listing);
    for (var role : List.of(Role.LEADER, Role.CLERK)) {
      var person = role == Role.LEADER ? "h57-ld-01" : "h57-vt-01";
      var key = ApiKeys.newKey(Lab.CITY, person, role, null, null, List.of());
      KEYS.put(role, key.text());
      ApiKeyFile.add(config.resolve("api-keys.yaml"), key.entry());
    }
    node = Lab.start(data, Map.of("signing.at-once", Integer.toString(AT_ONCE)));
    client = new Client(URI.create("http://127.0.0.1:" + node().port()));
  }

  @AfterAll
  static void stop() {
    node().close();
  }

  @Test
  void whatCannotBeSignedHoldsUpNoOther() throws Exception {
    var good = waiting("h57-ld-01");
    var signedBefore = waiting("h57-ld-01");
    var lost = waiting("h57-ld-01", Lab.letter("Một người khác"));
    var damaged = waiting("h57-ld-01", Lab.letter("Một người nữa"));
    var changed = waiting("h57-ld-01");
    var othersOwn = waiting(OTHER_LEADER);
    var alsoGood = waiting("h57-ld-01");
    var alone = client().post(path(signedBefore) + "/sign", leader(), shown(signedBefore).encode());
    assertThat(alone.status()).isEqualTo(200);
    Files.delete(node().content().path(new ContentHash(lost.getString("shown"))));
    var file = node().content().path(new ContentHash(damaged.getString("shown")));
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(file);
    Files.write(file, bytes);
    var reallyThere = changed.getString("shown");
    changed.put("shown", "0".repeat(64));
    var unknown =
        new JsonObject().put("document", UUID.randomUUID().toString()).put("shown", "1".repeat(64));

    var answer =
        approve(leader(), good, signedBefore, lost, damaged, changed, othersOwn, unknown, alsoGood);

    holds(answer);
    assertThat(answer.json().getInteger("signed")).isEqualTo(2);
    assertThat(answer.json().getInteger("notSigned")).isEqualTo(6);
    var outcomes = outcomes(answer);
    assertThat(outcomes)
        .extracting(outcome -> outcome.getString("document"))
        .containsExactly(
            id(good),
            id(signedBefore),
            id(lost),
            id(damaged),
            id(changed),
            id(othersOwn),
            id(unknown),
            id(alsoGood));
    assertThat(outcomes)
        .extracting(outcome -> outcome.getInteger("status") + " " + outcome.getString("code"))
        .containsExactly(
            "200 null",
            "409 E10.ALREADY_HANDLED",
            "409 CONTENT.MISSING",
            "409 CONTENT.DAMAGED",
            "409 SIGN.NOT_WHAT_WAS_SHOWN",
            "403 E09.NOT_YOURS_TO_SIGN",
            "404 REGISTER.UNKNOWN_DOCUMENT",
            "200 null");
    // The lab's certificates name nobody who could be asked, and the leader is told of each.
    assertThat(outcomes)
        .extracting(outcome -> warning(outcome).getString("code"))
        .containsExactly(
            "KEY.STATUS_UNKNOWN", null, null, null, null, null, null, "KEY.STATUS_UNKNOWN");
    assertThat(warning(outcomes.get(0)).getString("text"))
        .isEqualTo(warning(alone.json()).getString("text"));
    assertThat(outcomes.get(4).getString("detail")).contains("Văn bản đã thay đổi");

    var approval = answer.json().getString("approval");
    for (var document : List.of(good, alsoGood)) {
      var entry = last(document, "document.signed");
      assertThat(cause(entry)).isEqualTo(approval);
      assertThat(entry.getJsonObject("before").getString("sha256"))
          .as("what the leader was shown is in the log")
          .isEqualTo(document.getString("shown"));
      assertThat(entry.getJsonObject("after").getString("sha256"))
          .isEqualTo(entry.getJsonObject("object").getString("sha256"))
          .isEqualTo(
              outcomes.stream()
                  .filter(outcome -> outcome.getString("document").equals(id(document)))
                  .findFirst()
                  .orElseThrow()
                  .getString("sha256"));
    }
    assertThat(cause(last(signedBefore, "document.signed"))).isNotEqualTo(approval);
    var refused = last(changed, "signature.refused");
    assertThat(refused.getString("outcome")).isEqualTo("denied");
    assertThat(refused.getString("reason")).isEqualTo("SIGN.NOT_WHAT_WAS_SHOWN");
    assertThat(cause(refused)).isEqualTo(approval);
    assertThat(refused.getJsonObject("object").getString("sha256")).isEqualTo("0".repeat(64));
    assertThat(last(othersOwn, "signature.refused").getString("reason"))
        .isEqualTo("E09.NOT_YOURS_TO_SIGN");
    for (var document : List.of(lost, damaged, changed, othersOwn)) {
      assertThat(state(document)).as(document.encode()).isEqualTo("AWAITING_SIGNATURE");
    }

    changed.put("shown", reallyThere);
    assertThat(approve(leader(), changed).json().getInteger("signed")).isEqualTo(1);
  }

  @Test
  void aWholeListIsSignedAtOnceAndGoesOn() {
    var documents = new ArrayList<JsonObject>();
    for (var i = 0; i < AT_ONCE; i++) {
      documents.add(waiting("h57-ld-01"));
    }

    var answer = approve(leader(), documents.toArray(JsonObject[]::new));

    holds(answer);
    assertThat(answer.json().getInteger("signed")).isEqualTo(AT_ONCE);
    documents.forEach(document -> until(id(document), "AWAITING_ISSUE"));
    var again =
        client()
            .send(
                client()
                    .request(SIGNATURES, leader())
                    .header("Accept-Language", "en")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(list(documents))));
    assertThat(again.json().getInteger("signed")).as("none is signed twice").isZero();
    assertThat(outcomes(again))
        .allSatisfy(
            outcome -> {
              assertThat(outcome.getString("code")).isEqualTo("E10.ALREADY_HANDLED");
              assertThat(outcome.getString("detail")).contains("does not wait for a signature");
            });
  }

  @Test
  void aListThatIsNotOneIsRefusedWholeAndSignsNothing() {
    var document = waiting("h57-ld-01");

    refused(approve(KEYS.get(Role.CLERK), document), 403, "AUTH.ROLE");
    refused(approve(leader(), document, document), 400, "HTTP.FIELD");
    refused(approve(leader()), 400, "HTTP.FIELD");
    refused(approve(leader(), document.copy().put("shown", "không phải")), 400, "HTTP.FIELD");
    var many = new ArrayList<JsonObject>();
    for (var i = 0; i < AT_ONCE; i++) {
      many.add(document.copy().put("document", UUID.randomUUID().toString()));
    }
    many.add(document);
    var tooMany = approve(leader(), many.toArray(JsonObject[]::new));
    refused(tooMany, 400, "HTTP.FIELD");
    assertThat(tooMany.json().getString("detail")).contains("13", "12", "signing.at-once");

    assertThat(state(document)).isEqualTo("AWAITING_SIGNATURE");
  }

  /** A document that waits for a leader's signature, and what the leader is shown. */
  private static JsonObject waiting(String leader) {
    return waiting(leader, Lab.letter(node()));
  }

  private static JsonObject waiting(String leader, byte[] letter) {
    var metadata =
        new Metadata(
            DocumentType.OFFICIAL_LETTER,
            "UBND-VX",
            "V/v một văn bản trong nhiều văn bản",
            leader,
            Urgency.NORMAL,
            List.of(Lab.WARD),
            List.of("Như trên", "Lưu: VT"),
            null,
            null);
    var main = Lab.upload(node(), letter, "Công văn.pdf");
    var id = Lab.people(node()).submit(Lab.CITY, metadata, main, List.of()).header().document();
    var now = until(id.toString(), "AWAITING_SIGNATURE");
    return new JsonObject()
        .put("document", id.toString())
        .put("shown", now.getJsonObject("main").getString("sha256"));
  }

  private static Client.Reply approve(@Nullable String key, JsonObject... documents) {
    return client().post(SIGNATURES, key, list(List.of(documents)));
  }

  private static String list(List<JsonObject> documents) {
    return new JsonObject().put("documents", new JsonArray(documents)).encode();
  }

  private static JsonObject warning(JsonObject answer) {
    return answer.getJsonObject("warning", new JsonObject());
  }

  private static List<JsonObject> outcomes(Client.Reply reply) {
    return reply.json().getJsonArray("documents").stream().map(JsonObject.class::cast).toList();
  }

  /** The last such entry of the document's stream, as it was hashed. */
  private static JsonObject last(JsonObject document, String type) {
    return node().audit().history(Lab.CITY + ":document:" + id(document)).stream()
        .filter(entry -> entry.type().equals(type))
        .reduce((first, second) -> second)
        .map(entry -> new JsonObject(Buffer.buffer(entry.bytes())))
        .orElseThrow();
  }

  private static String cause(JsonObject entry) {
    return entry.getJsonObject("corr", new JsonObject()).getString("cause", "");
  }

  private static String state(JsonObject document) {
    return client().get(path(document), leader()).json().getString("state");
  }

  private static JsonObject until(String id, String state) {
    var end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      var now = client().get("/api/v1/documents/" + id, leader()).json();
      if (now.getString("state", "").equals(state)) {
        return now;
      }
      assertThat(System.nanoTime()).as("still " + now.getString("state")).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static void holds(Client.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    var answer = CONTRACT.asOpenApi().operation("signDocuments").getResponse(200);
    JsonSchema schema =
        Objects.requireNonNull(answer.getContent().get("application/json")).getSchema();
    var result =
        CONTRACT.asOpenApi().getSchemaRepository().validator(schema).validate(reply.json());
    assertThat(result.getErrors() == null ? List.of() : result.getErrors()).isEmpty();
  }

  private static void refused(Client.Reply reply, int status, String code) {
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
  }

  private static JsonObject shown(JsonObject document) {
    return new JsonObject().put("shown", document.getString("shown"));
  }

  private static String id(JsonObject document) {
    return document.getString("document");
  }

  private static String path(JsonObject document) {
    return "/api/v1/documents/" + id(document);
  }

  private static String leader() {
    return Objects.requireNonNull(KEYS.get(Role.LEADER));
  }

  private static Node node() {
    return Objects.requireNonNull(node);
  }

  private static Client client() {
    return Objects.requireNonNull(client);
  }
}
