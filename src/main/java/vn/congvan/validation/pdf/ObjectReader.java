package vn.congvan.validation.pdf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Values and indirect objects (ISO 32000-2 §7.3), exactly where they are said to be. */
final class ObjectReader extends Lexer {
  /** Resolves an indirect /Length. */
  @FunctionalInterface
  interface Lengths {
    long of(PdfValue.Ref ref);
  }

  private static final int LONGEST_NUMBER = 32;

  ObjectReader(PdfBytes bytes, Budget budget, long position) {
    super(bytes, budget, position);
  }

  /** The object whose first digit is the byte at the position, neither before nor after. */
  IndirectObject object(Lengths lengths) {
    budget().nextObject();
    var start = position();
    var number = objectNumber();
    skipWhite();
    var generation = objectNumber();
    skipWhite();
    expect("obj");
    var value = value();
    skipWhite();
    var data = 0L;
    if (value instanceof PdfValue.Dict dict && at("stream")) {
      var stream = stream(dict, lengths);
      data = stream.length();
      value = stream;
      skipWhite();
    }
    expect("endobj");
    budget().read(position() - start - data, start);
    return new IndirectObject(number, generation, value, start, position(), false);
  }

  private PdfValue.Stream stream(PdfValue.Dict dict, Lengths lengths) {
    expect("stream");
    if (peek() == '\r') {
      skip(1);
    }
    if (next() != '\n') {
      throw PdfProblem.malformed(position() - 1, "expected a line feed after 'stream'");
    }
    var start = position();
    if (dict.get("F") != null) {
      throw PdfProblem.malformed(start, "a stream whose bytes lie outside the file");
    }
    var declared = dict.get("Length");
    long length;
    if (declared instanceof PdfValue.Int i) {
      length = i.value();
    } else if (declared instanceof PdfValue.Ref ref) {
      length = lengths.of(ref);
    } else {
      throw PdfProblem.malformed(start, "a stream without length");
    }
    if (length < 0 || length > bytes().size() - start) {
      throw PdfProblem.malformed(start, "a stream longer than the file");
    }
    moveTo(start + length);
    skipEndOfLine();
    expect("endstream");
    return new PdfValue.Stream(dict, start, length);
  }

  void skipEndOfLine() {
    if (peek() == '\r') {
      skip(1);
    }
    if (peek() == '\n') {
      skip(1);
    }
  }

  PdfValue value() {
    return value(0);
  }

  private PdfValue value(int depth) {
    skipWhite();
    budget().value(position());
    var c = peek();
    switch (c) {
      case '/':
        skip(1);
        return new PdfValue.Name(name());
      case '(':
        return literalString();
      case '[':
        return array(depth);
      case '<':
        return peek(1) == '<' ? dictionary(depth) : hexString();
      default:
        if (isDigit(c)) {
          return numberOrReference();
        }
        if (c == '-' || c == '+' || c == '.') {
          return number();
        }
        return keyword();
    }
  }

  private PdfValue keyword() {
    if (at("true")) {
      skip(4);
      return new PdfValue.Bool(true);
    }
    if (at("false")) {
      skip(5);
      return new PdfValue.Bool(false);
    }
    if (at("null")) {
      skip(4);
      return PdfValue.Null.NULL;
    }
    throw PdfProblem.malformed(position(), "expected a value");
  }

  private PdfValue.Array array(int depth) {
    checkDepth(depth);
    skip(1);
    List<PdfValue> items = new ArrayList<>();
    for (skipWhite(); peek() != ']'; skipWhite()) {
      items.add(value(depth + 1));
    }
    skip(1);
    return new PdfValue.Array(items);
  }

  private PdfValue.Dict dictionary(int depth) {
    checkDepth(depth);
    skip(2);
    var entries = new LinkedHashMap<String, PdfValue>();
    for (skipWhite(); peek() != '>'; skipWhite()) {
      var at = position();
      if (next() != '/') {
        throw PdfProblem.malformed(at, "expected a key");
      }
      if (entries.put(name(), value(depth + 1)) != null) {
        throw PdfProblem.malformed(at, "a key that occurs twice");
      }
    }
    if (peek(1) != '>') {
      throw PdfProblem.malformed(position(), "expected the end of a dictionary");
    }
    skip(2);
    return new PdfValue.Dict(entries);
  }

  private void checkDepth(int depth) {
    if (depth >= budget().limits().nesting()) {
      throw PdfProblem.limit(position(), "values nested too deep");
    }
  }

  private PdfValue numberOrReference() {
    var start = position();
    while (isDigit(peek())) {
      skip(1);
    }
    var afterNumber = position();
    if (isWhite(peek()) && afterNumber - start <= 10) {
      skipWhite();
      if (isDigit(peek())) {
        var generationAt = position();
        while (isDigit(peek())) {
          skip(1);
        }
        var afterGeneration = position();
        if (isWhite(peek()) && afterGeneration - generationAt <= 5) {
          skipWhite();
          if (at("R")) {
            moveTo(start);
            var number = objectNumber();
            moveTo(generationAt);
            var generation = objectNumber();
            moveTo(afterGeneration);
            skipWhite();
            skip(1);
            return new PdfValue.Ref(number, generation);
          }
        }
      }
    }
    moveTo(start);
    return number();
  }

  private PdfValue number() {
    var start = position();
    var length = letters(LONGEST_NUMBER);
    if (isRegular(peek())) {
      throw PdfProblem.malformed(start, "a number too long");
    }
    var point = false;
    var digits = 0;
    var value = 0L;
    for (var i = 0; i < length; i++) {
      var c = letter(i);
      if (isDigit(c)) {
        // May overflow only where the number is refused below, or read as a fraction.
        value = value * 10 + (c - '0');
        digits++;
      } else if (c == '.' && !point) {
        point = true;
      } else if (i > 0 || c != '-' && c != '+') {
        throw PdfProblem.malformed(start, "not a number");
      }
    }
    if (digits == 0 || !point && digits > 18) {
      throw PdfProblem.malformed(start, "not a number");
    }
    return point
        ? new PdfValue.Real(Double.parseDouble(lettersAsText(length)))
        : new PdfValue.Int(letter(0) == '-' ? -value : value);
  }
}
