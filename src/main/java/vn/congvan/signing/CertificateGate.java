package vn.congvan.signing;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.revocation.NoProof;
import vn.congvan.trust.revocation.ValidationDataSource;

/**
 * Asks about a certificate before its key signs: it is valid now and not revoked. What nobody
 * answers for is refused or told, as the installation has chosen (Circular 15/2025/TT-BKHCN, Annex
 * II). Servers are asked here, so never call it while a lock or a unit of work is held.
 * Thread-safe.
 */
public final class CertificateGate {
  /** What becomes of a certificate whose status nobody says. */
  public enum Policy {
    /** Its key does not sign. */
    REFUSE,
    /** Its key signs, and people are told. */
    WARN
  }

  /** Whose certificate it is, in the words of those who must act. */
  public enum Whose {
    LEADER("Chứng thư của người ký", "the signer's certificate"),
    AGENCY("Chứng thư con dấu của cơ quan", "the certificate of the agency's seal");

    private final String vi;
    private final String en;

    Whose(String vi, String en) {
      this.vi = vi;
      this.en = en;
    }
  }

  private final @Nullable ValidationDataSource data;
  private final Policy policy;
  private final Clock clock;

  private CertificateGate(@Nullable ValidationDataSource data, Policy policy, Clock clock) {
    this.data = data;
    this.policy = policy;
    this.clock = clock;
  }

  public static CertificateGate asking(ValidationDataSource data, Policy policy, Clock clock) {
    return new CertificateGate(data, policy, clock);
  }

  /** Asks nobody; only looks at the days a certificate is valid. */
  public static CertificateGate ofDays(Clock clock) {
    return new CertificateGate(null, Policy.WARN, clock);
  }

  /**
   * Asks about each of somebody's certificates.
   *
   * @param chains each a certificate, and those above it as far as they are known
   * @return what people must be told first, although the keys may sign; empty when there is nothing
   * @throws Refused when one of the keys must not sign
   * @throws RetryLater when one must not sign as long as nobody answers
   */
  public Optional<Reason> hold(Collection<List<X509Certificate>> chains, Whose whose) {
    Optional<Reason> first = Optional.empty();
    for (var chain : chains) {
      var said = hold(chain, whose);
      first = first.isPresent() ? first : said;
    }
    return first;
  }

  /**
   * @param chain the certificate, and those above it as far as they are known
   * @return what people must be told although the key may sign; empty when there is nothing
   * @throws Refused when the key must not sign
   * @throws RetryLater when it must not sign as long as nobody answers
   */
  public Optional<Reason> hold(List<X509Certificate> chain, Whose whose) {
    var certificate = chain.get(0);
    var now = clock.instant();
    if (Date.from(now).before(certificate.getNotBefore())) {
      throw notYetValid(whose);
    }
    if (Date.from(now).after(certificate.getNotAfter())) {
      throw expired(whose);
    }
    if (data == null) {
      return Optional.empty();
    }
    try {
      var signer = new ValidationDataSource.Signer(certificate, chain, now);
      if (!data.of(List.of(signer)).revoked().isEmpty()) {
        throw revoked(whose);
      }
      return Optional.empty();
    } catch (NoProof e) {
      return unknown(whose, String.valueOf(e.getMessage()), e.forGood());
    } catch (PathDoesNotHold e) {
      return switch (e.why()) {
        case UNKNOWN_ISSUER -> unknown(whose, String.valueOf(e.getMessage()), true);
        case EXPIRED -> throw expired(whose);
        case NOT_YET_VALID -> throw notYetValid(whose);
        default -> throw notTrusted(whose, e);
      };
    }
  }

  private Optional<Reason> unknown(Whose whose, String why, boolean forGood) {
    if (policy == Policy.WARN) {
      return Optional.of(
          new Reason(
              "KEY.STATUS_UNKNOWN",
              "%s: không hỏi được tình trạng thu hồi; đã ký vì cài đặt issue.revocation cho phép. Kiểm tra lại chứng thư với nơi cấp."
                  .formatted(whose.vi),
              "%s: whether it is revoked could not be learnt (%s); its key signed because the setting issue.revocation allows it; check with its issuer"
                  .formatted(whose.en, why)));
    }
    if (forGood) {
      throw new Refused(
          new Reason(
              "KEY.STATUS_UNKNOWN",
              "Không ký: %s không có nơi nào trả lời về tình trạng thu hồi. Dùng chứng thư khác, hoặc nhờ quản trị xem cài đặt issue.revocation."
                  .formatted(lower(whose.vi)),
              "not signed: nobody can say whether %s is revoked (%s); use another certificate, or have the setting issue.revocation looked at"
                  .formatted(whose.en, why)));
    }
    throw new RetryLater(
        new Reason(
            "KEY.STATUS_AWAY",
            "Chưa ký: %s chưa hỏi được tình trạng thu hồi vì máy chủ của nơi cấp không trả lời. Thử lại sau ít phút."
                .formatted(lower(whose.vi)),
            "not signed yet: the issuer's servers do not say now whether %s is revoked (%s); try again in a few minutes"
                .formatted(whose.en, why)));
  }

  private static Refused revoked(Whose whose) {
    return new Refused(
        new Reason(
            "KEY.REVOKED",
            "Không ký: %s hoặc của nơi cấp đã bị thu hồi. Ngừng dùng khóa này, xin cấp chứng thư mới."
                .formatted(lower(whose.vi)),
            "not signed: %s, or one of its issuers, is revoked; stop using the key and have a new certificate issued"
                .formatted(whose.en)));
  }

  private static Refused expired(Whose whose) {
    return new Refused(
        new Reason(
            "KEY.EXPIRED",
            "Không ký: %s hoặc của nơi cấp đã hết hạn. Gia hạn chứng thư rồi làm lại."
                .formatted(lower(whose.vi)),
            "not signed: %s, or one of its issuers, has expired; renew it and try again"
                .formatted(whose.en)));
  }

  private static Refused notYetValid(Whose whose) {
    return new Refused(
        new Reason(
            "KEY.NOT_YET_VALID",
            "Không ký: %s chưa đến ngày có hiệu lực. Kiểm tra đồng hồ máy chủ, hoặc chờ đến ngày."
                .formatted(lower(whose.vi)),
            "not signed: %s is not valid yet; check this machine's clock, or wait for the day"
                .formatted(whose.en)));
  }

  private static Refused notTrusted(Whose whose, PathDoesNotHold cause) {
    return new Refused(
        new Reason(
            "KEY.NOT_TRUSTED",
            "Không ký: %s không nối được đúng quy định đến chứng thư gốc tin cậy. Nhờ quản trị kiểm tra chứng thư."
                .formatted(lower(whose.vi)),
            "not signed: no sound path leads from %s to a trusted root (%s); have the administrator look at it"
                .formatted(whose.en, cause.getMessage())));
  }

  private static String lower(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
