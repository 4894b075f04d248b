package vn.congvan.app;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the value of a setting must look like. */
sealed interface SettingForm {
  /** What is expected, when the value is not that; empty when it is. */
  Optional<Expected> problem(String value);

  /** What a value must be, to follow "must be". */
  record Expected(String vi, String en) {}

  /** Any text of one line, also none. */
  static SettingForm text() {
    return new Text(
        Pattern.compile("[^\\p{Cntrl}]*"), new Expected("chữ trên một dòng", "text of one line"));
  }

  static SettingForm text(String pattern, String vi, String en) {
    return new Text(Pattern.compile(pattern), new Expected(vi, en));
  }

  static SettingForm count(long min, long max) {
    return new Count(min, max);
  }

  static SettingForm duration() {
    return new Span();
  }

  static SettingForm oneOf(String... words) {
    return new OneOf(Set.of(words));
  }

  /** Text of a form. */
  record Text(Pattern pattern, Expected expected) implements SettingForm {
    @Override
    public Optional<Expected> problem(String value) {
      return pattern.matcher(value).matches() ? Optional.empty() : Optional.of(expected);
    }
  }

  /** A whole number. */
  record Count(long min, long max) implements SettingForm {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");

    @Override
    public Optional<Expected> problem(String value) {
      var fits =
          DIGITS.matcher(value).matches()
              && Long.parseLong(value) >= min
              && Long.parseLong(value) <= max;
      return fits
          ? Optional.empty()
          : Optional.of(
              new Expected(
                  "số nguyên từ %d đến %d".formatted(min, max),
                  "a whole number from %d to %d".formatted(min, max)));
    }
  }

  /** A length of time. */
  record Span() implements SettingForm {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    @Override
    public Optional<Expected> problem(String value) {
      return FORM.matcher(value).matches()
          ? Optional.empty()
          : Optional.of(
              new Expected(
                  "khoảng thời gian như 500ms, 10s, 5m, 2h hoặc 7d",
                  "a duration such as 500ms, 10s, 5m, 2h or 7d"));
    }

    static Duration parse(String value) {
      var form = FORM.matcher(value);
      if (!form.matches()) {
        throw new IllegalArgumentException("not a duration: " + value);
      }
      var amount = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
  }

  /** One of some words. */
  record OneOf(Set<String> words) implements SettingForm {
    @Override
    public Optional<Expected> problem(String value) {
      var all = String.join(", ", new TreeSet<>(words));
      return words.contains(value)
          ? Optional.empty()
          : Optional.of(new Expected("một trong các từ " + all, "one of " + all));
    }
  }
}
