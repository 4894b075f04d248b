package vn.congvan.app.words;

import java.util.Locale;
import vn.congvan.document.Language;

/** How much something is, for people. */
public final class Sizes {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Sizes() {}

  /** In the largest unit of powers of 1024 that it reaches, with one decimal. */
  public static String of(long bytes, Language language) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    var amount = bytes / 1024.0;
    var unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    var locale = language == Language.VI ? Locale.forLanguageTag("vi-VN") : Locale.ENGLISH;
    return String.format(locale, "%.1f %s", amount, UNITS[unit]);
  }
}
