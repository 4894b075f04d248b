package vn.congvan.app.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.words.Times;
import vn.congvan.app.words.Verdict;
import vn.congvan.document.Language;
import vn.congvan.validation.SignatureMaterial;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.Signer;
import vn.congvan.validation.time.CertificateStatus;

/**
 * What is said of one signature. A program that verifies shows at least who issued the certificate,
 * who signed, the unit that manages it, the signing time or the time-stamp, integrity, validity at
 * that time, and the validity period of the certificate (Circular 15/2025/TT-BKHCN).
 */
final class SignatureRows {
  private static final String STATUS_UNKNOWN = "VERIFY.STATUS_UNKNOWN";

  private final SignatureReport signature;
  private final Instant at;
  private final Language language;
  private final List<Row> rows = new ArrayList<>();

  private SignatureRows(SignatureReport signature, Instant at, Language language) {
    this.signature = signature;
    this.at = at;
    this.language = language;
  }

  /**
   * @param at the time of judging
   */
  static List<Row> of(SignatureReport signature, Instant at, Language language) {
    var facts = new SignatureRows(signature, at, language);
    facts.collect();
    return facts.rows;
  }

  static String title(SignatureReport signature, Language language) {
    var material = signature.material();
    if (material != null && material.timeStamp()) {
      return language == Language.VI ? "Dấu thời gian của văn bản" : "Document time-stamp";
    }
    return Verdict.role(signature.role(), language);
  }

  private void collect() {
    row("Kết luận", "Verdict", verdict());
    var signer = signature.signer();
    if (signer == null) {
      var unread = in("không đọc được chứng thư", "the certificate cannot be read");
      row("Người ký", "Signer", unread);
    } else {
      row("Người ký", "Signer", signer.name());
      row("Đơn vị quản lý", "Managing unit", unit(signer));
    }
    row("Thời điểm ký", "Signing time", time());
    row("Toàn vẹn", "Integrity", integrity(signature.material()));
    if (signer != null) {
      row("Hiệu lực lúc ký", "Validity at that time", validity(signer));
      row("Nơi cấp chứng thư", "Issuer of the certificate", signer.issuer());
      row("Số chứng thư", "Serial number", signer.certificate().getSerialNumber().toString(16));
      row("Thời hạn chứng thư", "Validity period", period(signer));
    }
    var level = signature.standing().level();
    if (level == null) {
      row("Ô chữ ký", "Field", signature.field());
    } else {
      row("Ô chữ ký, mức", "Field, level", signature.field() + ", " + level);
    }
    for (var finding : signature.findings()) {
      rows.add(Reasons.row(in("Nguyên nhân", "Cause"), finding, language));
    }
    for (var note : signature.notes()) {
      if (note.code().equals(STATUS_UNKNOWN)) {
        // Said beside the validity.
        continue;
      }
      rows.add(Reasons.row(in("Lưu ý", "Note"), note, language));
    }
  }

  private void row(String vi, String en, String value) {
    rows.add(new Row(in(vi, en), value));
  }

  private String verdict() {
    var word = Verdict.word(signature.indication(), language);
    var sub = signature.subIndication();
    return "%s (%s%s)"
        .formatted(
            word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
            signature.indication(),
            sub == null ? "" : ", " + sub);
  }

  private String unit(Signer signer) {
    var organization = signer.organization();
    if (signer.agency() == null) {
      return organization.isEmpty() ? in("không ghi", "not said") : organization;
    }
    return "%s (%s %s)"
        .formatted(
            organization.isEmpty() ? signer.name() : organization,
            in("mã", "code"),
            signer.agency().value());
  }

  private String time() {
    var proved = signature.standing().provedTime();
    if (proved != null) {
      return in("trước ", "before ")
          + Times.full(proved)
          + in(" (dấu thời gian chứng minh)", " (proved by a time-stamp)");
    }
    var time = signature.claimedTime();
    if (time == null) {
      return in("không ghi", "not said");
    }
    var material = signature.material();
    return Times.full(time)
        + (material != null && material.timeStamp()
            ? in(" (dấu thời gian)", " (a time-stamp)")
            : in(" (theo người ký)", " (the signer's word)"));
  }

  private String integrity(@Nullable SignatureMaterial material) {
    if (material == null) {
      return in("Không kiểm tra được", "Cannot be told");
    }
    var locale = language == Language.VI ? Locale.forLanguageTag("vi-VN") : Locale.ENGLISH;
    var bytes = String.format(locale, "%,d", material.end());
    return material.intact()
        ? in(
            "Phần đã ký (%s byte đầu của tệp) còn nguyên".formatted(bytes),
            "What was signed (the first %s bytes) is unchanged".formatted(bytes))
        : in(
            "Phần đã ký (%s byte đầu của tệp) không khớp với chữ ký".formatted(bytes),
            "What was signed (the first %s bytes) does not match the signature".formatted(bytes));
  }

  private String validity(Signer signer) {
    var time = signature.signedAt();
    if (time == null) {
      return in("Không biết, vì không ghi thời điểm ký", "Not known, as no time is said");
    }
    return isWithin(time, signer)
        ? in("Chứng thư trong thời hạn; ", "The certificate was within its period; ") + status(time)
        : in("Chứng thư ngoài thời hạn", "The certificate was outside its period");
  }

  private String status(Instant time) {
    var known = signature.standing().statuses();
    if (known.isEmpty() || known.get(0).word() == CertificateStatus.Word.UNKNOWN) {
      return in("chưa biết có bị thu hồi hay không", "whether it was revoked is not known");
    }
    var revoked = known.get(0).revokedAt();
    return revoked.isEmpty()
        ? in("không bị thu hồi", "it was not revoked")
        : revoked.get().isAfter(time)
            ? in("bị thu hồi sau khi ký, lúc ", "it was revoked later, at ")
                + Times.full(revoked.get())
            : in("bị thu hồi lúc ", "it was revoked at ") + Times.full(revoked.get());
  }

  private String period(Signer signer) {
    var certificate = signer.certificate();
    var period =
        "%s – %s"
            .formatted(
                Times.full(certificate.getNotBefore().toInstant()),
                Times.full(certificate.getNotAfter().toInstant()));
    return at.isAfter(certificate.getNotAfter().toInstant())
        ? period + in(" (nay đã hết hạn)", " (expired by now)")
        : period;
  }

  private static boolean isWithin(Instant time, Signer signer) {
    return !time.isBefore(signer.certificate().getNotBefore().toInstant())
        && !time.isAfter(signer.certificate().getNotAfter().toInstant());
  }

  private String in(String vi, String en) {
    return language == Language.VI ? vi : en;
  }
}
