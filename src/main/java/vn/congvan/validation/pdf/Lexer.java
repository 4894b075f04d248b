package vn.congvan.validation.pdf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The tokens of ISO 32000-2 §7.2, read from a position on. Not thread-safe. */
class Lexer {
  private static final byte REGULAR = 0;
  private static final byte WHITE = 1;
  private static final byte DELIMITER = 2;
  private static final byte[] CLASS = new byte[256];
  private static final byte[] HEX = new byte[256];
  private static final int MAX_NAME = 512;

  static {
    for (var c : new int[] {0, '\t', '\n', '\f', '\r', ' '}) {
      CLASS[c] = WHITE;
    }
    for (var c : "()<>[]{}/%".toCharArray()) {
      CLASS[c] = DELIMITER;
    }
    for (var c = 0; c < HEX.length; c++) {
      HEX[c] = (byte) Character.digit(c < 128 ? c : 0, 16);
    }
  }

  private final PdfBytes bytes;
  private final Budget budget;
  private byte[] scratch = new byte[64];
  private long position;

  Lexer(PdfBytes bytes, Budget budget, long position) {
    this.bytes = bytes;
    this.budget = budget;
    this.position = position;
  }

  final long position() {
    return position;
  }

  final void moveTo(long newPosition) {
    position = newPosition;
  }

  final PdfBytes bytes() {
    return bytes;
  }

  final Budget budget() {
    return budget;
  }

  final int peek() {
    return bytes.at(position);
  }

  final int peek(int ahead) {
    return bytes.at(position + ahead);
  }

  final int next() {
    return bytes.at(position++);
  }

  final void skip(int count) {
    position += count;
  }

  static boolean isWhite(int c) {
    return c >= 0 && CLASS[c] == WHITE;
  }

  /** A letter of a token; neither white space nor a delimiter nor the end. */
  static boolean isRegular(int c) {
    return c >= 0 && CLASS[c] == REGULAR;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Past white space and comments. */
  final void skipWhite() {
    while (true) {
      var c = peek();
      if (isWhite(c)) {
        position++;
      } else if (c == '%') {
        while (c >= 0 && c != '\n' && c != '\r') {
          position++;
          c = peek();
        }
      } else {
        return;
      }
    }
  }

  /** Whether this word stands here and ends here. */
  final boolean at(String word) {
    for (var i = 0; i < word.length(); i++) {
      if (peek(i) != word.charAt(i)) {
        return false;
      }
    }
    return !isRegular(peek(word.length()));
  }

  final void expect(String word) {
    if (!at(word)) {
      throw PdfProblem.malformed(position, "expected '" + word + "'");
    }
    position += word.length();
  }

  /** A whole number without sign, of at most 10 digits. */
  final long digits() {
    var start = position;
    var value = 0L;
    while (isDigit(peek())) {
      value = value * 10 + (next() - '0');
      if (position - start > 10) {
        throw PdfProblem.malformed(start, "a number too long");
      }
    }
    if (position == start) {
      throw PdfProblem.malformed(start, "expected a number");
    }
    return value;
  }

  final int objectNumber() {
    var at = position;
    var value = digits();
    if (value > Integer.MAX_VALUE) {
      throw PdfProblem.malformed(at, "an object number too large");
    }
    return (int) value;
  }

  /** After the solidus. */
  final String name() {
    var start = position;
    var length = 0;
    for (var c = peek(); isRegular(c); c = peek()) {
      position++;
      if (c == '#') {
        c = hex(next()) << 4 | hex(next());
        if (c <= 0) {
          throw PdfProblem.malformed(start, "a wrong escape in a name");
        }
      }
      if (length >= MAX_NAME) {
        throw PdfProblem.limit(start, "a name too long");
      }
      push(length++, c);
    }
    return lettersAsText(length);
  }

  /** From the opening parenthesis. */
  final PdfValue.Text literalString() {
    var start = position++;
    var length = 0;
    for (var depth = 1; ; ) {
      var c = next();
      switch (c) {
        case -1 -> throw PdfProblem.malformed(start, "a string without end");
        case '(' -> depth++;
        case ')' -> {
          if (--depth == 0) {
            return new PdfValue.Text(Arrays.copyOf(scratch, length), false, start, position);
          }
        }
        case '\r' -> {
          c = '\n';
          if (peek() == '\n') {
            position++;
          }
        }
        case '\\' -> c = escape();
        default -> {}
      }
      if (c >= 0) {
        checkLength(length, start);
        push(length++, c);
      }
    }
  }

  /** From the opening angle bracket. */
  final PdfValue.Text hexString() {
    var start = position++;
    var length = hexPairs(0, start);
    var high = -1;
    for (var c = next(); c != '>'; c = next()) {
      if (isWhite(c)) {
        continue;
      }
      var digit = hex(c);
      if (digit < 0) {
        throw PdfProblem.malformed(position - 1, "not a hexadecimal digit");
      }
      if (high < 0) {
        high = digit;
      } else {
        checkLength(length, start);
        push(length++, high << 4 | digit);
        high = -1;
        length = hexPairs(length, start);
      }
    }
    var inPairs = high < 0 && position - start == 2L * length + 2;
    if (high >= 0) {
      push(length++, high << 4);
    }
    return new PdfValue.Text(Arrays.copyOf(scratch, length), inPairs, start, position);
  }

  /**
   * Past the pairs of digits that stand here together, as far as the bytes held reach: a signature
   * is tens of thousands of them.
   *
   * @param length of what is pushed already
   * @return the same with them
   */
  private int hexPairs(int length, long start) {
    var held = bytes.held(position);
    if (held.length == 0) {
      return length;
    }
    var pushed = length;
    for (var at = bytes.indexOf(position); at + 1 < held.length; at += 2) {
      var high = HEX[held[at] & 0xff];
      var low = HEX[held[at + 1] & 0xff];
      if ((high | low) < 0) {
        break;
      }
      checkLength(pushed, start);
      push(pushed++, high << 4 | low);
      position += 2;
    }
    return pushed;
  }

  /** The letters of a token, no more than so many, for {@link #letter}; past them. */
  final int letters(int most) {
    var length = 0;
    for (var c = peek(); length < most && isRegular(c); c = peek()) {
      push(length++, c);
      position++;
    }
    return length;
  }

  /** Of those read last. */
  final int letter(int index) {
    return scratch[index] & 0xff;
  }

  final String lettersAsText(int length) {
    return new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
  }

  private void checkLength(int length, long start) {
    if (length >= budget.limits().stringBytes()) {
      throw PdfProblem.limit(start, "a string too long");
    }
  }

  /** After a backslash; -1 for a line that goes on. */
  private int escape() {
    var c = next();
    switch (c) {
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case '\r':
        if (peek() == '\n') {
          position++;
        }
        return -1;
      case '\n':
        return -1;
      default:
        if (c < '0' || c > '7') {
          return c;
        }
        var value = c - '0';
        for (var i = 0; i < 2 && peek() >= '0' && peek() <= '7'; i++) {
          value = value * 8 + next() - '0';
        }
        return value & 0xff;
    }
  }

  private void push(int length, int c) {
    if (length == scratch.length) {
      scratch = Arrays.copyOf(scratch, length * 2);
    }
    scratch[length] = (byte) c;
  }

  static int hex(int c) {
    return c < 0 ? -1 : HEX[c];
  }
}
