package vn.congvan.validation.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.Form;
import vn.congvan.validation.pdf.FormField;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.References;

/**
 * The form: an empty signature field may be signed, number and date may be filled once in the act
 * of sealing, and in documents of others a signature may come with a field of its own.
 */
final class FormRules {
  /** The two fields our documents have for what only exists when they are issued. */
  static final Set<String> FILLED_BY_THE_SEAL = Set.of("number", "date");

  private static final String SEAL = "seal";
  private static final Set<String> SIGNED_AFTER_THE_LEADER =
      Set.of("leader-second", SEAL, "seal-second");
  private static final Set<String> FILLING_CHANGES = Set.of("V", "AP", "M");
  private static final Set<String> FOREIGN_SIGNING_CHANGES =
      Set.of("V", "AP", "F", "M", "MK", "DA", "Lock");
  private static final Set<String> OF_A_SIGNATURE_FIELD =
      Set.of(
          "Type",
          "Subtype",
          "FT",
          "T",
          "TU",
          "TM",
          "Ff",
          "V",
          "AP",
          "AS",
          "F",
          "Rect",
          "P",
          "Parent",
          "Kids",
          "MK",
          "DA",
          "Lock",
          "SV",
          "M",
          "NM",
          "H",
          "BS",
          "Border",
          "StructParent");
  private static final double LARGEST_SHARE_OF_PAGE = 0.25;

  private final UpdateContext context;
  private final Form before;

  FormRules(UpdateContext context) {
    this.context = context;
    this.before = Form.of(context.before);
  }

  void check() throws ForbiddenChange {
    var signed = 0;
    for (var added : form()) {
      newField(added);
      signed++;
    }
    var filled = new ArrayList<FormField>();
    for (var number : context.update.objects().keySet()) {
      var field = context.isNew(number) ? null : before.fieldAt(number).orElse(null);
      if (field != null && field.number() == number) {
        if (field.isSignature()) {
          sign(field);
          signed++;
        } else {
          filled.add(field);
        }
      }
    }
    for (var field : filled) {
      fill(field);
    }
    if (signed != (context.signature == null ? 0 : 1)) {
      throw field("a signature without its one field");
    }
  }

  /** The form itself. @return fields that were added */
  private List<PdfValue.Ref> form() throws ForbiddenChange {
    var oldValue = context.before.catalog().get("AcroForm");
    var newValue = context.after.catalog().get("AcroForm");
    var old = context.before.dict(oldValue);
    var now = context.after.dict(newValue);
    if (old == null || now == null) {
      throw context.content("the form is gone");
    }
    var number = newValue instanceof PdfValue.Ref ref ? ref.number() : 0;
    if (context.closed()) {
      context.same(old, now, Set.of("Fields", "SigFlags"), "the form");
    } else {
      context.same(old, now, Set.of("Fields", "SigFlags", "DR", "DA"), "the form");
      resources(old.get("DR"), now.get("DR"));
    }
    if ((flags(old) & ~flags(now)) != 0) {
      throw context.content("the form's flags are taken back");
    }
    if (context.defines(number)) {
      context.account(number);
    }
    var size = context.appended(old.get("Fields"), now.get("Fields"), "the list of fields");
    var fields = context.after.array(now.get("Fields"));
    var added = new ArrayList<PdfValue.Ref>();
    if (fields != null) {
      for (var item : fields.items().subList(size, fields.items().size())) {
        if (!(item instanceof PdfValue.Ref ref) || !context.isNew(ref.number())) {
          throw field("a field is added that is not new");
        }
        added.add(ref);
      }
    }
    return added;
  }

  private static long flags(PdfValue.Dict form) {
    return form.get("SigFlags") instanceof PdfValue.Int i ? i.value() : 0;
  }

  /** Fonts for new appearances may be added by name, none changed. */
  private void resources(@Nullable PdfValue old, @Nullable PdfValue now) throws ForbiddenChange {
    if (Objects.equals(old, now) || old == null && now == null) {
      return;
    }
    var oldDict = context.before.dict(old);
    var newDict = context.after.dict(now);
    if (newDict == null || now instanceof PdfValue.Ref) {
      throw context.content("the form's resources are changed");
    }
    if (oldDict != null) {
      for (var kind : oldDict.keys()) {
        var oldKind = context.before.dict(oldDict.get(kind));
        var newKind = context.after.dict(newDict.get(kind));
        if (Objects.equals(oldDict.get(kind), newDict.get(kind))) {
          continue;
        }
        if (oldKind == null || newKind == null || newDict.get(kind) instanceof PdfValue.Ref) {
          throw context.content("the form's resources are changed");
        }
        for (var name : oldKind.keys()) {
          if (!Objects.equals(oldKind.get(name), newKind.get(name))) {
            throw context.content("a resource of the form is changed");
          }
        }
      }
    }
    context.accountForNew(now);
  }

