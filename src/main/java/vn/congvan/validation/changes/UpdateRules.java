package vn.congvan.validation.changes;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.PdfFile;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.SignatureObject;
import vn.congvan.validation.pdf.Update;

/** Judges one update: trailer, catalog, form, pages, validation data; then nothing may be left. */
final class UpdateRules {
  private static final Set<String> OF_THE_SECTION =
      Set.of(
          "Size",
          "Prev",
          "ID",
          "Info",
          "Root",
          "Type",
          "W",
          "Index",
          "Length",
          "Filter",
          "DecodeParms");
  private static final Set<String> OF_THE_CATALOG =
      Set.of("AcroForm", "DSS", "Extensions", "Metadata");

  private final UpdateContext context;
  private final Set<Integer> dangling;

  UpdateRules(
      PdfFile file,
      Update update,
      @Nullable SignatureObject signature,
      Permissions permissions,
      Profile profile,
      Set<Integer> dangling) {
    this.context = new UpdateContext(file, update, signature, permissions, profile);
    this.dangling = dangling;
  }

  void check() throws ForbiddenChange {
    if (context.update.objects().isEmpty()) {
      throw context.content("an update adds nothing");
    }
    trailer();
    catalog();
    new FormRules(context).check();
    new PageRules(context).check();
    new ValidationDataRules(context).check();
    information();
    nothingLeft();
    context.checkExclusive();
  }

  private void trailer() throws ForbiddenChange {
    var old = context.before.trailer();
    var now = context.after.trailer();
    var root = now.get("Root");
    if (!(root instanceof PdfValue.Ref) || !root.equals(old.get("Root"))) {
      throw context.content("the trailer names another catalog");
    }
    context.nothingElse(old, now, OF_THE_SECTION, "the trailer");
    var oldId = firstId(old);
    var newId = firstId(now);
    if (oldId != null && newId != null && !newId.equals(oldId)) {
      throw context.content("the file's /ID is changed");
    }
    var info = now.get("Info");
    if (info != null
        && !info.equals(old.get("Info"))
        && (context.closed()
            || old.get("Info") != null
            || !(info instanceof PdfValue.Ref ref)
            || !context.isNew(ref.number()))) {
      throw context.content("the trailer names other document information");
    }
  }

  private static @Nullable PdfValue firstId(PdfValue.Dict trailer) {
    return trailer.get("ID") instanceof PdfValue.Array id && !id.items().isEmpty()
        ? id.items().get(0)
        : null;
  }

  private void catalog() throws ForbiddenChange {
    var root = (PdfValue.Ref) Objects.requireNonNull(context.after.trailer().get("Root"));
    if (!context.defines(root.number())) {
      return;
    }
    var old = context.before.catalog();
    var now = context.after.catalog();
    context.same(old, now, OF_THE_CATALOG, "the catalog");
    extensions(old.get("Extensions"), now.get("Extensions"));
    var oldForm = old.get("AcroForm");
    var newForm = now.get("AcroForm");
    if (oldForm instanceof PdfValue.Ref
        ? !oldForm.equals(newForm)
        : newForm instanceof PdfValue.Ref) {
      throw context.content("the catalog names another form");
    }
    context.account(root.number());
  }

  /** Developer extensions may be declared, none taken away. */
  private void extensions(@Nullable PdfValue old, @Nullable PdfValue now) throws ForbiddenChange {
    if (Objects.equals(old, now)) {
      return;
    }
    var oldDict = context.before.dict(old);
    var newDict = context.after.dict(now);
    if (newDict == null || now instanceof PdfValue.Ref ref && !context.isNew(ref.number())) {
      throw context.content("the catalog's /Extensions is changed");
    }
    if (oldDict != null) {
      for (var key : oldDict.keys()) {
        if (!Objects.equals(oldDict.get(key), newDict.get(key))) {
          throw context.content("a developer extension is changed");
        }
      }
    }
    context.accountForNew(now);
  }

  /** In documents of others: information and metadata, if they are nothing but that. */
  private void information() throws ForbiddenChange {
    if (context.after.trailer().get("Info") instanceof PdfValue.Ref info
        && context.defines(info.number())) {
      if (context.closed()
          || !(context.object(info.number()).value() instanceof PdfValue.Dict)
          || !(context.before.resolve(info) instanceof PdfValue.Dict)
              && !context.isNew(info.number())) {
        throw context.content("the document information is changed");
      }
      context.accountIfOnlyUsedBy(info.number(), Set.of());
    }
    var old = context.before.catalog().get("Metadata");
    var now = context.after.catalog().get("Metadata");
    if (!Objects.equals(old, now) && context.closed()) {
      throw context.content("the metadata are changed");
    }
    if (now instanceof PdfValue.Ref metadata && context.defines(metadata.number())) {
      if (context.closed()
          || !isMetadata(context.object(metadata.number()).value())
          || !context.isNew(metadata.number()) && !isMetadata(context.before.resolve(metadata))) {
        throw context.content("the metadata are changed");
      }
      context.accountIfOnlyUsedBy(metadata.number(), Set.of(rootNumber()));
    } else if (!Objects.equals(old, now) && now != null) {
      throw context.content("the catalog names other metadata");
    }
  }

  private int rootNumber() {
    return context.after.trailer().get("Root") instanceof PdfValue.Ref root ? root.number() : 0;
  }

  private static boolean isMetadata(PdfValue value) {
    return value instanceof PdfValue.Stream stream
        && stream.dict().is("Type", "Metadata")
        && stream.dict().is("Subtype", "XML");
  }

  private void nothingLeft() throws ForbiddenChange {
    var fresh = new HashSet<>(context.update.containers());
    for (var number : context.update.objects().keySet()) {
      if (!context.accountedFor(number) && !isInert(number)) {
        throw context.content(
            context.isNew(number)
                ? "object %d is added for no permitted reason".formatted(number)
                : "object %d is changed".formatted(number));
      }
      if (context.isNew(number)) {
        fresh.add(number);
      }
    }
    for (var number : fresh) {
      if (dangling.contains(number)) {
        throw context.content(
            "object %d, which the signed document refers to and did not have, is added"
                .formatted(number));
      }
    }
  }

  /**
   * Some signers leave behind a dictionary for validation data that nothing refers to. It holds
   * references only, so there is nothing a page could show.
   */
  private boolean isInert(int number) {
    return !context.closed()
        && context.isNew(number)
        && context.object(number).value() instanceof PdfValue.Dict dict
        && dict.is("Type", "VRI")
        && ValidationDataRules.VRI_KEYS.containsAll(dict.keys());
  }
}
