package vn.congvan.validation;

import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;

/**
 * One thing against a signature or a file.
 *
 * @param subIndication EN 319 102-1 §5.1.3; null where the standard has no word
 * @param integrity INTACT when the bytes are not in doubt
 */
record Finding(
    Reason reason, Indication indication, @Nullable String subIndication, Integrity integrity) {
  static Finding altered(String subIndication, String code, String vi, String en) {
    return new Finding(
        new Reason(code, vi, en), Indication.TOTAL_FAILED, subIndication, Integrity.ALTERED);
  }

  static Finding unreadable(Indication indication, String code, String vi, String en) {
    return new Finding(
        new Reason(code, vi, en),
        indication,
        indication == Indication.TOTAL_FAILED ? "FORMAT_FAILURE" : null,
        Integrity.UNREADABLE);
  }

  /** The bytes hold; who signed, or with what right, is not sure. */
  static Finding unsure(String subIndication, String code, String vi, String en) {
    return new Finding(
        new Reason(code, vi, en), Indication.INDETERMINATE, subIndication, Integrity.INTACT);
  }

  /** The bytes hold, and are not what their reader must have. */
  static Finding unfit(String code, String vi, String en) {
    return new Finding(new Reason(code, vi, en), Indication.TOTAL_FAILED, null, Integrity.INTACT);
  }
}
