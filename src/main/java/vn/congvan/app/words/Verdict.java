package vn.congvan.app.words;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Language;
import vn.congvan.document.WrittenText;
import vn.congvan.validation.Indication;
import vn.congvan.validation.Role;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.VerificationReport;

/** A verdict in the words used everywhere for it. */
public final class Verdict {
  private Verdict() {}

  /** The verdict itself, in one of three plain words. */
  public static String word(Indication indication, Language language) {
    var vi = language == Language.VI;
    return switch (indication) {
      case TOTAL_PASSED -> vi ? "hợp lệ" : "valid";
      case TOTAL_FAILED -> vi ? "không hợp lệ" : "invalid";
      case INDETERMINATE -> vi ? "chưa đủ cơ sở kết luận" : "indeterminate";
    };
  }

  /** Headline with its first cause, number and date, each signature, and the file's hash. */
  public static List<String> lines(VerificationReport report, Language language) {
    var vi = language == Language.VI;
    var lines = new ArrayList<String>();
    var headline = report.headline();
    lines.add(
        report.valid()
            ? headline.in(language)
            : "%s (%s)".formatted(headline.in(language), headline.code()));
    if (report.number() != null || report.date() != null) {
      lines.add(text(report.number()) + (report.date() == null ? "" : " · " + report.date()));
    }
    for (var signature : report.signatures()) {
      lines.add(signature(signature, vi));
      for (var finding : signature.findings()) {
        lines.add("  – %s: %s".formatted(finding.code(), finding.in(language)));
      }
      for (var note : signature.notes()) {
        lines.add("  · %s: %s".formatted(note.code(), note.in(language)));
      }
    }
    lines.add("SHA-256: " + report.sha256().hex());
    // Names in a certificate are written by whoever made it.
    return lines.stream().map(WrittenText::visible).toList();
  }

  /** In what capacity somebody signed. */
  public static String role(Role role, Language language) {
    var vi = language == Language.VI;
    return switch (role) {
      case LEADER -> vi ? "Chữ ký lãnh đạo" : "Leader's signature";
      case LEADER_SECOND -> vi ? "Chữ ký thứ hai của lãnh đạo" : "Leader's second signature";
      case SEAL_SECOND -> vi ? "Con dấu thứ hai của cơ quan" : "Agency's second seal";
      case SEAL -> vi ? "Con dấu cơ quan" : "Agency's seal";
      case ATTACHMENT_SEAL -> vi ? "Con dấu trên phụ lục" : "Seal on the attachment";
      case COPY_SEAL -> vi ? "Con dấu trên bản sao" : "Seal on the copy";
      case OTHER -> vi ? "Chữ ký khác" : "Other signature";
    };
  }

  private static String signature(SignatureReport signature, boolean vi) {
    var signer = signature.signer();
    var who =
        signer == null
            ? vi ? "không đọc được chứng thư" : "the certificate cannot be read"
            : signer.agency() != null
                ? "%s (%s)".formatted(signer.name(), signer.agency())
                : signer.name();
    var time = signature.claimedTime();
    var when = time == null ? "" : (vi ? ", ký lúc " : ", signed at ") + Times.full(time);
    var sub = signature.subIndication();
    return "%s: %s%s [%s]"
        .formatted(
            role(signature.role(), vi ? Language.VI : Language.EN),
            who,
            when,
            sub == null ? signature.indication() : signature.indication() + ", " + sub);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
