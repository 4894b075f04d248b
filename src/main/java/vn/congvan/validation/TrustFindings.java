package vn.congvan.validation;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import vn.congvan.document.Reason;
import vn.congvan.document.VietnamTime;
import vn.congvan.validation.policy.ValidationPolicy;
import vn.congvan.validation.policy.ValidationPolicy.Missing;
import vn.congvan.validation.time.Doubt;

/** What time and status can be against a signature, in words and in those of EN 319 102-1. */
final class TrustFindings {
  private static final java.time.format.DateTimeFormatter TIME =
      java.time.format.DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss")
          .withZone(VietnamTime.ZONE);

  /** Whose certificate. */
  enum Holder {
    SIGNER("người ký", "signer"),
    TIME_STAMPER("nơi cấp dấu thời gian", "time-stamper");

    private final String vi;
    private final String en;

    Holder(String vi, String en) {
      this.vi = vi;
      this.en = en;
    }
  }

  private final ValidationPolicy policy;
  private final Holder holder;

  TrustFindings(ValidationPolicy policy, Holder holder) {
    this.policy = policy;
    this.holder = holder;
  }

  /** Whether there is no certificate whose dates could be looked at any further. */
  static boolean isOfPath(Doubt doubt) {
    return doubt instanceof Doubt.NoPath || doubt instanceof Doubt.OutOfTime;
  }

  void add(Collection<Doubt> doubts, List<Finding> findings, List<Reason> notes) {
    for (var doubt : doubts) {
      if (doubt instanceof Doubt.NoPath none) {
        findings.add(CertificateFindings.path(none.cause(), none.why()));
      } else if (doubt instanceof Doubt.OutOfTime late) {
        findings.add(late(late));
      } else if (doubt instanceof Doubt.Revoked revoked) {
        findings.add(revoked(revoked));
      } else if (doubt instanceof Doubt.Unknown unknown) {
        var finding = unknown(unknown);
        if (missing(unknown.authority()) == Missing.NOTE) {
          notes.add(finding.reason());
        } else {
          findings.add(finding);
        }
      }
    }
  }

  private Missing missing(boolean authority) {
    var rules = policy.revocation();
    return authority
        ? rules.authorities()
        : holder == Holder.SIGNER ? rules.signer() : rules.timeStampers();
  }

  private Finding late(Doubt.OutOfTime late) {
    return switch (late.when()) {
      case UNPROVEN ->
          Finding.unsure(
              late.good()
                  ? SubIndication.OUT_OF_BOUNDS_NOT_REVOKED
                  : SubIndication.OUT_OF_BOUNDS_NO_POE,
              "VERIFY.EXPIRED",
              "Chứng thư của %s đã hết hạn và không có dấu thời gian chứng minh ký khi còn hạn. Hỏi nơi ban hành."
                  .formatted(holder.vi),
              "the %s's certificate has expired and no time-stamp proves an earlier signature: %s; ask the issuer"
                  .formatted(holder.en, late.why()));
      case TOO_EARLY ->
          failed(
              SubIndication.NOT_YET_VALID,
              "VERIFY.SIGNED_BEFORE_CERTIFICATE",
              "Chữ ký có trước khi chứng thư của %s được cấp. Yêu cầu nơi ban hành ký lại."
                  .formatted(holder.vi),
              "the signature is older than the %s's certificate: %s; ask the issuer to sign again"
                  .formatted(holder.en, late.why()));
      case TOO_LATE ->
          failed(
              SubIndication.EXPIRED,
              "VERIFY.SIGNED_AFTER_EXPIRY",
              "Chứng thư của %s đã hết hạn trước khi ký. Yêu cầu nơi ban hành ký lại."
                  .formatted(holder.vi),
              "the %s's certificate had expired before this was signed: %s; ask the issuer to sign again"
                  .formatted(holder.en, late.why()));
    };
  }

