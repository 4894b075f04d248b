package vn.congvan.signing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A dictionary as it stands in a file: its keys in their order, each value in its own bytes (as
 * Latin-1). What is not changed is written back exactly as it was read.
 */
final class RawDictionary {
  private static final int NUMBER_DIGITS = 10;
  private static final int GENERATION_DIGITS = 5;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int MAX_DEPTH = 32;
  private static final int MAX_ENTRIES = 256;

  private final Map<String, String> entries;

  private RawDictionary(Map<String, String> entries) {
    this.entries = entries;
  }

  /**
   * @param at where {@code <<} stands, white space before it allowed
   * @throws NotOurs when there is no whole dictionary in the text
   */
  static RawDictionary parse(String text, int at) throws NotOurs {
    var reader = new Reader(text, at);
    return new RawDictionary(reader.dictionary());
  }

  /**
   * The place behind {@code 12 0 obj}, where the value begins.
   *
   * @param number that must stand there; negative for any
   */
  static int afterHeading(String text, int number) throws NotOurs {
    var end = digits(text, 0, NUMBER_DIGITS);
    var generation = space(text, end);
    var keyword = space(text, digits(text, generation, GENERATION_DIGITS));
    if (end < 0
        || keyword < 0
        || !text.startsWith("obj", keyword)
        || number >= 0 && wholeNumber(text.substring(0, end)) != number) {
      throw new NotOurs("an object is not where its section says");
    }
    var value = keyword + "obj".length();
    while (value < text.length() && Reader.isSpace(text.charAt(value))) {
      value++;
    }
    return value;
  }

  /** The place behind the value that begins there. */
  static int endOfValue(String text, int at) throws NotOurs {
    var reader = new Reader(text, at);
    reader.skipValue(0);
    return reader.at;
  }

  static int skipSpace(String text, int at) throws NotOurs {
    var reader = new Reader(text, at);
    reader.skipSpace();
    return reader.at;
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** This name, without its slash, is the value of the key. */
  boolean is(String key, String name) {
    return ("/" + name).equals(entries.get(key));
  }

  String require(String key) throws NotOurs {
    var value = entries.get(key);
    if (value == null) {
      throw new NotOurs("a dictionary lacks /" + key);
    }
    return value;
  }

  long number(String key) throws NotOurs {
    return wholeNumber(require(key));
  }

  /** The number of the object that the key refers to; our files have generation 0 only. */
  int reference(String key) throws NotOurs {
    return reference0(require(key));
  }

  /** The numbers of the objects that an array of references names. */
  int[] references(String key) throws NotOurs {
    var items = items(key);
    if (items.length % 3 != 0) {
      throw new NotOurs("/" + key + " is no array of references");
    }
    var numbers = new int[items.length / 3];
    for (var i = 0; i < numbers.length; i++) {
      numbers[i] = reference0(items[3 * i] + " " + items[3 * i + 1] + " " + items[3 * i + 2]);
    }
    return numbers;
  }

  /** Whole numbers. */
  long[] numbers(String key) throws NotOurs {
    var items = items(key);
    var numbers = new long[items.length];
    for (var i = 0; i < numbers.length; i++) {
      numbers[i] = wholeNumber(items[i]);
    }
    return numbers;
  }

  double[] rectangle(String key) throws NotOurs {
    var items = items(key);
    if (items.length != 4) {
      throw new NotOurs("/" + key + " is no rectangle");
    }
    var rectangle = new double[4];
    for (var i = 0; i < 4; i++) {
      try {
        rectangle[i] = Double.parseDouble(items[i]);
      } catch (NumberFormatException e) {
        throw new NotOurs("/" + key + " is no rectangle");
      }
    }
    return rectangle;
  }

  RawDictionary dictionary(String key) throws NotOurs {
    return parse(require(key), 0);
  }

  /** The same without these entries. */
  RawDictionary without(String... keys) {
    var changed = new LinkedHashMap<>(entries);
    List.of(keys).forEach(changed::remove);
    return new RawDictionary(changed);
  }

  /** The same with this entry set; in its place when it was there, else at the end. */
  RawDictionary with(String key, String value) {
    var changed = new LinkedHashMap<>(entries);
    changed.put(key, value);
    return new RawDictionary(changed);
  }

  @Override
  public String toString() {
    return "<<" + entriesOnly() + ">>";
  }

  /** Without the brackets around it. */
  String entriesOnly() {
    var text = new StringBuilder();
    entries.forEach((key, value) -> text.append('/').append(key).append(' ').append(value));
    return text.toString();
  }

  private String[] items(String key) throws NotOurs {
    var value = require(key);
    if (!value.startsWith("[") || !value.endsWith("]")) {
      throw new NotOurs("/" + key + " is no array");
    }
    var inside = value.substring(1, value.length() - 1).trim();
    return inside.isEmpty() ? new String[0] : SPACE.split(inside, -1);
  }

  private static int reference0(String value) throws NotOurs {
    var end = digits(value, 0, NUMBER_DIGITS);
    var generation = space(value, end);
    var keyword = space(value, digits(value, generation, 1));
    if (keyword < 0 || value.charAt(generation) != '0' || !value.substring(keyword).equals("R")) {
      throw new NotOurs("not a reference: " + value.length() + " characters");
    }
    var number = wholeNumber(value.substring(0, end));
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw new NotOurs("not the number of an object: " + number);
    }
    return (int) number;
  }