  private void newField(PdfValue.Ref ref) throws ForbiddenChange {
    var dict = context.after.dict(ref);
    var signature = context.signature;
    if (dict == null
        || !dict.is("FT", "Sig")
        || signature == null
        || !holds(dict, signature.number())) {
      throw field("a field is added that is not signed in the same act");
    }
    var stamp = signature.isDocumentTimeStamp();
    if (before.field(signature.field()).isPresent()) {
      throw field("a field is added with the name of another");
    }
    if (!stamp
        && (context.closed()
            || !context.permissions.fillingAllowed()
            || context.permissions.locked(signature.field()))) {
      throw context.forbidden(
          ForbiddenChange.Kind.SIGNATURE, "a signature is added where none is permitted");
    }
    context.account(ref.number());
    signatureItself(dict, signature.number());
    widgets(ref, dict, stamp);
  }

  private void widgets(PdfValue.Ref ref, PdfValue.Dict dict, boolean stamp) throws ForbiddenChange {
    checkKeys(dict);
    var kids = context.after.array(dict.get("Kids"));
    if (kids == null) {
      widget(ref.number(), dict, stamp);
      return;
    }
    context.appended(null, dict.get("Kids"), "the list of widgets");
    for (var kid : kids.items()) {
      var widget = context.after.dict(kid);
      if (!(kid instanceof PdfValue.Ref kidRef)
          || widget == null
          || !context.isNew(kidRef.number())) {
        throw field("a widget of a new field is not new");
      }
      checkKeys(widget);
      context.account(kidRef.number());
      widget(kidRef.number(), widget, stamp);
    }
  }

  private void checkKeys(PdfValue.Dict dict) throws ForbiddenChange {
    if (!OF_A_SIGNATURE_FIELD.containsAll(dict.keys())) {
      throw field("a signature field with keys that are not one's");
    }
  }

  private void widget(int number, PdfValue.Dict widget, boolean stamp) throws ForbiddenChange {
    context.newWidgets.add(number);
    appearance(null, widget);
    for (var key : List.of("MK", "Lock", "SV", "BS")) {
      context.accountForNew(widget.get(key));
    }
    var area = Boxes.area(context.after, widget.get("Rect"));
    if (area > 0
        && (stamp || area > LARGEST_SHARE_OF_PAGE * Boxes.pageArea(context.after, widget))) {
      throw field("a new signature that covers too much of a page");
    }
  }

  private void signatureItself(PdfValue.Dict field, int number) throws ForbiddenChange {
    if (!context.isNew(number)) {
      throw field("a field is signed with a signature that is not new");
    }
    context.accountForNew(field.get("V"));
  }

  private static boolean holds(PdfValue.Dict field, int signature) {
    return field.get("V") instanceof PdfValue.Ref v && v.number() == signature;
  }

  /** An empty signature field gets its signature. */
  private void sign(FormField field) throws ForbiddenChange {
    var signature = context.signature;
    var now = newDict(field);
    if (field.value() != null || signature == null || !holds(now, signature.number())) {
      throw field("signature field '%s' is changed".formatted(field.name()));
    }
    if (!signature.isDocumentTimeStamp()
        && (!context.permissions.fillingAllowed() || context.permissions.locked(field.name()))) {
      throw context.forbidden(
          ForbiddenChange.Kind.SIGNATURE, "a signature is added where none is permitted");
    }
    if (context.closed()
        && !signature.isDocumentTimeStamp()
        && !SIGNED_AFTER_THE_LEADER.contains(field.name())) {
      throw context.forbidden(
          ForbiddenChange.Kind.SIGNATURE,
          "field '%s' is signed after the leader's signature".formatted(field.name()));
    }
    var changes = context.closed() ? FILLING_CHANGES : FOREIGN_SIGNING_CHANGES;
    context.same(field.dict(), now, changes, "field '%s'".formatted(field.name()));
    checkLock(field.dict(), now);
    context.account(field.number());
    signatureItself(now, signature.number());
    appearance(field.dict(), now);
    context.accountForNew(now.get("MK"));
    for (var widget : field.widgets()) {
      if (widget != field.number() && context.defines(widget)) {
        separateWidget(field, widget);
      }
    }
  }

