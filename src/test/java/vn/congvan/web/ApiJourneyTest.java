package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.Node;
import vn.congvan.app.demo.Lab;
import vn.congvan.directory.DirectoryFile;
import vn.congvan.directory.Role;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Language;
import vn.congvan.document.VietnamTime;
import vn.congvan.inspection.OddPdf;
import vn.congvan.testing.Eventually;
import vn.congvan.testing.Tool;

/** Offices at work over HTTP, on a real node. */
class ApiJourneyTest {
  private static final Contract CONTRACT = Contract.load();
  private static final Pattern BASH = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");
  private static final long MINUTES = 5;

  @TempDir static Path data;
  @TempDir Path desk;
  private static final Map<String, String> KEYS = new HashMap<>();
  private static final Map<String, String> REFS = new HashMap<>();
  private static Node node;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    Lab.make(data);
    var config = data.resolve("config");
    var directory = DirectoryFile.read(config.resolve("agencies.yaml"));
    var today = VietnamTime.dayOf(Clock.systemUTC().instant());
    for (var agency : directory.agencies()) {
      for (var person : agency.people()) {
        for (var role : Role.values()) {
          if (person.postOn(today, role).isPresent()) {
            var key = ApiKeys.newKey(agency.code(), person.ref(), role, null, null, List.of());
            ApiKeyFile.add(config.resolve("api-keys.yaml"), key.entry());
            KEYS.put(agency.code() + " " + role.key(), key.text());
            REFS.put(agency.code() + " " + role.key(), person.ref());
          }
        }
      }
    }
    node = Lab.start(data, Map.of());
    client = new Client(URI.create("http://127.0.0.1:" + node.port()));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theWalkThroughOfTwoOfficesRunsAsItIsWritten() throws Exception {
    var bash = Tool.require("bash");
    Tool.require("curl");
    Tool.require("jq");
    var guide = Files.readString(Path.of("docs/api.md"));
    var script = new StringBuilder();
    BASH.matcher(guide).results().forEach(block -> script.append(block.group(1)));
    Files.write(desk.resolve("van-ban.pdf"), Lab.letter(node));
    Files.write(desk.resolve("phu-luc.pdf"), Lab.annex());
    var shell =
        new ProcessBuilder(bash.toString(), "-c", script.toString())
            .directory(desk.toFile())
            .redirectErrorStream(true);
    var variables = shell.environment();
    variables.put("CONGVAN", "http://127.0.0.1:" + node.port());
    variables.put("OFFICER", key(Lab.CITY, "officer"));
    variables.put("LEADER", key(Lab.CITY, "leader"));
    variables.put("CLERK", key(Lab.CITY, "clerk"));
    variables.put("THEIR_CLERK", key(Lab.WARD, "clerk"));
    variables.put("THEIR_LEADER", key(Lab.WARD, "leader"));
    variables.put("THEIR_OFFICER", key(Lab.WARD, "officer"));
    variables.put("SIGNER", ref(Lab.CITY, "leader"));
    variables.put("RECEIVER", Lab.WARD.value());
    variables.put("THEIR_OFFICER_REF", ref(Lab.WARD, "officer"));
    var process = shell.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said)
        .containsSubsequence(
            "Đã ký",
            "/UBND-VX",
            "số đến ",
            "Đã phân công",
            "Đang xử lý",
            "Đã hoàn thành",
            "  01 Đã đến",
            "  03 Đã tiếp nhận",
            "  06 Đã hoàn thành",
            "document.submitted",
            "document.signed",
            "document.issued");
  }

  @Test
  void aDocumentIsFollowedFromDeskToDeskAndKeepsToTheContract() throws Exception {
    var id = submit("V/v một văn bản hai nơi nhận", Lab.WARD, Lab.COMMUNE);
    var path = "/api/v1/documents/" + id;
    until(path, key(Lab.CITY, "leader"), "AWAITING_SIGNATURE");

    var list = client.get("/api/v1/outgoing?waiting=signature&signer=me", key(Lab.CITY, "leader"));
    holds(list, "listOutgoing");
    assertThat(ids(list)).contains(id);
    var file = client.get(path + "/file", key(Lab.CITY, "leader"));
    assertThat(file.header("ETag")).isEqualTo("\"" + sha256(file.bytes()) + "\"");
    var shown = "{\"shown\":\"%s\"}".formatted(sha256(file.bytes()));

    // Another document than the one shown is not signed, nor by a leader who was not asked.
    var other = "{\"shown\":\"%s\"}".formatted("0".repeat(64));
    assertRefused(
        client.post(path + "/sign", key(Lab.CITY, "leader"), other),
        409,
        "SIGN.NOT_WHAT_WAS_SHOWN");
    assertRefused(
        client.post(path + "/sign", key(Lab.WARD, "leader"), shown),
        404,
        "REGISTER.UNKNOWN_DOCUMENT");
    holds(client.post(path + "/sign", key(Lab.CITY, "leader"), shown), "signDocument");
    assertRefused(
        client.post(path + "/sign", key(Lab.CITY, "leader"), shown), 409, "E10.ALREADY_HANDLED");

    until(path, key(Lab.CITY, "clerk"), "AWAITING_ISSUE");
    assertRefused(
        client.post(path + "/issue", key(Lab.CITY, "clerk"), other),
        409,
        "ISSUE.NOT_WHAT_WAS_SHOWN");
    var seen = client.get(path + "/file", key(Lab.CITY, "clerk")).bytes();
    var issued =
        client.post(
            path + "/issue", key(Lab.CITY, "clerk"), "{\"shown\":\"%s\"}".formatted(sha256(seen)));
    holds(issued, "issueDocument");
    // The lab's certificates name nobody who could be asked, and the clerk is told.
    assertThat(issued.json().getJsonObject("warning").getString("code"))
        .isEqualTo("KEY.STATUS_UNKNOWN");
    assertThat(issued.json().getJsonObject("number").getString("code")).endsWith("/UBND-VX");
    var sent = until(path, key(Lab.CITY, "clerk"), "DISPATCHED");
    holds(sent, "getDocument");
    assertThat(sent.json().getJsonObject("deliveries").getJsonArray("items")).hasSize(2);
    var first = client.get(path + "/deliveries?limit=1", key(Lab.CITY, "clerk"));
    holds(first, "listDeliveries");
    var next = "&cursor=" + first.json().getString("next");
    var second = client.get(path + "/deliveries?limit=1" + next, key(Lab.CITY, "clerk"));
    assertThat(receivers(first)).containsExactly("H57.12");
    assertThat(receivers(second)).containsExactly("H57.31");
    assertThat(second.json().containsKey("next")).isFalse();

    var arrived = arrival(Lab.COMMUNE, issued.json().getJsonObject("number").getString("code"));
    var incoming = "/api/v1/incoming/" + arrived;
    assertThat(client.get(incoming + "/file", key(Lab.COMMUNE, "clerk")).bytes())
        .isEqualTo(client.get(path + "/file", key(Lab.CITY, "clerk")).bytes());
    var refusal = "{\"reasonCode\":\"WRONG_RECEIVER\",\"note\":\"Gửi nhầm nơi nhận\"}";
    holds(client.post(incoming + "/refuse", key(Lab.COMMUNE, "clerk"), refusal), "refuseIncoming");
    assertRefused(
        client.post(incoming + "/register", key(Lab.COMMUNE, "clerk"), ""),
        409,
        "E10.ALREADY_HANDLED");
    var told = delivery(path, "H57.31", "02");
    assertThat(told.getJsonArray("reports").getJsonObject(1).getString("note"))
        .contains("Gửi nhầm nơi nhận");

    var trail = client.get(path + "/trace?limit=1", key(Lab.CITY, "auditor"));
    holds(trail, "traceDocument");
    assertThat(types(trail))
        .contains("document.submitted", "document.signed", "seal.requested", "document.issued");
    var rest =
        client.get(
            path + "/trace?limit=1&cursor=" + trail.json().getString("next"),
            key(Lab.CITY, "auditor"));
    assertThat(streams(rest)).allMatch(stream -> stream.contains(":delivery:"));
    holds(client.get(incoming + "/trace", key(Lab.COMMUNE, "clerk")), "traceIncoming");
  }

  @Test
  void aDraftThatIsReturnedGoesNoFurtherAndIsCancelled() throws Exception {
    var id = submit("V/v dự thảo bị trả lại", Lab.WARD);
    var path = "/api/v1/documents/" + id;
    until(path, key(Lab.CITY, "leader"), "AWAITING_SIGNATURE");
    var note = "{\"note\":\"Sửa lại căn cứ\"}";

    var returned = client.post(path + "/return", key(Lab.CITY, "leader"), note);
    holds(returned, "returnDocument");
    assertThat(returned.json().getString("note")).isEqualTo("Sửa lại căn cứ");
    assertThat(ids(client.get("/api/v1/outgoing?waiting=author", key(Lab.CITY, "officer"))))
        .contains(id);
    assertRefused(
        client.post(path + "/issue", key(Lab.CITY, "clerk"), ""), 409, "E10.ALREADY_HANDLED");

    var cancelled = client.post(path + "/cancel", key(Lab.CITY, "clerk"), note);
    holds(cancelled, "cancelDocument");
    assertThat(cancelled.json().getString("stateText")).isEqualTo("Đã hủy");
  }

  @Test
  void whatCannotBeADocumentIsRefusedAndTheLogHasIt() throws Exception {
    var notPdf =
        new Form().metadata().file("main", "a.pdf", "xin chào".getBytes(StandardCharsets.UTF_8));
    assertRefused(hand(notPdf), 422, "SUBMIT.SIGNER");
    var metadata = metadata("V/v bản không phải PDF", Lab.WARD);
    var form = new Form().file("metadata", "m.json", metadata).file("main", "a.pdf", new byte[100]);
    var refused = hand(form);
    assertRefused(refused, 422, "E13.NOT_PDF");
    var stream = refused.json().getString("recorded");
    var trace = "/api/v1/documents/" + stream.substring(stream.lastIndexOf(':') + 1) + "/trace";
    var trail = client.get(trace, key(Lab.CITY, "auditor"));
    holds(trail, "traceDocument");
    assertThat(types(trail)).containsExactly("submission.refused");
    assertThat(entries(trail, "reason")).containsExactly("E13.NOT_PDF");
    assertRefused(client.get(trace, key(Lab.CITY, "clerk")), 404, "REGISTER.UNKNOWN_DOCUMENT");

    var secret =
        new JsonObject(new String(metadata, StandardCharsets.UTF_8)).put("secrecy", "MẬT").encode();
    var secretForm =
        new Form()
            .file("metadata", "m.json", secret.getBytes(StandardCharsets.UTF_8))
            .file("main", "a.pdf", Lab.letter(node));
    assertRefused(hand(secretForm), 422, "E12.SECRET");
  }

  @Test
  void whoHandsInAndWhoSignsAreToldOfFontsThatAreNotInTheFile() throws Exception {
    var form =
        new Form()
            .file("metadata", "m.json", metadata("V/v phông chữ", Lab.WARD))
            .file("main", "Công văn.pdf", OddPdf.fontOfTheReader())
            .file("attachment", "Phụ lục.pdf", OddPdf.fontOfAGraphicsState());
    var taken = hand(form);
    holds(taken, "submitDocument");
    var path = "/api/v1/documents/" + taken.json().getString("id");
    var waiting = until(path, key(Lab.CITY, "leader"), "AWAITING_SIGNATURE");
    holds(waiting, "getDocument");
    var shown =
        new JsonObject().put("shown", waiting.json().getJsonObject("main").getString("sha256"));
    var signed = client.post(path + "/sign", key(Lab.CITY, "leader"), shown.encode());
    holds(signed, "signDocument");

    for (var answer : List.of(taken, waiting, signed)) {
      var warning = answer.json().getJsonObject("fileWarning");
      assertThat(warning.getString("code")).isEqualTo("FILE.FONTS_NOT_EMBEDDED");
      assertThat(warning.getString("text"))
          .contains("Công văn.pdf (Helvetica)", "Phụ lục.pdf (Courier)");
    }
    var trail = client.get(path + "/trace?limit=1", key(Lab.CITY, "auditor"));
    assertThat(entries(trail, "type").get(0)).isEqualTo("document.submitted");
    assertThat(entries(trail, "reason").get(0)).isEqualTo("FILE.FONTS_NOT_EMBEDDED");
  }

  @Test
  void aCommandBesideTheNodeSeesWhatTheNodeSees() throws Exception {
    var id = submit("V/v quản trị", Lab.WARD);
    until("/api/v1/documents/" + id, key(Lab.CITY, "leader"), "AWAITING_SIGNATURE");
    var admin =
        new AdminClient(client.uri("/"), AdminToken.read(data.resolve("admin.token")), Language.VI);

    assertThat(admin.shelf(null, 10)).isEmpty();
    assertThat(admin.trace(DocumentId.parse(id)))
        .usingRecursiveComparison()
        // Given between the two looks, perhaps.
        .ignoringFields("index")
        .isEqualTo(node.admin().trace(DocumentId.parse(id)));
    assertThat(admin.verifyLog().holds()).isTrue();
    assertThat(client.get("/health", null).json().getBoolean("up")).isTrue();
    assertThat(client.get("/metrics", null).text())
        .contains("congvan_http_requests_seconds_count")
        .contains("operation=\"submitDocument\"");
    theOperatorsGuideNamesWhatThereIs();
  }

  /** An alarm on a number nobody gives never rings. */
  private static void theOperatorsGuideNamesWhatThereIs() throws Exception {
    var guide = Files.readString(Path.of("docs/operating.md"));
    var given = new TreeSet<String>();
    client
        .get("/metrics", null)
        .text()
        .lines()
        .filter(line -> line.startsWith("congvan_"))
        .forEach(line -> given.add(line.split("[{ ]", 2)[0]));
    assertThat(names(guide, Pattern.compile("`(congvan_[a-z_]+)`"))).isEqualTo(given);

    var checks = new TreeSet<String>();
    client
        .get("/health", null)
        .json()
        .getJsonArray("checks")
        .forEach(check -> checks.add(((JsonObject) check).getString("name")));
    assertThat(names(guide, Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (?:yes|no) \\|")))
        .isEqualTo(checks);
  }

  private static TreeSet<String> names(String guide, Pattern form) {
    return form.matcher(guide)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String submit(String subject, AgencyCode... receivers) throws Exception {
    var reply =
        hand(
            new Form()
                .file("metadata", "m.json", metadata(subject, receivers))
                .file("main", "Công văn.pdf", Lab.letter(node))
                .file("attachment", "Phụ lục.pdf", Lab.annex()));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    holds(reply, "submitDocument");
    var id = reply.json().getString("id");
    assertThat(reply.header("Location")).isEqualTo("/api/v1/documents/" + id);
    return id;
  }

  private static byte[] metadata(String subject, AgencyCode... receivers) {
    var codes = new JsonArray();
    for (var receiver : receivers) {
      codes.add(receiver.value());
    }
    return new JsonObject()
        .put("type", "OFFICIAL_LETTER")
        .put("symbol", "UBND-VX")
        .put("subject", subject)
        .put("signer", ref(Lab.CITY, "leader"))
        .put("receivers", codes)
        .encode()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Client.Reply hand(Form form) {
    return client.send(form.on(client.request("/api/v1/documents", key(Lab.CITY, "officer"))));
  }

  private static Client.Reply until(String path, String key, String state) {
    return Eventually.found(
        () ->
            Optional.of(client.get(path, key))
                .filter(reply -> reply.json().getString("state", "").equals(state)));
  }

  private static String arrival(AgencyCode agency, String code) {
    return Eventually.found(
            () ->
                items(client.get("/api/v1/incoming?state=ARRIVED", key(agency, "clerk"))).stream()
                    .filter(item -> item.getString("code").equals(code))
                    .findFirst())
        .getString("id");
  }

  private static JsonObject delivery(String path, String receiver, String status) {
    return Eventually.found(
        () ->
            items(client.get(path + "/deliveries", key(Lab.CITY, "clerk"))).stream()
                .filter(item -> item.getString("receiver").equals(receiver))
                .filter(item -> item.getString("status", "").equals(status))
                .findFirst());
  }

  /** A good answer, as the contract writes it for its status. */
  private static void holds(Client.Reply reply, String operation) {
    assertThat(reply.status()).as(operation + ": " + reply.text()).isBetween(200, 299);
    var answer = CONTRACT.asOpenApi().operation(operation).getResponse(reply.status());
    JsonSchema schema =
        Objects.requireNonNull(answer.getContent().get("application/json")).getSchema();
    var result =
        CONTRACT.asOpenApi().getSchemaRepository().validator(schema).validate(reply.json());
    assertThat(result.getErrors() == null ? List.of() : result.getErrors())
        .as(operation + ": " + reply.text())
        .extracting(error -> error.getInstanceLocation() + " " + error.getError())
        .isEmpty();
  }

  private static void assertRefused(Client.Reply reply, int status, String code) {
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
  }

  private static List<JsonObject> items(Client.Reply reply) {
    return reply.json().getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> ids(Client.Reply reply) {
    return items(reply).stream().map(item -> item.getString("id")).toList();
  }

  private static List<String> receivers(Client.Reply reply) {
    return items(reply).stream().map(item -> item.getString("receiver")).toList();
  }

  private static List<String> types(Client.Reply trail) {
    return entries(trail, "type");
  }

  private static List<String> streams(Client.Reply trail) {
    return entries(trail, "stream");
  }

  private static List<String> entries(Client.Reply trail, String field) {
    return trail.json().getJsonArray("entries").stream()
        .map(entry -> ((JsonObject) entry).getString(field))
        .toList();
  }

  private static String key(AgencyCode agency, String role) {
    return needed(KEYS, agency, role);
  }

  private static String ref(AgencyCode agency, String role) {
    return needed(REFS, agency, role);
  }

  private static String needed(Map<String, String> from, AgencyCode agency, String role) {
    var found = from.get(agency + " " + role);
    if (found == null) {
      throw new IllegalStateException("nobody at %s is a %s".formatted(agency, role));
    }
    return found;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
