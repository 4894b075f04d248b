package vn.congvan.validation;

/**
 * For how long a signature can be judged, by what lies in the file and holds (EN 319 142-1, section
 * 6): with a proven time, with the status of every certificate, and with a time-stamp over that.
 */
public enum Level {
  B_B("B-B"),
  B_T("B-T"),
  B_LT("B-LT"),
  B_LTA("B-LTA"),
  /** A signature that is no PAdES, and the same of it. */
  PKCS7_B("PKCS7-B"),
  PKCS7_T("PKCS7-T"),
  PKCS7_LT("PKCS7-LT"),
  PKCS7_LTA("PKCS7-LTA");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  static Level of(boolean pades, boolean timed, boolean data, boolean archived) {
    var step = !timed ? 0 : !data ? 1 : !archived ? 2 : 3;
    return values()[pades ? step : step + 4];
  }

  @Override
  public String toString() {
    return word;
  }
}
