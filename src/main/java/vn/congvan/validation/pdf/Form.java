package vn.congvan.validation.pdf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The interactive form as it stood after a revision (ISO 32000-2 §12.7.3). */
public final class Form {
  private static final int MOST_FIELDS = 20_000;
  private static final int DEEPEST = 32;

  private final PdfView view;
  private final Map<Integer, FormField> fields = new LinkedHashMap<>();
  private final Map<Integer, FormField> byWidget = new HashMap<>();
  private final Map<String, FormField> byName = new LinkedHashMap<>();
  private final Set<Integer> seen = new HashSet<>();

  private Form(PdfView view) {
    this.view = view;
  }

  /**
   * @throws PdfProblem when fields are no tree, or two have one name
   */
  public static Form of(PdfView view) {
    var form = new Form(view);
    var dict = view.dict(view.catalog().get("AcroForm"));
    var roots = dict == null ? null : view.array(dict.get("Fields"));
    if (roots != null) {
      for (var root : roots.items()) {
        form.add(root, "", null, null, 0);
      }
    }
    return form;
  }

  public List<FormField> fields() {
    return List.copyOf(fields.values());
  }

  public Optional<FormField> field(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The field whose object or whose widget's object this is. */
  public Optional<FormField> fieldAt(int number) {
    var field = fields.get(number);
    return Optional.ofNullable(field == null ? byWidget.get(number) : field);
  }

  private void add(
      PdfValue value,
      String parent,
      @Nullable PdfValue inheritedType,
      @Nullable PdfValue inheritedValue,
      int depth) {
    if (!(value instanceof PdfValue.Ref ref) || depth > DEEPEST || seen.size() > MOST_FIELDS) {
      throw problem("a field that is no reference, or too many of them");
    }
    if (!seen.add(ref.number())) {
      throw problem("field " + ref.number() + " occurs twice");
    }
    var dict = view.dict(ref);
    if (dict == null) {
      return;
    }
    var name = name(dict, parent);
    var type = dict.get("FT") == null ? inheritedType : dict.get("FT");
    var ownValue = dict.get("V") == null ? inheritedValue : dict.get("V");
    var widgets = new ArrayList<Integer>();
    var children = view.array(dict.get("Kids"));
    var parts = children == null ? List.<PdfValue>of() : children.items();
    var isParent = false;
    for (var part : parts) {
      var partDict = view.dict(part);
      if (partDict != null && partDict.get("T") != null) {
        isParent = true;
        add(part, name, type, ownValue, depth + 1);
      } else if (part instanceof PdfValue.Ref widget) {
        widgets.add(widget.number());
      } else {
        throw problem("a widget that is no reference");
      }
    }
    if (isParent && widgets.isEmpty()) {
      return;
    }
    if (parts.isEmpty()) {
      widgets.add(ref.number());
    }
    var field =
        new FormField(
            name,
            ref.number(),
            dict,
            view.resolve(type) instanceof PdfValue.Name n ? n.value() : "",
            ownValue,
            widgets);
    fields.put(ref.number(), field);
    widgets.forEach(widget -> byWidget.put(widget, field));
    if (byName.put(name, field) != null) {
      throw problem("two fields of one name");
    }
  }

  private String name(PdfValue.Dict dict, String parent) {
    var own =
        view.resolve(dict.get("T")) instanceof PdfValue.Text t ? TextString.decode(t.bytes()) : "";
    if (own.indexOf('.') >= 0) {
      throw problem("a field's name with a full stop in it");
    }
    return parent.isEmpty() ? own : parent + "." + own;
  }

  private PdfProblem problem(String message) {
    return PdfProblem.malformed(
        view.file().revisions().get(view.revision()).section().offset(), message);
  }
}
