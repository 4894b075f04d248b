package vn.congvan.validation.pdf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of ISO 32000-2 §7.3. Two are equal when they say the same, wherever they stand; streams
 * only when they are the same bytes of the file.
 */
public sealed interface PdfValue {
  /** The null object; for a key of a dictionary the same as its absence. */
  enum Null implements PdfValue {
    NULL
  }

  /** True or false. */
  record Bool(boolean value) implements PdfValue {}

  /** A whole number. */
  record Int(long value) implements PdfValue {}

  /** A number with a point. */
  record Real(double value) implements PdfValue {}

  /** A name, its escapes resolved, one character a byte. */
  record Name(String value) implements PdfValue {}

  /** A reference to an indirect object. */
  record Ref(int number, int generation) implements PdfValue {}

  /** An array. */
  record Array(List<PdfValue> items) implements PdfValue {}

  /** A dictionary; no key occurs twice. */
  record Dict(Map<String, PdfValue> entries) implements PdfValue {
    /** Null when absent, or when the value is the null object. */
    public @Nullable PdfValue get(String key) {
      var value = entries.get(key);
      return value == Null.NULL ? null : value;
    }

    public Set<String> keys() {
      return entries.keySet();
    }

    /** Whether the value of this key is this name. */
    public boolean is(String key, String name) {
      return entries.get(key) instanceof Name n && n.value().equals(name);
    }
  }

  /** A stream; its bytes stay in the file, at {@code start}. */
  record Stream(Dict dict, long start, long length) implements PdfValue {}

  /** A string, and where it stands. */
  final class Text implements PdfValue {
    private final byte[] bytes;
    private final boolean pairsOfDigits;
    private final long start;
    private final long end;

    Text(byte[] bytes, boolean pairsOfDigits, long start, long end) {
      this.bytes = bytes;
      this.pairsOfDigits = pairsOfDigits;
      this.start = start;
      this.end = end;
    }

    /** Not a copy; for reading only. */
    public byte[] bytes() {
      return bytes;
    }

    /** Written {@code <…>} with two hexadecimal digits a byte and nothing between them. */
    public boolean pairsOfDigits() {
      return pairsOfDigits;
    }

    /** Of its first delimiter. */
    public long start() {
      return start;
    }

    /** Just after its last delimiter. */
    public long end() {
      return end;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Text other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "string of " + bytes.length + " bytes";
    }
  }
}
