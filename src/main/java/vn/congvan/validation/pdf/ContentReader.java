package vn.congvan.validation.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operators of a content stream with their operands (ISO 32000-2 §7.8.2), or of a CMap. */
public final class ContentReader {
  private static final int MOST_OPERANDS = 300;

  private static final int LONGEST_OPERATOR = 32;

  /**
   * One operator.
   *
   * @param name for example {@code Tj}
   */
  public record Operation(String name, List<PdfValue> operands) {}

  private final ObjectReader reader;

  /** Counts against the limits of the file the content comes from. */
  public ContentReader(byte[] content, PdfFile file) {
    file.budget().nextObject();
    this.reader = new ObjectReader(PdfBytes.of(content), file.budget(), 0);
  }

  /** Empty at the end. */
  public Optional<Operation> next() {
    var operands = new ArrayList<PdfValue>();
    while (true) {
      reader.skipWhite();
      var c = reader.peek();
      if (c < 0) {
        if (!operands.isEmpty()) {
          throw PdfProblem.malformed(reader.position(), "operands without operator");
        }
        return Optional.empty();
      }
      if (isLetter(c) && !reader.at("true") && !reader.at("false") && !reader.at("null")) {
        return Optional.of(new Operation(operator(), operands));
      }
      if (operands.size() == MOST_OPERANDS) {
        throw PdfProblem.limit(reader.position(), "too many operands");
      }
      operands.add(reader.value());
    }
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\'' || c == '"';
  }

  private String operator() {
    var name = new StringBuilder();
    for (var c = reader.peek(); Lexer.isRegular(c); c = reader.peek()) {
      if (name.length() == LONGEST_OPERATOR) {
        throw PdfProblem.malformed(reader.position(), "no operator");
      }
      name.append((char) c);
      reader.skip(1);
    }
    return name.toString();
  }
}
