package vn.congvan.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.LogCheck;
import vn.congvan.audit.LogEntry;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.LogGrowth;
import vn.congvan.audit.note.LogProof;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Halt;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;

/** Asks a running node on this machine to do an administrator's work, over its HTTP API. */
public final class AdminClient implements AdminDesk {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long POLL_MILLIS = 250;

  private final URI node;
  private final AdminToken token;
  private final Language language;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * @param node for example {@code http://127.0.0.1:8080}
   * @param language of the reasons it throws
   */
  public AdminClient(URI node, AdminToken token, Language language) {
    this.node = node;
    this.token = token;
    this.language = language;
  }

  @Override
  public List<Shelved> shelf(@Nullable String after, int limit) {
    var path = "/admin/shelf?limit=" + limit + (after == null ? "" : "&cursor=" + Cursor.of(after));
    var shelf = new ArrayList<Shelved>();
    for (var item : call("GET", path, null).path("items")) {
      var agency = text(item, "agency");
      var document = text(item, "document");
      shelf.add(
          new Shelved(
              needed(item, "id"),
              needed(item, "work"),
              agency == null ? null : new AgencyCode(agency),
              document == null ? null : DocumentId.parse(document),
              OffsetDateTime.parse(needed(item, "since")).toInstant(),
              reason(item.path("reason"))));
    }
    return shelf;
  }

  @Override
  public void resume(String id) {
    call("POST", "/admin/shelf/" + encoded(id) + "/resume", null);
  }

  @Override
  public void cancel(String id, String note) {
    call("POST", "/admin/shelf/" + encoded(id) + "/cancel", Map.of("note", note));
  }

  @Override
  public List<LogEntry> trace(DocumentId document) {
    var entries = new ArrayList<LogEntry>();
    for (var entry : call("GET", "/admin/documents/" + document + "/trace", null).path("entries")) {
      var disclosed = new TreeMap<String, String>();
      entry
          .path("disclosed")
          .properties()
          .forEach(value -> disclosed.put(value.getKey(), value.getValue().asText()));
      entries.add(
          new LogEntry(
              needed(entry, "stream"),
              entry.path("seq").asLong(),
              entry.has("index") ? entry.path("index").asLong() : null,
              needed(entry, "type"),
              OffsetDateTime.parse(needed(entry, "time")).toInstant(),
              needed(entry, "actor"),
              needed(entry, "role"),
              needed(entry, "agency"),
              needed(entry, "outcome"),
              text(entry, "reason"),
              text(entry, "before"),
              text(entry, "after"),
              disclosed,
              Base64.getDecoder().decode(needed(entry, "bytes"))));
    }
    return entries;
  }

  @Override
  public LogCheck.Result verifyLog() {
    var check = finished(call("POST", "/admin/audit/verify", null)).path("logCheck");
    var problems = new ArrayList<String>();
    check.path("problems").forEach(problem -> problems.add(problem.asText()));
    return new LogCheck.Result(
        check.path("entries").asLong(),
        needed(check, "root"),
        check.path("checkpointSize").asLong(),
        check.path("streams").asLong(),
        check.path("proofs").asLong(),
        problems);
  }

  @Override
  public LogProof prove(Wanted wanted) {
    var what =
        wanted.index() != null
            ? "index=" + wanted.index()
            : wanted.eid() != null ? "eid=" + wanted.eid() : "document=" + wanted.document();
    var answer = call("GET", "/admin/audit/proof?" + what, null);
    try {
      return LogProof.parse(needed(answer, "proof").getBytes(StandardCharsets.UTF_8));
    } catch (NoteRefused e) {
      throw notOfContract("proof", e);
    }
  }

  @Override
  public LogGrowth growthSince(Checkpoint old) {
    var answer = call("POST", "/admin/audit/growth", Map.of("checkpoint", old.text()));
    try {
      return LogGrowth.parse(needed(answer, "growth").getBytes(StandardCharsets.UTF_8));
    } catch (NoteRefused e) {
      throw notOfContract("growth", e);
    }
  }

  private static Halt notOfContract(String name, NoteRefused why) {
    return new Halt(
        new Reason(
            "HTTP.NODE_ANSWER",
            "Nút trả lời không đúng hợp đồng: %s (%s).".formatted(name, why.getMessage()),
            "the node's answer does not keep to the contract: %s (%s)"
                .formatted(name, why.getMessage())),
        why);
  }

  @Override
  public Backup backUp(Path folder) {
    var begun = call("POST", "/admin/backup", Map.of("folder", folder.toAbsolutePath().toString()));
    var backup = finished(begun).path("backup");
    var leftOut = new ArrayList<String>();
    backup.path("leftOut").forEach(file -> leftOut.add(file.asText()));
    return new Backup(
        Path.of(needed(backup, "folder")),
        backup.path("files").asLong(),
        backup.path("bytes").asLong(),
        leftOut);
  }

  private JsonNode finished(JsonNode begun) {
    var job = begun;
    while (needed(job, "state").equals(AdminJobs.State.RUNNING.name())) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw away(e);
      }
      job = call("GET", "/admin/jobs/" + needed(begun, "id"), null);
    }
    if (job.has("failure")) {
      var reason = reason(job.path("failure"));
      throw needed(job, "state").equals(AdminJobs.State.REFUSED.name())
          ? new Refused(reason)
          : new Halt(reason);
    }
    return job;
  }

  private JsonNode call(String method, String path, @Nullable Object body) {
    try {
      var request =
          HttpRequest.newBuilder(node.resolve(path))
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + token.bearer())
              .header("Accept-Language", language.name().toLowerCase(Locale.ROOT))
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(Views.json(body)))
              .build();
      var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() == 204) {
        return JSON.createObjectNode();
      }
      var answer = JSON.readTree(response.body());
      if (response.statusCode() >= 400) {
        throw refusal(response.statusCode(), answer);
      }
      return answer;
    } catch (IOException e) {
      throw away(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(e);
    }
  }

  private static RuntimeException refusal(int status, JsonNode problem) {
    var detail = needed(problem, "detail");
    var reason = new Reason(needed(problem, "code"), detail, detail);
    if (status == 503) {
      return new RetryLater(reason);
    }
    return status >= 500 ? new Halt(reason) : new Refused(reason);
  }

  private RetryLater away(Exception cause) {
    var why = cause instanceof ConnectException ? "connection refused" : cause.getMessage();
    return new RetryLater(
        new Reason(
            "HTTP.NODE_AWAY",
            "Không gọi được nút đang chạy tại %s (%s). Xem nút có còn chạy không, và http.port có đúng không."
                .formatted(node, why),
            "cannot reach the running node at %s (%s); is it still running, and is http.port right?"
                .formatted(node, why)),
        cause);
  }

  private static Reason reason(JsonNode reason) {
    return new Reason(needed(reason, "code"), needed(reason, "vi"), needed(reason, "en"));
  }

  private static @Nullable String text(JsonNode holder, String name) {
    var value = holder.get(name);
    return value == null || value.isNull() ? null : value.asText();
  }

  private static String needed(JsonNode holder, String name) {
    var value = text(holder, name);
    if (value == null) {
      throw new Halt(
          new Reason(
              "HTTP.NODE_ANSWER",
              "Nút trả lời không đúng hợp đồng: thiếu %s. Chương trình và nút có cùng phiên bản không?"
                  .formatted(name),
              "the node's answer has no '%s'; are the program and the node of one version?"
                  .formatted(name)));
    }
    return value;
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }
}
