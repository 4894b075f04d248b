package vn.congvan.app.words;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.congvan.audit.OfflineVerdict;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;

/** What a check without the node found, in words and for programs. */
public final class AuditVerdict {
  static final String FORMAT = "congvan-audit-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditVerdict() {}

  /** One line for the whole, one for each thing that holds, one for each that does not. */
  public static List<String> lines(String what, OfflineVerdict verdict, Language language) {
    var lines = new ArrayList<String>();
    lines.add(what + ": " + word(verdict.outcome(), language));
    verdict.checked().forEach(held -> lines.add("  ✓ " + held.in(language)));
    verdict
        .problems()
        .forEach(problem -> lines.add("  ✗ " + problem.code() + ": " + problem.in(language)));
    return lines;
  }

  private static String word(OfflineVerdict.Outcome outcome, Language language) {
    var vi = language == Language.VI;
    return switch (outcome) {
      case HOLDS -> vi ? "đúng" : "holds";
      case DOES_NOT_HOLD -> vi ? "KHÔNG ĐÚNG" : "DOES NOT HOLD";
      case CANNOT_CONCLUDE -> vi ? "CHƯA ĐỦ CƠ SỞ KẾT LUẬN" : "CANNOT CONCLUDE";
      case UNREADABLE -> vi ? "KHÔNG ĐỌC ĐƯỢC" : "CANNOT BE READ";
    };
  }

  /** One JSON object on one line, as docs/formats/log-proof.md describes it. */
  public static String json(String what, OfflineVerdict verdict) {
    var json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("of", what);
    json.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
    var checkpoint = verdict.checkpoint();
    if (checkpoint != null) {
      json.put("origin", checkpoint.origin());
      json.put("size", checkpoint.size());
      json.put("root", checkpoint.root().toString());
    }
    reasons(json, "checked", verdict.checked());
    reasons(json, "problems", verdict.problems());
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  private static void reasons(ObjectNode json, String name, List<Reason> reasons) {
    var array = json.putArray(name);
    for (var reason : reasons) {
      array.addObject().put("code", reason.code()).put("vi", reason.vi()).put("en", reason.en());
    }
  }
}
