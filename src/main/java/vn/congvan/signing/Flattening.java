package vn.congvan.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jspecify.annotations.Nullable;

/**
 * Draws what annotations and filled-in fields show onto the page itself, as printing would. A stamp
 * or a form's answers are part of what the leader is to sign; the annotation, which anybody could
 * change later, is not kept.
 */
final class Flattening {
  /** Annotations that are marks on the paper; others are notes about it, or things to click on. */
  private static final Set<String> MARKS =
      Set.of(
          "Widget",
          "FreeText",
          "Line",
          "Square",
          "Circle",
          "Polygon",
          "PolyLine",
          "Highlight",
          "Underline",
          "Squiggly",
          "StrikeOut",
          "Stamp",
          "Caret",
          "Ink",
          "Redact",
          "Watermark");

  private static final int HIDDEN = 2;
  private static final int NO_VIEW = 32;
  private static final String NAME = "Flattened";

  private final COSDocument document;

  Flattening(COSDocument document) {
    this.document = document;
  }

  /** Draws the page's marks into {@code kept}, which stands in for it. */
  void flatten(PDPage page, COSDictionary kept) throws IOException {
    var annotations = page.getCOSObject().getCOSArray(COSName.ANNOTS);
    if (annotations == null) {
      return;
    }
    var drawing = new StringBuilder();
    var forms = new ArrayList<COSBase>();
    for (COSBase item : annotations) {
      if (Sanitiser.resolved(item) instanceof COSDictionary annotation && isMark(annotation)) {
        var appearance = appearance(annotation);
        if (appearance != null && Sanitiser.resolved(appearance) instanceof COSStream form) {
          var place = place(annotation, form);
          if (!place.isEmpty()) {
            drawing.append("q %s cm /%s%d Do Q\n".formatted(place, NAME, forms.size()));
            forms.add(appearance);
          }
        }
      }
    }
    if (!forms.isEmpty()) {
      kept.setItem(COSName.RESOURCES, resources(page, forms));
      kept.setItem(
          COSName.CONTENTS, contents(page.getCOSObject().getItem(COSName.CONTENTS), drawing));
    }
  }

  private static boolean isMark(COSDictionary annotation) {
    var kind = annotation.getNameAsString(COSName.SUBTYPE);
    return kind != null
        && MARKS.contains(kind)
        && (annotation.getInt(COSName.F, 0) & (HIDDEN | NO_VIEW)) == 0;
  }

  /** The normal appearance, in the state the annotation is in (ISO 32000-2, 12.5.5). */
  private static @Nullable COSBase appearance(COSDictionary annotation) {
    var appearances = annotation.getCOSDictionary(COSName.AP);
    var normal = appearances == null ? null : appearances.getItem(COSName.N);
    if (Sanitiser.resolved(normal) instanceof COSStream) {
      return normal;
    }
    var state = annotation.getCOSName(COSName.AS);
    return Sanitiser.resolved(normal) instanceof COSDictionary states && state != null
        ? states.getItem(state)
        : null;
  }

  /** The matrix that brings the form's box onto the annotation's rectangle; empty for no room. */
  private static String place(COSDictionary annotation, COSStream form) {
    var rectangle = annotation.getCOSArray(COSName.RECT);
    var shown = new PDFormXObject(form);
    if (rectangle == null || rectangle.size() < 4 || shown.getBBox() == null) {
      return "";
    }
    var target = new PDRectangle(rectangle);
    var box = shown.getBBox().transform(shown.getMatrix()).getBounds2D();
    if (box.getWidth() <= 0 || box.getHeight() <= 0) {
      return "";
    }
    var x = target.getWidth() / box.getWidth();
    var y = target.getHeight() / box.getHeight();
    return PdfText.numbers(
        x,
        0,
        0,
        y,
        target.getLowerLeftX() - box.getX() * x,
        target.getLowerLeftY() - box.getY() * y);
  }

  private static COSDictionary resources(PDPage page, List<COSBase> forms) {
    var inherited = page.getResources();
    var resources =
        inherited == null ? new COSDictionary() : new COSDictionary(inherited.getCOSObject());
    var named = resources.getCOSDictionary(COSName.XOBJECT);
    var objects = named == null ? new COSDictionary() : new COSDictionary(named);
    for (var i = 0; i < forms.size(); i++) {
      objects.setItem(COSName.getPDFName(NAME + i), forms.get(i));
    }
    resources.setItem(COSName.XOBJECT, objects);
    return resources;
  }

  /** The page's own drawing between q and Q, whatever it leaves behind, then ours. */
  COSArray contents(@Nullable COSBase own, CharSequence drawing) throws IOException {
    var contents = new COSArray();
    contents.add(stream("q\n"));
    if (Sanitiser.resolved(own) instanceof COSArray several) {
      contents.addAll(several);
    } else if (own != null) {
      contents.add(own);
    }
    contents.add(stream("\nQ\n" + drawing));
    return contents;
  }

  private COSStream stream(String text) throws IOException {
    var stream = document.createCOSStream();
    try (var out = stream.createRawOutputStream()) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return stream;
  }
}
