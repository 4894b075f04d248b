package vn.congvan.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON object in the one form that RFC 8785 gives it, for members that are handed in in
 * the order of their names. What is null is left out.
 */
final class CanonicalJson {
  private final StringBuilder out = new StringBuilder(1024);
  private boolean first = true;

  CanonicalJson open() {
    out.append('{');
    first = true;
    return this;
  }

  CanonicalJson open(String name) {
    name(name);
    return open();
  }

  CanonicalJson close() {
    out.append('}');
    first = false;
    return this;
  }

  CanonicalJson text(String name, @Nullable Object value) {
    if (value != null) {
      name(name);
      quoted(value.toString());
    }
    return this;
  }

  CanonicalJson number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  CanonicalJson texts(String name, List<String> values) {
    name(name);
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      quoted(values.get(i));
    }
    out.append(']');
    return this;
  }

  private void name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    quoted(name);
    out.append(':');
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
