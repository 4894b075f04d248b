package vn.congvan.validation.pdf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of the form that has no fields below it (ISO 32000-2 §12.7.4).
 *
 * @param name fully qualified
 * @param number of its object
 * @param type its own or inherited /FT; empty when there is none
 * @param value its own or inherited /V, not resolved; null when it has none
 * @param widgets objects that show it; the field itself when it is its own widget
 */
public record FormField(
    String name,
    int number,
    PdfValue.Dict dict,
    String type,
    @Nullable PdfValue value,
    List<Integer> widgets) {
  public boolean isSignature() {
    return type.equals("Sig");
  }

  public boolean isText() {
    return type.equals("Tx");
  }
}
