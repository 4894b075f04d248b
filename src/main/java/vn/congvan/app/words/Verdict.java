package vn.congvan.app.words;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Language;
import vn.congvan.document.WrittenText;
import vn.congvan.validation.Indication;
import vn.congvan.validation.Role;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.Standing;
import vn.congvan.validation.VerificationReport;
import vn.congvan.validation.time.CertificateStatus;

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
    for (var finding : report.ofTheFile()) {
      if (!finding.code().equals(headline.code())) {
        lines.add("– %s: %s".formatted(finding.code(), finding.in(language)));
      }
    }
    for (var signature : report.signatures()) {
      lines.add(signature(signature, vi));
      standing(signature.standing(), vi).forEach(lines::add);
      for (var finding : signature.findings()) {
        lines.add("  – %s: %s".formatted(finding.code(), finding.in(language)));
      }
      for (var note : signature.notes()) {
        lines.add("  · %s: %s".formatted(note.code(), note.in(language)));
      }
    }
    lines.add((vi ? "Chính sách kiểm tra: " : "Policy: ") + report.policy());
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

  /**
   * Level, time and what proves it; each time-stamp that proves nothing; the certificate's status.
   */
  private static List<String> standing(Standing standing, boolean vi) {
    var lines = new ArrayList<String>();
    if (standing.level() != null) {
      lines.add(
          "  %s %s; %s".formatted(vi ? "mức" : "level", standing.level(), time(standing, vi)));
    }
    for (var stamp : standing.timeStamps()) {
      var time = stamp.time();
      lines.add(
          "  %s: %s%s [%s]"
              .formatted(
                  vi ? "dấu thời gian" : "time-stamp",
                  stamp.signer() == null ? "?" : stamp.signer().name(),
                  time == null ? "" : ", " + Times.full(time),
                  stamp.subIndication() == null
                      ? stamp.indication()
                      : stamp.indication() + ", " + stamp.subIndication()));
      for (var finding : stamp.findings()) {
        lines.add(
            "    – %s: %s".formatted(finding.code(), finding.in(vi ? Language.VI : Language.EN)));
      }
    }
    if (!standing.statuses().isEmpty()) {
      lines.add("  " + status(standing.statuses().get(0), vi));
    }
    return lines;
  }

  private static String time(Standing standing, boolean vi) {
    var proved = standing.provedTime();
    if (proved == null || standing.provedBy() == null) {
      return vi ? "thời gian ký do người ký tự ghi" : "the time is the signer's own word";
    }
    var by =
        switch (standing.provedBy()) {
          case SIGNATURE_TIME_STAMP ->
              vi ? "dấu thời gian trong chữ ký" : "the time-stamp in the signature";
          case DOCUMENT_TIME_STAMP ->
              vi ? "dấu thời gian trên văn bản" : "a time-stamp over the document";
        };
    return (vi ? "chắc chắn ký trước %s, theo %s" : "signed before %s, as %s proves")
        .formatted(Times.full(proved), by);
  }

  private static String status(CertificateStatus status, boolean vi) {
    var proof = status.proof();
    if (proof == null) {
      return vi ? "chứng thư: chưa biết có bị thu hồi hay không" : "certificate: status not known";
    }
    var source =
        (status.source() == CertificateStatus.Source.FILE
                ? vi ? "%s trong tệp" : "%s in the file"
                : vi ? "%s của máy chủ" : "%s of a server")
            .formatted(proof.kind());
    var revoked = status.revokedAt();
    var word =
        revoked.isEmpty()
            ? vi ? "không bị thu hồi" : "not revoked"
            : (vi ? "bị thu hồi lúc %s" : "revoked at %s").formatted(Times.full(revoked.get()));
    return (vi ? "chứng thư: %s (%s lúc %s)" : "certificate: %s (%s as of %s)")
        .formatted(word, source, Times.full(proof.thisUpdate()));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
