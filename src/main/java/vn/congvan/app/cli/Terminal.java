package vn.congvan.app.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;

/**
 * Whoever sits at the other end of a command, and what their machine says of itself.
 *
 * @param out what was asked for
 * @param err why it could not be done
 * @param screen whether what goes out is seen by somebody as it comes
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    Language language,
    Map<String, String> environment,
    Clock clock,
    boolean screen) {
  private static final String LANGUAGE_OPTION = "--lang";
  private static final int DEFAULT_WIDTH = 132;
  private static final List<String> LOCALES =
      List.of("CONGVAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG");

  public Terminal {
    environment = Map.copyOf(environment);
  }

  /**
   * The language is needed before the arguments are understood, because it is also the language in
   * which they are said to be wrong: {@code --lang}, else the locale, else Vietnamese.
   */
  public static Terminal of(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Clock clock,
      String... args) {
    var asked = asked(args);
    return new Terminal(
        out, err, asked == null ? ofLocale(environment) : asked, environment, clock, false);
  }

  public Terminal onScreen(boolean seen) {
    return new Terminal(out, err, language, environment, clock, seen);
  }

  private static @Nullable Language asked(String... args) {
    for (var i = 0; i < args.length; i++) {
      var value =
          args[i].startsWith(LANGUAGE_OPTION + "=")
              ? args[i].substring(LANGUAGE_OPTION.length() + 1)
              : args[i].equals(LANGUAGE_OPTION) && i + 1 < args.length ? args[i + 1] : "";
      if (value.equalsIgnoreCase("en")) {
        return Language.EN;
      }
      if (value.equalsIgnoreCase("vi")) {
        return Language.VI;
      }
    }
    return null;
  }

  /** English only for somebody whose machine speaks it; "C" is nobody's language. */
  private static Language ofLocale(Map<String, String> environment) {
    return LOCALES.stream()
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("en"))
            .isPresent()
        ? Language.EN
        : Language.VI;
  }

  public String in(String vi, String en) {
    return language == Language.VI ? vi : en;
  }

  /** In columns; a terminal that does not say gets what fits the widest tables. */
  public int width() {
    var said = environment.getOrDefault("COLUMNS", "");
    return said.matches("[1-9]\\d{1,3}") ? Integer.parseInt(said) : DEFAULT_WIDTH;
  }

  public void say(String vi, String en) {
    out.println(in(vi, en));
  }

  /** One sentence and the code it is known by; never more. */
  public void complain(Reason reason) {
    err.println(in("Lỗi ", "Error ") + reason.code() + ": " + sentence(reason.in(language)));
  }

  /** What whoever asked should know although it is done. */
  public void warn(Reason reason) {
    err.println(in("Lưu ý ", "Note ") + reason.code() + ": " + sentence(reason.in(language)));
  }

  private static String sentence(String text) {
    var first = text.offsetByCodePoints(0, text.isEmpty() ? 0 : 1);
    var capital = text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
    return capital.endsWith(".") || capital.endsWith("…") ? capital : capital + ".";
  }
}