  private Finding revoked(Doubt.Revoked revoked) {
    var at = TIME.format(revoked.at());
    if (revoked.authority()) {
      return Finding.unsure(
          SubIndication.REVOKED_CA_NO_POE,
          "VERIFY.REVOKED_CA",
          "Chứng thư của tổ chức cấp chứng thư cho %s bị thu hồi lúc %s và không có dấu thời gian chứng minh ký trước đó. Hỏi nơi ban hành."
              .formatted(holder.vi, at),
          "the certificate of an authority above the %s was revoked at %s and no time-stamp proves an earlier signature: %s; ask the issuer"
              .formatted(holder.en, revoked.at(), name(revoked.certificate())));
    }
    return revoked.proved()
        ? failed(
            SubIndication.REVOKED,
            "VERIFY.REVOKED_BEFORE",
            "Chứng thư của %s đã bị thu hồi trước khi ký (lúc %s). Yêu cầu nơi ban hành ký lại."
                .formatted(holder.vi, at),
            "the %s's certificate was revoked at %s, before this was signed; ask the issuer to sign again"
                .formatted(holder.en, revoked.at()))
        : Finding.unsure(
            SubIndication.REVOKED_NO_POE,
            "VERIFY.REVOKED",
            "Chứng thư của %s bị thu hồi lúc %s và không có dấu thời gian chứng minh ký trước đó. Hỏi nơi ban hành."
                .formatted(holder.vi, at),
            "the %s's certificate was revoked at %s and no time-stamp proves an earlier signature; ask the issuer"
                .formatted(holder.en, revoked.at()));
  }

  private Finding unknown(Doubt.Unknown unknown) {
    var whose = unknown.authority() ? "tổ chức cấp chứng thư cho " + holder.vi : holder.vi;
    var whoseEn = unknown.authority() ? "an authority above the " + holder.en : "the " + holder.en;
    if (unknown.outlived()) {
      return Finding.unsure(
          SubIndication.REVOCATION_OUT_OF_BOUNDS_NO_POE,
          "VERIFY.STATUS_OUTLIVED",
          "Bằng chứng về tình trạng chứng thư của %s do bên nay đã hết hạn ký, không có dấu thời gian bảo vệ. Hỏi nơi ban hành."
              .formatted(whose),
          "the proofs of whether the certificate of %s was revoked are signed by who has expired since, and under no time-stamp; ask the issuer"
              .formatted(whoseEn));
    }
    if (unknown.untimely()) {
      return Finding.unsure(
          SubIndication.TRY_LATER,
          WhoActs.HOLDER,
          "VERIFY.STATUS_UNTIMELY",
          "Chỉ biết tình trạng chứng thư của %s ở lúc trước thời điểm ký; có bị thu hồi sau đó không thì chưa rõ. Thử lại khi kết nối được."
              .formatted(whose),
          "what is known of the certificate of %s is older than the signature, so whether it was revoked is not known%s; try again when servers can be reached"
              .formatted(whoseEn, because(unknown)));
    }
    return Finding.unsure(
        SubIndication.TRY_LATER,
        WhoActs.HOLDER,
        "VERIFY.STATUS_UNKNOWN",
        "Chưa biết chứng thư của %s có bị thu hồi hay không. Thử lại khi kết nối được, hoặc hỏi nơi ban hành."
            .formatted(whose),
        "whether the certificate of %s was revoked is not known%s; try again when servers can be reached, or ask the issuer"
            .formatted(whoseEn, because(unknown)));
  }

  private static String because(Doubt.Unknown unknown) {
    return unknown.why().isEmpty() ? "" : " (%s)".formatted(unknown.why());
  }

  static Finding order() {
    return Finding.unsure(
        SubIndication.TIMESTAMP_ORDER_FAILURE,
        "VERIFY.TIME_STAMP_ORDER",
        "Các dấu thời gian trong tệp mâu thuẫn nhau về thứ tự. Hỏi nơi ban hành.",
        "the time-stamps in the file contradict each other in their order; ask the issuer");
  }

