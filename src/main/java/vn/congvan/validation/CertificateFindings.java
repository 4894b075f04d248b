package vn.congvan.validation;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.PathDoesNotHold;

/** What can be against a signer's certificate, in words and in those of EN 319 102-1. */
final class CertificateFindings {
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
  private static final String ANY_USE = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;

  private CertificateFindings() {}

  static Finding path(PathDoesNotHold.Cause cause, String why) {
    return switch (cause) {
      case UNKNOWN_ISSUER ->
          Finding.unsure(
              SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
              "VERIFY.UNKNOWN_ISSUER",
              "Chứng thư của người ký không do tổ chức cấp chứng thư mà hệ thống tin cậy cấp. Hỏi nơi ban hành.",
              "the signer's certificate leads to no trusted authority: %s; ask the issuer"
                  .formatted(why));
      case EXPIRED ->
          Finding.unsure(
              SubIndication.OUT_OF_BOUNDS_NO_POE,
              "VERIFY.EXPIRED",
              "Chứng thư của người ký đã hết hạn và không có dấu thời gian chứng minh ký khi còn hạn. Hỏi nơi ban hành.",
              "the signer's certificate has expired and no time-stamp proves an earlier signature: %s"
                  .formatted(why));
      case NOT_YET_VALID ->
          Finding.unsure(
              SubIndication.OUT_OF_BOUNDS_NO_POE,
              WhoActs.OPERATOR,
              "VERIFY.NOT_YET_VALID",
              "Chứng thư của người ký chưa có hiệu lực. Kiểm tra đồng hồ hệ thống hoặc hỏi nơi ban hành.",
              "the signer's certificate is not valid yet: %s; check this machine's clock"
                  .formatted(why));
      case WEAK_KEY ->
          Finding.unsure(
              SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
              "VERIFY.WEAK_CERTIFICATE",
              "Chứng thư dùng thuật toán hoặc khóa không còn an toàn. Yêu cầu nơi ban hành ký lại.",
              "a certificate that cannot be relied on: %s; ask the issuer to sign again"
                  .formatted(why));
      case NOT_A_CA, BAD_SIGNATURE, CONSTRAINT ->
          Finding.unsure(
              SubIndication.CHAIN_CONSTRAINTS_FAILURE,
              "VERIFY.CHAIN",
              "Chuỗi chứng thư của người ký không đúng. Hỏi nơi ban hành.",
              "the signer's chain of certificates does not hold: %s; ask the issuer"
                  .formatted(why));
      case DAMAGED ->
          Finding.unsure(
              SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
              "VERIFY.CHAIN",
              "Chuỗi chứng thư của người ký không đọc được. Hỏi nơi ban hành.",
              "the signer's chain of certificates cannot be read: %s; ask the issuer"
                  .formatted(why));
    };
  }

  /** A signer's own word on the time must at least agree with the certificate. */
  static Optional<Finding> claimedTime(@Nullable Instant claimed, X509Certificate certificate) {
    if (claimed == null) {
      return Optional.of(
          Finding.unsure(
              SubIndication.SIG_CONSTRAINTS_FAILURE,
              "VERIFY.NO_TIME",
              "Chữ ký không ghi thời gian ký. Hỏi nơi ban hành.",
              "the signature does not say when it was made; ask the issuer"));
    }
    if (claimed.isBefore(certificate.getNotBefore().toInstant())
        || claimed.isAfter(certificate.getNotAfter().toInstant())) {
      return Optional.of(
          Finding.unsure(
              SubIndication.OUT_OF_BOUNDS_NO_POE,
              "VERIFY.TIME_OUTSIDE",
              "Thời gian ký ghi trên chữ ký nằm ngoài thời hạn của chứng thư. Hỏi nơi ban hành.",
              "the time the signature claims lies outside its certificate's validity; ask the issuer"));
    }
    return Optional.empty();
  }

  /** RFC 5280 §4.2.1.3, §4.2.1.12: is the key meant for signing documents, or time-stamps? */
  static Optional<Finding> usage(X509Certificate certificate, boolean timeStamp) {
    var usage = certificate.getKeyUsage();
    var signs = usage != null && (usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION]);
    if (signs && certificate.getBasicConstraints() < 0 && extended(certificate, timeStamp)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.unsure(
            SubIndication.CHAIN_CONSTRAINTS_FAILURE,
            "VERIFY.KEY_USAGE",
            "Chứng thư này không được cấp để ký văn bản. Hỏi nơi ban hành.",
            "the certificate was not issued for signing documents; ask the issuer"));
  }

  private static boolean extended(X509Certificate certificate, boolean timeStamp) {
    try {
      var uses = certificate.getExtendedKeyUsage();
      if (timeStamp) {
        return uses != null && uses.equals(List.of(TIME_STAMPING));
      }
      return uses == null
          || uses.contains(ANY_USE)
          || !uses.contains(TIME_STAMPING) && !uses.contains(OCSP_SIGNING);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  static Finding notBaseline(String what) {
    return Finding.unsure(
        SubIndication.SIG_CONSTRAINTS_FAILURE,
        "VERIFY.NOT_BASELINE",
        "Chữ ký không theo đúng chuẩn PAdES. Hỏi nơi ban hành.",
        "the signature is not a PAdES baseline signature: %s; ask the issuer".formatted(what));
  }
}
