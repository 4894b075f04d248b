package vn.congvan.app.words;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.audit.LogCheck;
import vn.congvan.document.Language;

/** The outcome of a check of the log in words. */
public final class LogVerdict {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LogVerdict() {}

  /** One JSON object on one line, as docs/formats/log-proof.md describes it. */
  public static String json(String folder, LogCheck.Result result) {
    var json = JSON.createObjectNode();
    json.put("format", AuditVerdict.FORMAT);
    json.put("of", folder);
    json.put("outcome", result.holds() ? "holds" : "does_not_hold");
    json.put("size", result.entries());
    json.put("root", result.root());
    json.put("streams", result.streams());
    json.put("proofs", result.proofs());
    var problems = json.putArray("problems");
    result.problems().forEach(problems::add);
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  /** One line when everything holds; else a line more for each thing that does not. */
  public static List<String> lines(LogCheck.Result result, Language language) {
    var vi = language == Language.VI;
    var lines = new ArrayList<String>();
    var end =
        result.holds()
            ? vi ? "mọi bằng chứng đều đúng" : "every proof holds"
            : vi ? "CÓ ĐIỀU KHÔNG ĐÚNG" : "SOMETHING DOES NOT HOLD";
    lines.add(
        (vi
                ? "kiểm toán: %d mục, gốc cây %s, điểm kiểm đã ký, %s"
                : "audit: %d entries, tree root %s, checkpoint signed, %s")
            .formatted(result.entries(), result.root(), end));
    for (var problem : result.problems()) {
      lines.add("  – " + problem);
    }
    return lines;
  }
}
