package vn.congvan.validation.changes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;
import vn.congvan.validation.pdf.TextString;

/**
 * What the signatures so far permit (ISO 32000-2 §12.8.2): the strictest DocMDP, and every field
 * that a FieldMDP or a /Lock has locked. Read from the revision each signature signed.
 */
final class Permissions {
  private static final int NOTHING = 1;
  private static final int FORMS_AND_SIGNATURES = 2;
  private static final int ANNOTATIONS_TOO = 3;

  /** Fields that one signature locks. */
  private record Lock(Action action, List<String> fields) {
    boolean covers(String name) {
      return switch (action) {
        case ALL -> true;
        case INCLUDE -> named(name);
        case EXCLUDE -> !named(name);
      };
    }

    /** Whole names, or whole parts of them: "a" covers "a.b", not "ab". */
    private boolean named(String name) {
      return fields.stream().anyMatch(field -> name.equals(field) || name.startsWith(field + "."));
    }
  }

  private enum Action {
    ALL,
    INCLUDE,
    EXCLUDE
  }

  private final List<Lock> locks = new ArrayList<>();
  private int level = ANNOTATIONS_TOO;

  /** Whether the form may be filled and signed at all. */
  boolean fillingAllowed() {
    return level >= FORMS_AND_SIGNATURES;
  }

  boolean locked(String field) {
    return locks.stream().anyMatch(lock -> lock.covers(field));
  }

  /** Takes in what a signature says, in its own dictionary and in its field's /Lock. */
  void add(PdfValue.Dict signature, PdfValue.@Nullable Dict field, PdfView signed) {
    var references = signed.array(signature.get("Reference"));
    if (references != null) {
      for (var item : references.items()) {
        var reference = signed.dict(item);
        if (reference != null) {
          reference(reference, signed);
        }
      }
    }
    var lock = field == null ? null : signed.dict(field.get("Lock"));
    if (lock != null) {
      lock(lock, signed);
      if (lock.get("P") != null) {
        restrict(lock, signed);
      }
    }
  }

  static boolean certifies(PdfValue.Dict signature, PdfView view) {
    var references = view.array(signature.get("Reference"));
    return references != null
        && references.items().stream()
            .map(view::dict)
            .anyMatch(r -> r != null && method(r, view).equals("DocMDP"));
  }

  private void reference(PdfValue.Dict reference, PdfView signed) {
    var parameters = signed.dict(reference.get("TransformParams"));
    switch (method(reference, signed)) {
      case "DocMDP" -> {
        if (parameters == null || parameters.get("P") == null) {
          level = Math.min(level, FORMS_AND_SIGNATURES);
        } else {
          restrict(parameters, signed);
        }
      }
      case "FieldMDP" -> {
        if (parameters == null) {
          locks.add(new Lock(Action.ALL, List.of()));
        } else {
          lock(parameters, signed);
        }
      }
      default -> level = NOTHING;
    }
  }

  private static String method(PdfValue.Dict reference, PdfView view) {
    return view.resolve(reference.get("TransformMethod")) instanceof PdfValue.Name name
        ? name.value()
        : "";
  }

  /** A level we do not know permits nothing. */
  private void restrict(PdfValue.Dict holder, PdfView signed) {
    var p = signed.resolve(holder.get("P")) instanceof PdfValue.Int i ? i.value() : NOTHING;
    level = Math.min(level, p > ANNOTATIONS_TOO || p < NOTHING ? NOTHING : (int) p);
  }

  private void lock(PdfValue.Dict holder, PdfView signed) {
    var fields = new ArrayList<String>();
    var names = signed.array(holder.get("Fields"));
    if (names != null) {
      for (var item : names.items()) {
        if (signed.resolve(item) instanceof PdfValue.Text text) {
          fields.add(TextString.decode(text.bytes()));
        }
      }
    }
    var action =
        signed.resolve(holder.get("Action")) instanceof PdfValue.Name name ? name.value() : "";
    locks.add(
        switch (action) {
          case "Include" -> new Lock(Action.INCLUDE, fields);
          case "Exclude" -> new Lock(Action.EXCLUDE, fields);
          default -> new Lock(Action.ALL, List.of());
        });
  }
}
