package vn.congvan.document;

/**
 * How fast a document must be handled (Decree 30/2020, Article 8 and Appendix I); the code is QCVN
 * 102's Priority.
 */
public enum Urgency {
  NORMAL(0, "Thường"),
  URGENT(1, "Khẩn"),
  VERY_URGENT(2, "Thượng khẩn"),
  IMMEDIATE(3, "Hỏa tốc");

  private final int code;
  private final String vietnamese;

  Urgency(int code, String vietnamese) {
    this.code = code;
    this.vietnamese = vietnamese;
  }

  /** QCVN 102's {@code OtherInfo/Priority}, 0 to 3. */
  public int code() {
    return code;
  }

  public String vietnamese() {
    return vietnamese;
  }

  /**
   * Reads QCVN 102's code; 4 ("hỏa tốc hẹn giờ", which Decree 30 no longer has) counts as hỏa tốc.
   */
  public static Urgency ofCode(int code) {
    return switch (code) {
      case 0 -> NORMAL;
      case 1 -> URGENT;
      case 2 -> VERY_URGENT;
      case 3, 4 -> IMMEDIATE;
      default -> throw new IllegalArgumentException("urgency must be 0 to 4, not " + code);
    };
  }
}
