package vn.congvan.validation;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;
import vn.congvan.document.VietnamTime;

/** The one sentence on top of a verdict. */
final class Headline {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss").withZone(VietnamTime.ZONE);

  private Headline() {}

  static Reason of(@Nullable Finding first, List<SignatureReport> signatures) {
    if (first == null) {
      return valid(signatures);
    }
    var cause = first.reason();
    if (first.integrity() == Integrity.UNSIGNED) {
      return cause;
    }
    return first.indication() == Indication.TOTAL_FAILED
        ? new Reason(cause.code(), "KHÔNG HỢP LỆ. " + cause.vi(), "INVALID: " + cause.en())
        : new Reason(
            cause.code(), "CHƯA ĐỦ CƠ SỞ KẾT LUẬN. " + cause.vi(), "INDETERMINATE: " + cause.en());
  }

  private static Reason valid(List<SignatureReport> signatures) {
    var vi = new StringBuilder("HỢP LỆ. Tệp không bị sửa sau khi ký.");
    var en = new StringBuilder("VALID. The file has not been changed since it was signed.");
    for (var signature : signatures) {
      var signer = signature.signer();
      if (signer == null) {
        continue;
      }
      var time = time(signature.claimedTime());
      switch (signature.role()) {
        case SEAL, ATTACHMENT_SEAL, COPY_SEAL -> {
          vi.append(" Cơ quan: %s, %s.".formatted(signer.name(), time));
          en.append(" Agency: %s, %s.".formatted(signer.name(), time));
        }
        case LEADER_SECOND, SEAL_SECOND -> {
          // The same people again.
        }
        default -> {
          var who =
              signer.organization().isEmpty()
                  ? signer.name()
                  : signer.name() + ", " + signer.organization();
          vi.append(" %s, ký %s.".formatted(who, time));
          en.append(" %s, signed %s.".formatted(who, time));
        }
      }
    }
    return new Reason("VERIFY.VALID", vi.toString(), en.toString());
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : TIME.format(time);
  }
}