  /** Behind the digits that stand there; negative when there are none, or too many. */
  private static int digits(String text, int from, int most) {
    var at = from;
    while (from >= 0 && at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at == from || at - from > most ? -1 : at;
  }

  /** Behind the white space that stands there; negative when there is none. */
  private static int space(String text, int from) {
    var at = from;
    while (from >= 0 && at < text.length() && Reader.isSpace(text.charAt(at))) {
      at++;
    }
    return at == from ? -1 : at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static long wholeNumber(String text) throws NotOurs {
    if (text.isEmpty() || text.length() > 18) {
      throw new NotOurs("not a whole number");
    }
    var number = 0L;
    for (var i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        throw new NotOurs("not a whole number");
      }
      number = 10 * number + (text.charAt(i) - '0');
    }
    return number;
  }

  /** Finds where values end; what they mean is up to who asks for them. */
  private static final class Reader {
    /** By character (ISO 32000-2, 7.2.3); those beyond the table are regular. */
    private static final boolean[] REGULAR = new boolean['}' + 1];

    static {
      for (char c = 1; c < REGULAR.length; c++) {
        REGULAR[c] = !isSpace(c) && "()<>[]{}/%".indexOf(c) < 0;
      }
    }

    private final String text;
    private int at;

    Reader(String text, int at) {
      this.text = text;
      this.at = at;
    }

    Map<String, String> dictionary() throws NotOurs {
      var entries = new LinkedHashMap<String, String>();
      skipSpace();
      expect("<<");
      while (true) {
        skipSpace();
        if (text.startsWith(">>", at)) {
          at += 2;
          return entries;
        }
        if (peek() != '/') {
          throw new NotOurs("a key was expected in a dictionary");
        }
        var key = regular(at + 1);
        skipSpace();
        var start = at;
        skipValue(0);
        if (entries.put(key, text.substring(start, at)) != null || entries.size() > MAX_ENTRIES) {
          throw new NotOurs("a dictionary has /" + key + " twice, or too many keys");
        }
      }
    }

    private void skipValue(int depth) throws NotOurs {
      if (depth > MAX_DEPTH) {
        throw new NotOurs("a dictionary nests too deeply");
      }
      switch (peek()) {
        case '/' -> regular(at + 1);
        case '(' -> skipLiteral();
        case '[' -> {
          at++;
          skipAll("]", depth);
        }
        case '<' -> {
          if (text.startsWith("<<", at)) {
            at += 2;
            skipAll(">>", depth);
          } else {
            skipHex();
          }
        }
        default -> skipNumberOrReference();
      }
    }

    private void skipAll(String end, int depth) throws NotOurs {
      skipSpace();
      while (!text.startsWith(end, at)) {
        skipValue(depth + 1);
        skipSpace();
      }
      at += end.length();
    }

    private void skipLiteral() throws NotOurs {
      var open = 0;
      do {
        switch (peek()) {
          case '\\' -> at++;
          case '(' -> open++;
          case ')' -> open--;
          default -> {}
        }
        at++;
      } while (open > 0);
    }

    private void skipHex() throws NotOurs {
      at++;
      while (peek() != '>') {
        if (Character.digit(peek(), 16) < 0 && !isSpace(peek())) {
          throw new NotOurs("a hexadecimal string holds something else");
        }
        at++;
      }
      at++;
    }

    private void skipNumberOrReference() throws NotOurs {
      if (regular(at).isEmpty()) {
        throw new NotOurs("a value was expected");
      }
      var afterNumber = at;
      try {
        skipSpace();
        var generation = regular(at);
        skipSpace();
        if (generation.equals("0") && regular(at).equals("R")) {
          return;
        }
      } catch (NotOurs e) {
        // The text ends here: it was a plain value.
        at = afterNumber;
        return;
      }
      at = afterNumber;
    }

    /** Reads on from there as long as characters are regular (ISO 32000-2, 7.2.3). */
    private String regular(int from) throws NotOurs {
      at = from;
      while (at < text.length() && isRegular(text.charAt(at))) {
        at++;
      }
      return text.substring(from, at);
    }

    private void skipSpace() throws NotOurs {
      while (isSpace(peek()) || peek() == '%') {
        if (peek() == '%') {
          while (peek() != '\n' && peek() != '\r') {
            at++;
          }
        }
        at++;
      }
    }

    private void expect(String what) throws NotOurs {
      if (!text.startsWith(what, at)) {
        throw new NotOurs("a dictionary was expected");
      }
      at += what.length();
    }

    private char peek() throws NotOurs {
      if (at >= text.length()) {
        throw new NotOurs("a dictionary is cut off");
      }
      return text.charAt(at);
    }

    private static boolean isSpace(char c) {
      return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0);
    }

    private static boolean isRegular(char c) {
      return c > '}' || REGULAR[c];
    }
  }
}