  static Finding unproven() {
    return Finding.unsure(
        SubIndication.NO_POE,
        "VERIFY.TIME_UNPROVEN",
        "Không có dấu thời gian chứng minh thời điểm ký mà chính sách kiểm tra đòi hỏi. Hỏi nơi ban hành.",
        "no time-stamp proves when it was signed, which the policy demands; ask the issuer");
  }

  /** Over something else. */
  static Finding stampOfAnother() {
    return Finding.altered(
        SubIndication.HASH_FAILURE,
        "VERIFY.TIME_STAMP_OTHER",
        "Dấu thời gian là của nội dung khác.",
        "the time-stamp is over something else");
  }

  static Finding unsoundStamp() {
    return Finding.altered(
        SubIndication.SIG_CRYPTO_FAILURE,
        "VERIFY.TIME_STAMP_WRONG",
        "Dấu thời gian không đúng.",
        "the time-stamp does not hold");
  }

  static Finding unreadableStamp(String why) {
    return Finding.altered(
        SubIndication.FORMAT_FAILURE,
        "VERIFY.TIME_STAMP_WRONG",
        "Dấu thời gian sai định dạng.",
        "the time-stamp is not as its standard says: %s".formatted(why));
  }

  /** What a time-stamp that proves nothing means for its signature. */
  static Finding badStamp(TimeStampReport stamp) {
    var cause = stamp.findings().get(0);
    return Finding.unsure(
        stamp.indication() == Indication.TOTAL_FAILED
            ? SubIndication.SIG_CONSTRAINTS_FAILURE
            : java.util.Objects.requireNonNull(stamp.subIndication()),
        cause.code().startsWith("VERIFY.TIME_STAMP_") ? cause.code() : "VERIFY.TIME_STAMP_UNSURE",
        "Một dấu thời gian không chứng minh được gì, nên không tính đến: " + cause.vi(),
        "a time-stamp proves nothing and is left out of account: " + cause.en());
  }

  static Reason claimedWrong() {
    return new Reason(
        "VERIFY.TIME_CLAIMED_WRONG",
        "Thời gian ký do người ký tự ghi không khớp với thời gian được dấu thời gian chứng minh.",
        "the time the signer claims does not agree with the one that a time-stamp proves");
  }

  static Finding algorithm(String why) {
    return Finding.unsure(
        SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
        "VERIFY.ALGORITHM_BY_POLICY",
        "Chữ ký dùng thuật toán hoặc độ dài khóa mà chính sách kiểm tra không chấp nhận. Yêu cầu nơi ban hành ký lại.",
        "the policy does not rely on %s; ask the issuer to sign again".formatted(why));
  }

  static Finding pkcs1() {
    return Finding.unsure(
        SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
        "VERIFY.PKCS1_REFUSED",
        "Ký bằng RSA kiểu PKCS#1 v1.5, chính sách kiểm tra không chấp nhận. Yêu cầu nơi ban hành ký lại bằng RSASSA-PSS.",
        "signed with RSA as PKCS#1 v1.5 has it, which the policy refuses; ask the issuer to sign again with RSASSA-PSS");
  }

  static Reason sha1() {
    return new Reason(
        "VERIFY.SHA1",
        "Chữ ký dùng SHA-1: nội dung có thể đã bị làm giả mà không phát hiện được.",
        "the signature is over SHA-1: a forgery could not be told from it");
  }

  static Reason unnamedCertificate() {
    return new Reason(
        "VERIFY.CERTIFICATE_UNNAMED",
        "Chữ ký không ghi rõ chứng thư của người ký (không theo PAdES).",
        "the signature does not name its certificate as PAdES says");
  }

  private static Finding failed(SubIndication subIndication, String code, String vi, String en) {
    return new Finding(
        new Reason(code, vi, en),
        Indication.TOTAL_FAILED,
        subIndication,
        Integrity.INTACT,
        WhoActs.ISSUER);
  }

  private static String name(X509Certificate certificate) {
    return vn.congvan.document.Shown.of(certificate.getSubjectX500Principal().getName());
  }
}