  /** A lock may be added, not loosened. */
  private void checkLock(PdfValue.Dict old, PdfValue.Dict now) throws ForbiddenChange {
    if (old.get("Lock") != null && !Objects.equals(old.get("Lock"), now.get("Lock"))) {
      throw field("a field's lock is changed");
    }
    context.accountForNew(now.get("Lock"));
  }

  private void separateWidget(FormField field, int widget) throws ForbiddenChange {
    var old = context.before.object(widget);
    if (old == null
        || !(old.value() instanceof PdfValue.Dict oldDict)
        || !(context.object(widget).value() instanceof PdfValue.Dict newDict)) {
      throw field("a widget of field '%s' is changed".formatted(field.name()));
    }
    context.same(oldDict, newDict, Set.of("AP", "F", "M", "MK"), "a widget");
    context.account(widget);
    appearance(oldDict, newDict);
    context.accountForNew(newDict.get("MK"));
  }

  /** Number or date: from empty to a value, once, in the act of sealing. */
  private void fill(FormField field) throws ForbiddenChange {
    var signature = context.signature;
    var now = newDict(field);
    if (!context.closed()
        || !field.isText()
        || !FILLED_BY_THE_SEAL.contains(field.name())
        || signature == null
        || !signature.field().equals(SEAL)
        || !isEmpty(field)
        || !context.permissions.fillingAllowed()
        || context.permissions.locked(field.name())) {
      throw field("field '%s' is changed".formatted(field.name()));
    }
    context.same(field.dict(), now, FILLING_CHANGES, "field '%s'".formatted(field.name()));
    if (!(context.after.resolve(now.get("V")) instanceof PdfValue.Text)) {
      throw field("field '%s' is filled with what is no text".formatted(field.name()));
    }
    context.account(field.number());
    context.accountForNew(now.get("V"));
    appearance(field.dict(), now);
    checkFonts(field, now);
  }

  /**
   * The letters were there when the leader signed: a font that came later could show one number and
   * call it another.
   */
  private void checkFonts(FormField field, PdfValue.Dict now) throws ForbiddenChange {
    var appearance = context.after.dict(now.get("AP"));
    var normal = appearance == null ? null : context.after.resolve(appearance.get("N"));
    var fresh = new ArrayList<Integer>();
    if (normal instanceof PdfValue.Stream stream) {
      References.forEach(
          stream,
          ref -> {
            if (context.isNew(ref.number())) {
              fresh.add(ref.number());
            }
          });
    }
    if (!fresh.isEmpty()) {
      throw field("field '%s' is shown by more than it was signed with".formatted(field.name()));
    }
  }

  private boolean isEmpty(FormField field) {
    var value = context.before.resolve(field.value());
    return value == PdfValue.Null.NULL
        || value instanceof PdfValue.Text text && text.bytes().length == 0;
  }

  private PdfValue.Dict newDict(FormField field) throws ForbiddenChange {
    if (context.object(field.number()).value() instanceof PdfValue.Dict dict) {
      return dict;
    }
    throw field("field '%s' is gone".formatted(field.name()));
  }

  /** One normal appearance, a new stream; what is old cannot be made to show anything else. */
  private void appearance(PdfValue.@Nullable Dict old, PdfValue.Dict now) throws ForbiddenChange {
    var value = now.get("AP");
    if (Objects.equals(old == null ? null : old.get("AP"), value)) {
      if (value instanceof PdfValue.Ref ref && context.defines(ref.number())) {
        throw field("an appearance is changed");
      }
      return;
    }
    var appearance = context.after.dict(value);
    if (appearance == null
        || !appearance.keys().equals(Set.of("N"))
        || !(appearance.get("N") instanceof PdfValue.Ref normal)
        || !context.isNew(normal.number())
        || !(context.object(normal.number()).value() instanceof PdfValue.Stream stream)
        || !stream.dict().is("Subtype", "Form")
        || value instanceof PdfValue.Ref ref && !context.isNew(ref.number())) {
      throw field("an appearance that is not one new form");
    }
    context.accountForNew(value);
  }

  private ForbiddenChange field(String message) {
    return context.forbidden(ForbiddenChange.Kind.FIELD, message);
  }
}
