package vn.congvan.app.words;

import java.util.ArrayList;
import java.util.List;
import vn.congvan.audit.LogCheck;
import vn.congvan.document.Language;

/** The outcome of a check of the log in words. */
public final class LogVerdict {
  private LogVerdict() {}

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
