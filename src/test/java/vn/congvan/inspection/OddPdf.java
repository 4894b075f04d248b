package vn.congvan.inspection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.jspecify.annotations.Nullable;

/** Files that each hold one thing that a document should not, and are plain otherwise. */
public final class OddPdf {
  private static final String FONT = "/liberation/LiberationSerif-Regular.ttf";

  /** Adds the odd thing to a plain file of one page. */
  public interface Oddity {
    void addTo(PDDocument pdf) throws IOException;
  }

  private OddPdf() {}

  /** One page, a line of text in a font of its own. */
  public static byte[] plain() {
    return with(pdf -> {});
  }

  public static byte[] with(Oddity oddity) {
    try (var pdf = new PDDocument()) {
      pdf.setDocumentId(20261124L);
      var page = new PDPage(PDRectangle.A4);
      pdf.addPage(page);
      try (var content = new PDPageContentStream(pdf, page);
          var ttf = OddPdf.class.getResourceAsStream(FONT)) {
        content.beginText();
        content.setFont(PDType0Font.load(pdf, ttf, true), 13);
        content.newLineAtOffset(80, 500);
        content.showText("V/v tăng cường gửi, nhận văn bản điện tử");
        content.endText();
      }
      oddity.addTo(pdf);
      var out = new ByteArrayOutputStream();
      pdf.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A script that runs when the file is opened. */
  public static byte[] script() {
    return with(pdf -> catalog(pdf).setItem(COSName.OPEN_ACTION, script("app.alert(1)")));
  }

  /** A script behind an annotation that nobody sees. */
  public static byte[] scriptInAnAnnotation() {
    return with(
        pdf -> {
          var field = annotation(pdf, "Widget", 0);
          var when = new COSDictionary();
          when.setItem(COSName.getPDFName("E"), script("app.alert(2)"));
          field.setItem(COSName.AA, when);
        });
  }

  /** A script in the catalog's tree of names. */
  public static byte[] scriptByName() {
    return with(
        pdf -> {
          var tree = new COSDictionary();
          tree.setItem(COSName.NAMES, new COSArray());
          var names = new COSDictionary();
          names.setItem(COSName.getPDFName("JavaScript"), tree);
          catalog(pdf).setItem(COSName.NAMES, names);
        });
  }

  public static byte[] action(String kind) {
    return with(
        pdf -> {
          var action = new COSDictionary();
          action.setItem(COSName.S, COSName.getPDFName(kind));
          annotation(pdf, "Link", 0).setItem(COSName.A, action);
        });
  }

  public static byte[] xfa() {
    return with(
        pdf -> {
          var form = new COSDictionary();
          form.setItem(COSName.FIELDS, new COSArray());
          form.setItem(COSName.XFA, new COSString("<xdp/>"));
          catalog(pdf).setItem(COSName.ACRO_FORM, form);
        });
  }

  public static byte[] fileInside() {
    return with(
        pdf -> {
          var inside = pdf.getDocument().createCOSStream();
          try (var out = inside.createOutputStream()) {
            out.write("ẩn".getBytes(StandardCharsets.UTF_8));
          }
          var files = new COSDictionary();
          files.setItem(COSName.F, inside);
          var specification = new COSDictionary();
          specification.setItem(COSName.EF, files);
          annotation(pdf, "FileAttachment", 0).setItem(COSName.FS, specification);
        });
  }

  /**
   * @param flags 2 hidden, 32 not on the screen
   */
  public static byte[] annotationWithFlags(int flags) {
    return with(pdf -> annotation(pdf, "Stamp", flags));
  }

  /** A field of somebody's form, filled in. */
  public static byte[] formField() {
    return with(
        pdf -> {
          var field = annotation(pdf, "Widget", 4);
          field.setItem(COSName.FT, COSName.getPDFName("Tx"));
          field.setString(COSName.T, "ý kiến");
          field.setString(COSName.V, "đồng ý");
          var fields = new COSArray();
          fields.add(field);
          var form = new COSDictionary();
          form.setItem(COSName.FIELDS, fields);
          form.setItem(COSName.DR, helveticaIn(new PDResources()).getCOSObject());
          catalog(pdf).setItem(COSName.ACRO_FORM, form);
        });
  }

  /** An invisible signature's field, not signed. */
  public static byte[] invisibleSignatureField() {
    return with(pdf -> annotation(pdf, "Widget", 2).setItem(COSName.FT, COSName.SIG));
  }

  /** Text in a font that every reader replaces by one of its own. */
  public static byte[] fontOfTheReader() {
    return with(
        pdf -> {
          var page = pdf.getPage(0);
          try (var content =
              new PDPageContentStream(pdf, page, PDPageContentStream.AppendMode.APPEND, false)) {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), 13);
            content.newLineAtOffset(80, 400);
            content.showText("So: 15/UBND");
            content.endText();
          }
        });
  }

  /** What a graphics state sets as font, and the file does not hold. */
  public static byte[] fontOfAGraphicsState() {
    return with(
        pdf -> {
          var setting = new COSArray();
          setting.add(new PDType1Font(FontName.COURIER).getCOSObject());
          setting.add(new COSFloat(12));
          var state = new COSDictionary();
          state.setItem(COSName.FONT, setting);
          var states = new COSDictionary();
          states.setItem(COSName.getPDFName("G"), state);
          pdf.getPage(0).getResources().getCOSObject().setItem(COSName.EXT_G_STATE, states);
        });
  }

  /** How the layers of a file are set up. */
  public interface Setup {
    /**
     * @param first the configuration a reader begins with
     */
    void layers(COSDictionary first, COSDictionary seen, COSDictionary other);
  }

