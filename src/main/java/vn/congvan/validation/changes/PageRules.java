package vn.congvan.validation.changes;

import java.util.HashSet;
import java.util.Set;
import vn.congvan.validation.pdf.PdfValue;

/** Pages: nothing but the widgets of new signatures at the end of /Annots. */
final class PageRules {
  private final UpdateContext context;

  PageRules(UpdateContext context) {
    this.context = context;
  }

  void check() throws ForbiddenChange {
    for (var number : context.update.objects().keySet()) {
      var old = context.isNew(number) ? null : UpdateContext.dict(context.before, number);
      if (old != null && old.is("Type", "Page")) {
        page(number, old);
      }
    }
    for (var number : context.newWidgets) {
      var widget = UpdateContext.dict(context.after, number);
      if (widget != null
          && widget.get("P") instanceof PdfValue.Ref page
          && !context.defines(page.number())) {
        listInPlace(page);
      }
    }
  }

  private void page(int number, PdfValue.Dict old) throws ForbiddenChange {
    var now = UpdateContext.dict(context.after, number);
    if (now == null) {
      throw context.content("page object %d is gone".formatted(number));
    }
    context.same(old, now, Set.of("Annots"), "a page");
    annotations(old, now);
    context.account(number);
  }

  /** The page stays, and its list of annotations is an object of its own that grows. */
  private void listInPlace(PdfValue.Ref pageRef) throws ForbiddenChange {
    var page = context.before.dict(pageRef);
    if (page != null
        && page.is("Type", "Page")
        && page.get("Annots") instanceof PdfValue.Ref list
        && context.defines(list.number())) {
      annotations(page, page);
    }
  }

  private void annotations(PdfValue.Dict old, PdfValue.Dict now) throws ForbiddenChange {
    var size = context.appended(old.get("Annots"), now.get("Annots"), "a page's annotations");
    var list = context.after.array(now.get("Annots"));
    if (list == null) {
      return;
    }
    var seen = new HashSet<PdfValue>();
    for (var item : list.items().subList(size, list.items().size())) {
      if (!(item instanceof PdfValue.Ref ref)
          || !context.newWidgets.contains(ref.number())
          || !seen.add(item)) {
        throw context.content("an annotation is added that is no new signature's");
      }
    }
  }
}
