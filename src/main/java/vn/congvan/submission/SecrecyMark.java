package vn.congvan.submission;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/**
 * The marks of state secrets (MẬT, TỐI MẬT, TUYỆT MẬT). A document that bears one must not come
 * near this system (Decision 28/2018/QĐ-TTg, Article 1.2): it is refused and no byte of it is kept.
 */
final class SecrecyMark {
  private static final Set<String> MARKS = Set.of("MẬT", "TỐI MẬT", "TUYỆT MẬT");

  private SecrecyMark() {}

  /**
   * Whether a line of a page is such a mark and nothing else; the word inside a sentence is no
   * mark.
   */
  static boolean isMark(String line) {
    var text = Normalizer.normalize(line, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
    return MARKS.contains(text) && text.equals(text.toUpperCase(Locale.ROOT));
  }

  static Refused refused() {
    return new Refused(
        new Reason(
            "E12.SECRET",
            "Văn bản mật không được gửi, nhận qua hệ thống này. Xử lý theo quy định bảo vệ bí mật nhà nước; hệ thống không"
                + " giữ tệp. Việc từ chối đã được ghi.",
            "secret documents must not go through this system; handle it by the rules for state secrets; no file was kept,"
                + " the refusal was recorded"));
  }
}
