package vn.congvan.document;

/**
 * Why something is refused or failed, for people and for programs.
 *
 * @param code stable, for programs, for example {@code E13.ENCRYPTED}
 * @param vi what, why, and what to do, in Vietnamese
 * @param en the same in English
 */
public record Reason(String code, String vi, String en) {
  public String in(Language language) {
    return language == Language.VI ? vi : en;
  }

  @Override
  public String toString() {
    return code + ": " + en;
  }
}