  /** Two layers, a square drawn in each: at 100, 100 as marked content, at 300, 100 as a form. */
  public static byte[] layers(Setup setup) {
    return layers(setup, null);
  }

  /**
   * @param policy of a membership (null for none) the second square belongs to, in place of its
   *     layer
   */
  public static byte[] layers(Setup setup, @Nullable String policy) {
    return with(
        pdf -> {
          var seen = layer("Chữ");
          var other = layer("Nền");
          var groups = new COSArray();
          groups.add(indirect(seen, 9001));
          groups.add(indirect(other, 9002));
          var first = new COSDictionary();
          setup.layers(first, seen, other);
          var properties = new COSDictionary();
          properties.setItem(COSName.getPDFName("OCGs"), groups);
          properties.setItem(COSName.D, first);
          catalog(pdf).setItem(COSName.getPDFName("OCProperties"), properties);
          var page = pdf.getPage(0);
          var resources = page.getResources();
          var square = pdf.getDocument().createCOSStream();
          square.setItem(COSName.SUBTYPE, COSName.FORM);
          square.setItem(COSName.BBOX, new PDRectangle(40, 40).getCOSArray());
          square.setItem(COSName.OC, policy == null ? other : membership(policy, other));
          try (var out = square.createOutputStream()) {
            out.write("0 0 1 rg 0 0 40 40 re f".getBytes(StandardCharsets.US_ASCII));
          }
          var named = new COSDictionary();
          named.setItem(COSName.getPDFName("MC0"), seen);
          resources.getCOSObject().setItem(COSName.getPDFName("Properties"), named);
          var forms = new COSDictionary();
          forms.setItem(COSName.getPDFName("Square"), square);
          resources.getCOSObject().setItem(COSName.XOBJECT, forms);
          try (var content =
              new PDPageContentStream(pdf, page, PDPageContentStream.AppendMode.APPEND, false)) {
            content.appendRawCommands(
                "/OC /MC0 BDC 1 0 0 rg 100 100 40 40 re f EMC q 1 0 0 1 300 100 cm /Square Do Q\n");
          }
        });
  }

  /** A file of two revisions; the first's page said something else. */
  public static byte[] twoRevisions() {
    try (var pdf = Loader.loadPDF(plain())) {
      var page = pdf.getPage(0);
      page.getCOSObject().setItem(COSName.ROTATE, COSInteger.ZERO);
      page.getCOSObject().setNeedToBeUpdated(true);
      catalog(pdf).setNeedToBeUpdated(true);
      var out = new ByteArrayOutputStream();
      pdf.saveIncremental(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Objects in objects, deeper than any document's. */
  public static byte[] nestedDeeply() {
    return with(
        pdf -> {
          var inner = new COSArray();
          for (var i = 0; i < 100; i++) {
            var outer = new COSArray();
            outer.add(inner);
            inner = outer;
          }
          catalog(pdf).setItem(COSName.getPDFName("Deep"), inner);
        });
  }

  public static COSName name(String name) {
    return COSName.getPDFName(name);
  }

  public static COSArray array(COSDictionary... items) {
    var array = new COSArray();
    for (var item : items) {
      array.add(item);
    }
    return array;
  }

  private static COSDictionary layer(String name) {
    var layer = new COSDictionary();
    layer.setItem(COSName.TYPE, COSName.getPDFName("OCG"));
    layer.setString(COSName.NAME, name);
    return layer;
  }

  private static COSDictionary membership(String policy, COSDictionary layer) {
    var membership = new COSDictionary();
    membership.setItem(COSName.TYPE, COSName.getPDFName("OCMD"));
    membership.setItem(COSName.P, COSName.getPDFName(policy));
    membership.setItem(COSName.getPDFName("OCGs"), layer);
    return membership;
  }

  private static COSDictionary annotation(PDDocument pdf, String kind, int flags)
      throws IOException {
    var look = pdf.getDocument().createCOSStream();
    look.setItem(COSName.SUBTYPE, COSName.FORM);
    look.setItem(COSName.BBOX, new PDRectangle(10, 10).getCOSArray());
    look.setItem(COSName.RESOURCES, new COSDictionary());
    try (var out = look.createOutputStream()) {
      out.write("0 0.5 0 rg 0 0 10 10 re f".getBytes(StandardCharsets.US_ASCII));
    }
    var normal = new COSDictionary();
    normal.setItem(COSName.N, look);
    var annotation = new COSDictionary();
    annotation.setItem(COSName.TYPE, COSName.ANNOT);
    annotation.setItem(COSName.SUBTYPE, COSName.getPDFName(kind));
    annotation.setItem(COSName.RECT, new PDRectangle(200, 200, 40, 40).getCOSArray());
    annotation.setItem(COSName.AP, normal);
    annotation.setInt(COSName.F, flags);
    pdf.getPage(0).getCOSObject().setItem(COSName.ANNOTS, array(annotation));
    return annotation;
  }

  private static PDResources helveticaIn(PDResources resources) {
    resources.put(COSName.getPDFName("Helv"), new PDType1Font(FontName.HELVETICA));
    return resources;
  }

  private static COSObject indirect(COSDictionary dictionary, int number) {
    return new COSObject(dictionary, new COSObjectKey(number, 0));
  }

  private static COSDictionary script(String code) {
    var action = new COSDictionary();
    action.setItem(COSName.S, COSName.getPDFName("JavaScript"));
    action.setItem(COSName.JS, new COSString(code));
    return action;
  }

  private static COSDictionary catalog(PDDocument pdf) {
    return pdf.getDocumentCatalog().getCOSObject();
  }
}
