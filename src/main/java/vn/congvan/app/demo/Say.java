package vn.congvan.app.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Language;
import vn.congvan.document.StatusCode;
import vn.congvan.document.VietnamTime;

/**
 * What the demonstration tells whoever watches, in one of two languages, line by line as it
 * happens.
 */
final class Say {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(VietnamTime.ZONE);

  private final PrintStream out;
  private final Language language;
  private final Clock clock;

  Say(PrintStream out, Language language, Clock clock) {
    this.out = out;
    this.language = language;
    this.clock = clock;
  }

  Language language() {
    return language;
  }

  void heading(String vi, String en) {
    out.println();
    out.println(in(vi, en));
  }

  /** A step, with the time it happened and who did it. */
  void step(AgencyCode agency, String vi, String en) {
    out.printf(
        Locale.ROOT, "  %s  %-7s %s%n", TIME.format(clock.instant()), agency.value(), in(vi, en));
  }

  void line(String vi, String en) {
    out.println("  " + in(vi, en));
  }

  void lines(Iterable<String> lines) {
    lines.forEach(line -> out.println("  " + line));
  }

  static String english(StatusCode code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  String in(String vi, String en) {
    return language == Language.VI ? vi : en;
  }
}
