package vn.congvan.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNull;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;
import vn.congvan.inspection.Layers;
import vn.congvan.trust.CryptoProviders;

/**
 * One writing of one source. Catalog, form and fields come first, under the lowest numbers, so that
 * the signer finds them together at the beginning however long the file is.
 */
final class Rewriting {
  private final PDDocument document;
  private final FieldPlan plan;

  Rewriting(PDDocument document, FieldPlan plan) {
    this.document = document;
    this.plan = plan;
  }

  /** As much as can be told without reading all of it. */
  void check() throws IOException {
    if (document.isEncrypted()) {
      throw PrepareFailure.encrypted();
    }
    if (!document.getSignatureDictionaries().isEmpty()) {
      throw PrepareFailure.signed();
    }
    if (Layers.of(document.getDocumentCatalog().getCOSObject()).hidden()) {
      throw PrepareFailure.hiddenLayers();
    }
    plan.pages().forEach(this::page);
  }

  void write(OutputStream out) throws IOException {
    check();
    var sanitiser = new Sanitiser();
    var writer =
        new PlainWriter(
            out,
            CryptoProviders.best().sha256(),
            sanitiser,
            document.getDocument().getXrefTable().keySet(),
            version());
    var root = writer.reserve();
    var form = writer.reserve();
    var fields = EmptyFields.of(plan, writer, () -> view(page(0)));

    var views = new TreeMap<Integer, PageView>();
    var numbers = new TreeMap<Integer, Integer>();
    for (var index : fields.pages()) {
      var page = page(index);
      views.put(index, view(page));
      numbers.put(index, writer.numberOf(reference(page)));
    }
    var marks = new PageMarks(plan.marks(), writer);
    layPages(writer, sanitiser, fields, marks);

    var trailer = document.getDocument().getTrailer();
    writer.stand(trailer.getItem(COSName.ROOT), root);
    var catalog = sanitiser.catalog(document.getDocumentCatalog().getCOSObject());
    catalog.setItem(COSName.ACRO_FORM, ours(writer, form));
    writer.object(root, writer.spelled(catalog));
    fields.write(form, views, numbers);
    marks.writeFont();
    writer.writeReferred();
    writer.end(root, writeInformation(writer, trailer.getCOSDictionary(COSName.INFO)));
  }

  /** Pages that have marks to be flattened or fields of ours are made anew. */
  private void layPages(
      PlainWriter writer, Sanitiser sanitiser, EmptyFields fields, PageMarks marks)
      throws IOException {
    var flattening = new Flattening(document.getDocument());
    var index = 0;
    for (PDPage page : document.getPages()) {
      var source = page.getCOSObject();
      var widgets = fields.on(index);
      var marked = marks.on(index);
      index++;
      if (!widgets.isEmpty() || !marked.isEmpty() || source.containsKey(COSName.ANNOTS)) {
        var kept = Sanitiser.page(source);
        flattening.flatten(page, kept);
        marks.draw(marked, page, view(page), kept, flattening);
        var annotations = Sanitiser.links(source);
        for (var widget : widgets) {
          annotations.add(ours(writer, widget));
        }
        if (annotations.size() > 0) {
          kept.setItem(COSName.ANNOTS, annotations);
        }
        sanitiser.replace(source, kept);
      }
    }
  }

  /** Title, author and the like; nothing that is not plain text. */
  private static int writeInformation(PlainWriter writer, @Nullable COSDictionary source)
      throws IOException {
    var kept = new COSDictionary();
    if (source != null) {
      for (var key : source.keySet()) {
        if (source.getDictionaryObject(key) instanceof COSString text) {
          kept.setItem(key, text);
        }
      }
    }
    if (kept.size() == 0) {
      return 0;
    }
    var number = writer.reserve();
    writer.object(number, writer.spelled(kept));
    return number;
  }

  private PDPage page(int index) {
    try {
      return document.getPage(index);
    } catch (IndexOutOfBoundsException | IllegalStateException e) {
      throw PrepareFailure.noSuchPage(index, document.getNumberOfPages());
    }
  }

  private static PageView view(PDPage page) {
    var area = page.getCropBox();
    return new PageView(
        area.getLowerLeftX(),
        area.getLowerLeftY(),
        area.getUpperRightX(),
        area.getUpperRightY(),
        page.getRotation());
  }

  /** A page as its parent names it. */
  private static COSBase reference(PDPage page) throws IOException {
    var parent = page.getCOSObject().getCOSDictionary(COSName.PARENT);
    var siblings = parent == null ? null : parent.getCOSArray(COSName.KIDS);
    if (siblings != null) {
      for (COSBase sibling : siblings) {
        if (Sanitiser.resolved(sibling) == page.getCOSObject()) {
          return sibling;
        }
      }
    }
    throw new IOException("a page is not among the children of its parent");
  }

  static COSObject ours(PlainWriter writer, int number) {
    var reference = new COSObject(COSNull.NULL, new COSObjectKey(number, 0));
    writer.stand(reference, number);
    return reference;
  }

  private String version() {
    return document.getVersion() >= 2 ? "2.0" : "1.7";
  }
}
