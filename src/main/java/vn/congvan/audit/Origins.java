package vn.congvan.audit;

import java.util.regex.Pattern;
import vn.congvan.document.Halt;

/** The names of an installation's logs: the configured one, and of those that restores opened. */
final class Origins {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._/-]{0,99}");
  private static final Pattern NUMBERED = Pattern.compile("(.*)/log/([1-9][0-9]{0,8})");

  private Origins() {}

  /**
   * @throws Halt unless the setting can name a log
   */
  static String require(String configured) {
    if (!FORM.matcher(configured).matches()) {
      throw new Halt(Reasons.badOrigin(configured));
    }
    return configured;
  }

  /** The name of the log with a number, if the first is called so. */
  static String of(String first, long number) {
    if (number == 1) {
      return first;
    }
    var numbered = NUMBERED.matcher(first);
    return (numbered.matches() ? numbered.group(1) : first) + "/log/" + number;
  }

  /** Whether a log is one that an installation had before another. */
  static boolean precedes(String earlier, String later) {
    var number = number(later);
    return number(earlier) < number && of(earlier, number).equals(later);
  }

  /** The number in a name that {@link #of} made; 1 for any other. */
  static long number(String origin) {
    var numbered = NUMBERED.matcher(origin);
    return numbered.matches() ? Long.parseLong(numbered.group(2)) : 1;
  }
}
