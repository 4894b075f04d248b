package vn.congvan.validation;

import vn.congvan.document.Reason;

/**
 * One thing against a signature or a file.
 *
 * @param integrity INTACT when the bytes are not in doubt
 */
record Finding(
    Reason reason,
    Indication indication,
    SubIndication subIndication,
    Integrity integrity,
    WhoActs acts) {
  Finding {
    if (!subIndication.explains(indication)) {
      throw new IllegalArgumentException(
          "%s does not explain %s".formatted(subIndication, indication));
    }
    if (acts == WhoActs.NOBODY) {
      throw new IllegalArgumentException("somebody must act on " + reason.code());
    }
  }

  static Finding altered(SubIndication subIndication, String code, String vi, String en) {
    return new Finding(
        new Reason(code, vi, en),
        Indication.TOTAL_FAILED,
        subIndication,
        Integrity.ALTERED,
        WhoActs.HOLDER);
  }

  static Finding unreadable(
      Indication indication, WhoActs acts, String code, String vi, String en) {
    return new Finding(
        new Reason(code, vi, en),
        indication,
        indication == Indication.TOTAL_FAILED ? SubIndication.FORMAT_FAILURE : SubIndication.CUSTOM,
        Integrity.UNREADABLE,
        acts);
  }

  /** The bytes hold; who signed, or with what right, is not sure. */
  static Finding unsure(SubIndication subIndication, String code, String vi, String en) {
    return unsure(subIndication, WhoActs.ISSUER, code, vi, en);
  }

  static Finding unsure(
      SubIndication subIndication, WhoActs acts, String code, String vi, String en) {
    return new Finding(
        new Reason(code, vi, en), Indication.INDETERMINATE, subIndication, Integrity.INTACT, acts);
  }

  /** The bytes hold, and are not what their reader must have. */
  static Finding unfit(String code, String vi, String en) {
    return new Finding(
        new Reason(code, vi, en),
        Indication.TOTAL_FAILED,
        SubIndication.CUSTOM,
        Integrity.INTACT,
        WhoActs.ISSUER);
  }
}
