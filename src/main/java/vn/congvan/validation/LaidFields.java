package vn.congvan.validation;

import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.Form;
import vn.congvan.validation.pdf.FormField;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;
import vn.congvan.validation.pdf.TextString;
import vn.congvan.validation.shown.ShownText;

/**
 * The fields our documents have for signature, seal, number and date, as they stood at a revision.
 */
final class LaidFields {
  static final String LEADER = "leader";
  static final String SEAL = "seal";
  static final String COPY = "copy-seal";
  static final String LEADER_SECOND = "leader-second";
  static final String SEAL_SECOND = "seal-second";
  static final String NUMBER = "number";
  static final String DATE = "date";

  private final PdfView view;
  private final Form form;

  LaidFields(PdfView view) {
    this.view = view;
    this.form = Form.of(view);
  }

  boolean hasSignatureField(String name) {
    return form.field(name).filter(FormField::isSignature).isPresent();
  }

  /** What a text field holds; null when nothing, or when there is no such field. */
  @Nullable String held(String name) {
    var value = form.field(name).map(f -> view.resolve(f.value())).orElse(PdfValue.Null.NULL);
    if (!(value instanceof PdfValue.Text text)) {
      return null;
    }
    var held = plain(TextString.decode(text.bytes()));
    return held.isEmpty() ? null : held;
  }

  /** What it shows: "" for nothing; empty when that cannot be told. */
  Optional<String> shown(String name) {
    var field = form.field(name);
    return field.isEmpty()
        ? Optional.of("")
        : ShownText.of(field.get().dict(), view).map(LaidFields::plain);
  }

  boolean isEmpty(String name) {
    return held(name) == null && shown(name).equals(Optional.of(""));
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
  }
}
