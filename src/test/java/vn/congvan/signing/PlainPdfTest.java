package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.congvan.document.SetAside;
import vn.congvan.inspection.OddPdf;
import vn.congvan.inspection.PdfContents;
import vn.congvan.trust.lab.KeyKind;

class PlainPdfTest {
  private static final int HEADER = "%PDF-1.7\n".length() + 6;

  @TempDir Path folder;

  private Desk desk;

  @BeforeEach
  void atTheDesk() {
    desk = new Desk(folder);
  }

  @Test
  void everySourceBecomesOneRevisionWithOnePlainTable() throws IOException {
    for (var source : Samples.sources().entrySet()) {
      var prepared = desk.prepared(source.getValue());

      var revision = new Appended(prepared, 0);
      revision.assertTiled(HEADER);
      assertThat(revision.objects.keySet())
          .as("%s: every number is in use", source.getKey())
          .hasSize(revision.objects.lastKey());
      assertThat(revision.trailer).doesNotContain("/Prev", "/XRefStm", "/Encrypt");
      assertThat(Appended.latin(prepared, 0, prepared.length))
          .startsWith("%PDF-1.7\n")
          .doesNotContain("/ObjStm", "/XRef", "%%EOF\n%", "/NeedAppearances");
    }
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    for (var source : Samples.sources().entrySet()) {
      assertThat(desk.prepared(source.getValue()))
          .as(source.getKey())
          .isEqualTo(desk.prepared(source.getValue()));
    }
    assertThat(desk.prepared(Sources.letter())).isEqualTo(desk.prepared(Sources.packed()));
  }

  @Test
  void whatThePageSaysStays() throws IOException {
    for (var source : Samples.sources().entrySet()) {
      assertThat(text(desk.prepared(source.getValue())))
          .as(source.getKey())
          .isEqualTo(text(source.getValue()));
    }
  }

  @Test
  void fourEmptyFieldsAreLaidDownEachWithItsPageAndItsRectangle() throws IOException {
    var source = Sources.scan(3);
    try (var pdf = Loader.loadPDF(desk.prepared(source))) {
      var form = pdf.getDocumentCatalog().getAcroForm(null);
      assertThat(form.getFields())
          .extracting(field -> field.getFullyQualifiedName())
          .containsExactly("leader", "seal", "number", "date");
      assertThat(form.getFields()).extracting(field -> field.getValueAsString()).containsOnly("");
      assertThat(form.isSignaturesExist()).isFalse();
      assertThat(form.getField("leader").getFieldType()).isEqualTo("Sig");
      assertThat(form.getField("number").getFieldType()).isEqualTo("Tx");
      assertThat(form.getField("number").isReadOnly()).isFalse();

      for (var field : form.getFields()) {
        var widget = field.getWidgets().get(0);
        assertThat(widget.isPrinted() && !widget.isHidden()).isTrue();
        var first = field.getFullyQualifiedName().matches("number|date");
        var page = pdf.getPage(first ? 0 : 2);
        assertThat(widget.getPage().getCOSObject()).isSameAs(page.getCOSObject());
        assertThat(page.getAnnotations())
            .extracting(PDAnnotation::getCOSObject)
            .contains(widget.getCOSObject());
      }
      var number = form.getField("number").getWidgets().get(0).getRectangle();
      assertThat(number.getLowerLeftX()).isCloseTo(87f, within(0.01f));
      assertThat(number.getUpperRightY()).isCloseTo(738f, within(0.01f));
    }
  }

  @Test
  void anAttachmentGetsOneFieldAtTheTopRightOfItsFirstPage() throws IOException {
    try (var pdf = Loader.loadPDF(desk.preparedAttachment(Sources.scan(2)))) {
      var form = pdf.getDocumentCatalog().getAcroForm(null);
      assertThat(form.getFields()).hasSize(1);
      var box = form.getField("seal").getWidgets().get(0).getRectangle();
      var page = pdf.getPage(0).getCropBox();
      assertThat(page.getWidth() - box.getUpperRightX()).isBetween(40f, 45f);
      assertThat(page.getHeight() - box.getUpperRightY()).isBetween(20f, 25f);
      assertThat(box.getWidth()).isGreaterThan(250f);
    }
  }

  @Test
  void aCopysFieldHasANameOfItsOwn() throws IOException {
    try (var pdf = Loader.loadPDF(desk.preparedCopy(Sources.scan(2)))) {
      assertThat(pdf.getDocumentCatalog().getAcroForm(null).getFields())
          .extracting(PDField::getFullyQualifiedName)
          .containsExactly("copy-seal");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void onATurnedPageFieldsLieWhereTheReaderSeesThem(int rotation) throws IOException {
    // As the page is turned upright again, a box's corners must come to lie where they were laid.
    var source = Sources.turned(rotation);
    try (var pdf = Loader.loadPDF(desk.prepared(source))) {
      var page = pdf.getPage(0);
      var box =
          pdf.getDocumentCatalog()
              .getAcroForm(null)
              .getField("number")
              .getWidgets()
              .get(0)
              .getRectangle();
      var upright = page.getMatrix();
      var crop = page.getCropBox();
      upright.concatenate(
          org.apache.pdfbox.util.Matrix.getRotateInstance(-Math.toRadians(rotation), 0, 0));
      var shape = box.transform(upright).getBounds2D();
      var paper = crop.transform(upright).getBounds2D();
      assertThat(shape.getX() - paper.getX()).isCloseTo(87, within(0.01));
      assertThat(shape.getY() - paper.getY()).isCloseTo(716, within(0.01));
      assertThat(shape.getWidth()).isCloseTo(193, within(0.01));
      assertThat(shape.getHeight()).isCloseTo(22, within(0.01));
    }
  }

  @Test
  void whatCouldActOrHideIsLeftOutAndWhatIsSeenIsDrawnOnThePage() throws IOException {
    var prepared = desk.prepared(Sources.busy());
    assertThat(everything(prepared))
        .doesNotContain("JavaScript", "app.alert", "OpenAction", "EmbeddedFile")
        .doesNotContain("TỆP GIẤU", "Popup", "/Odd")
        .contains("https://example.vn/cong-khai");

    try (var pdf = Loader.loadPDF(prepared)) {
      var page = pdf.getPage(0);
      assertThat(page.getAnnotations())
          .extracting(PDAnnotation::getSubtype)
          .containsExactly("Link", "Widget", "Widget", "Widget", "Widget");
      assertThat(page.getResources().getXObjectNames())
          .as("the stamp and the answer; not the hidden stamp, not the note")
          .extracting(COSName::getName)
          .contains("Flattened0", "Flattened1")
          .doesNotContain("Flattened2");
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Công văn có phụ thêm");
      assertThat(pdf.getDocumentCatalog().getAcroForm(null).getFields()).hasSize(4);
    }
    var before = Looks.render(Sources.busy());
    var after = Looks.render(prepared);
    assertThat(Looks.colourAt(after, 180, 415)).isEqualTo(Looks.colourAt(before, 180, 415));
    assertThat(Looks.colourAt(after, 380, 415)).isEqualTo(Looks.colourAt(before, 380, 415));
    assertThat(Looks.colourAt(after, 280, 415)).as("the hidden stamp").isEqualTo(0xFFFFFF);
  }

  @Test
  void layersThatAreAllOnBecomeAPartOfThePage() throws IOException {
    for (var source :
        List.of(
            OddPdf.layers((first, seen, other) -> {}),
            OddPdf.layers((first, seen, other) -> {}, "AllOn"))) {
      var prepared = desk.prepared(source);

      assertThat(everything(prepared)).doesNotContain("OCProperties", "OCG", "OCMD", "{OC}");
      var before = Looks.render(source);
      var after = Looks.render(prepared);
      for (var x : new int[] {120, 320}) {
        assertThat(Looks.colourAt(after, x, 120))
            .isEqualTo(Looks.colourAt(before, x, 120))
            .isNotEqualTo(0xFFFFFF);
      }
    }
  }

  @Test
  void layersThatHideSomethingAreNotSigned() throws IOException {
    for (var source :
        List.of(
            OddPdf.layers(
                (first, seen, other) ->
                    first.setItem(COSName.getPDFName("OFF"), OddPdf.array(other))),
            OddPdf.layers((first, seen, other) -> {}, "AnyOff"))) {
      setAside("PREPARE.HIDDEN_LAYERS", () -> desk.prepared(source));
      setAside("PREPARE.HIDDEN_LAYERS", () -> desk.preparedAttachment(source));
    }
  }

  /** What the gate lets in, and what others may bring past it, is not in what the leader signs. */
  @Test
  void nothingOfWhatTheGateLooksForIsLeft() throws IOException {
    for (var source :
        List.of(
            OddPdf.script(),
            OddPdf.scriptInAnAnnotation(),
            OddPdf.scriptByName(),
            OddPdf.action("Launch"),
            OddPdf.action("SubmitForm"),
            OddPdf.xfa(),
            OddPdf.fileInside(),
            OddPdf.annotationWithFlags(2),
            OddPdf.annotationWithFlags(32),
            OddPdf.formField(),
            OddPdf.twoRevisions(),
            OddPdf.layers((first, seen, other) -> {}))) {
      try (var pdf = Loader.loadPDF(desk.prepared(source))) {
        var contents = PdfContents.of(pdf.getDocument());
        assertThat(contents.hasScript() || contents.hasXfa() || contents.hasFilesInside())
            .isFalse();
        assertThat(contents.action()).isEmpty();
        assertThat(contents.hasLayers()).isFalse();
        assertThat(contents.hiddenAnnotations()).isZero();
        assertThat(contents.missingFonts()).isEmpty();
        assertThat(pdf.getDocumentCatalog().getAcroForm(null).getFields())
            .extracting(field -> field.getPartialName())
            .containsExactly("leader", "seal", "number", "date");
      }
    }
  }

  @Test
  void objectsNothingRefersToAreLeftOut() throws IOException {
    // A second revision that replaces the page's contents: the first ones must be gone.
    byte[] twice;
    try (var pdf = Loader.loadPDF(Sources.letter())) {
      var secret = pdf.getDocument().createCOSStream();
      try (var out = secret.createRawOutputStream()) {
        out.write("(NỘI DUNG CŨ)".getBytes(StandardCharsets.UTF_8));
      }
      var page = pdf.getPage(0).getCOSObject();
      page.setItem(COSName.getPDFName("Old"), secret);
      var first = Sources.saved(pdf, CompressParameters.NO_COMPRESSION);
      try (var again = Loader.loadPDF(first)) {
        var catalog = again.getDocumentCatalog().getCOSObject();
        var change = again.getPage(0).getCOSObject();
        change.removeItem(COSName.getPDFName("Old"));
        change.setNeedToBeUpdated(true);
        catalog.setNeedToBeUpdated(true);
        var out = new java.io.ByteArrayOutputStream();
        again.saveIncremental(out);
        twice = out.toByteArray();
      }
    }
    assertThat(new String(twice, StandardCharsets.UTF_8)).contains("NỘI DUNG CŨ");
    assertThat(new String(desk.prepared(twice), StandardCharsets.UTF_8))
        .doesNotContain("NỘI DUNG CŨ");
  }

  @Test
  void aLargeFileIsWrittenTheSameEachTimeAndToWhomeverAsks() throws IOException {
    var source = desk.write("large.pdf", large(6 << 20));
    var layout = Desk.layout(Sources.letter());
    try (var plain = PlainPdf.prepare(source, layout)) {
      var once = Desk.bytes(plain::writeTo);
      assertThat(Desk.bytes(plain::writeTo)).isEqualTo(once);
      new Appended(once, 0).assertTiled(HEADER);
      var full = new IOException("no space left");
      assertThatThrownBy(
              () ->
                  plain.writeTo(
                      new OutputStream() {
                        @Override
                        public void write(int octet) throws IOException {
                          throw full;
                        }
                      }))
          .as("the trouble of the output is told as such")
          .isSameAs(full);
    }
  }

  @Test
  void whatCannotBeMadePlainIsSetAsideWithItsReason() throws IOException {
    var letter = Sources.letter();
    var layout = Desk.layout(letter);
    setAside("CONTENT.MISSING", () -> PlainPdf.prepare(folder.resolve("gone"), layout));
    setAside("PREPARE.ENCRYPTED", () -> PlainPdf.prepare(write(locked("mở")), layout));
    setAside("PREPARE.ENCRYPTED", () -> PlainPdf.prepare(write(locked("")), layout));
    var signed = desk.signed(desk.prepared(letter), KeyKind.P256);
    setAside("PREPARE.SIGNED", () -> PlainPdf.prepare(write(signed), layout));
    setAside("PREPARE.SIGNED", () -> PlainPdf.prepareAttachment(write(signed)));
    setAside("PREPARE.SIGNED", () -> PlainPdf.prepareCopy(write(signed), false));
    var far =
        new FieldLayout(
            new FieldLayout.Place(1, layout.signature().box()),
            layout.seal(),
            layout.number(),
            layout.date());
    setAside("PREPARE.PAGE", () -> PlainPdf.prepare(write(letter), far));
    setAside(
        "PREPARE.UNREADABLE",
        () -> PlainPdf.prepare(write("%PDF-1.7 gì đó".getBytes(StandardCharsets.UTF_8)), layout));
  }

  @Test
  void anObjectThatCannotBeReadIsNotSilentlyLeftOut() throws IOException {
    var letter = new String(Sources.letter(), StandardCharsets.ISO_8859_1);
    var font = letter.indexOf("/BaseFont");
    var spoilt = letter.substring(0, font) + "/BaseF>>t" + letter.substring(font + 9);
    setAside(
        "PREPARE.UNREADABLE",
        () ->
            PlainPdf.prepare(
                write(spoilt.getBytes(StandardCharsets.ISO_8859_1)),
                Desk.layout(Sources.letter())));
  }

  @Test
  void aFileThatWasNeverSignedButIsPreparedAlreadyCanBePreparedAgain() throws IOException {
    var prepared = desk.prepared(Sources.letter());
    try (var pdf = Loader.loadPDF(desk.prepared(prepared))) {
      assertThat(pdf.getDocumentCatalog().getAcroForm(null).getFields()).hasSize(4);
      assertThat(pdf.getPage(0).getAnnotations()).hasSize(4);
    }
  }

  /** Bytes of a real file, spoilt: the answer is a plain file or a reason, and comes soon. */
  @Test
  void spoiltFilesAreMadePlainOrSetAside() throws IOException {
    var random = new Random(20261122);
    var sources = List.of(Sources.busy(), Sources.packed(), Sources.hybrid());
    var layout = Desk.layout(Sources.letter());
    var refused = 0;
    for (var i = 0; i < 90; i++) {
      var spoilt = Spoil.some(sources.get(i % sources.size()), random);
      try (var plain = PlainPdf.prepare(write(spoilt), layout)) {
        new Appended(Desk.bytes(plain::writeTo), 0);
      } catch (SetAside e) {
        refused++;
      }
    }
    assertThat(refused).as("some of each").isBetween(5, 85);
  }

  private Path write(byte[] bytes) throws IOException {
    return desk.write("in.pdf", bytes);
  }

  private static byte[] locked(String password) throws IOException {
    try (var pdf = Loader.loadPDF(Sources.letter())) {
      pdf.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
      return Sources.saved(pdf, CompressParameters.NO_COMPRESSION);
    }
  }

  private static byte[] large(int size) throws IOException {
    try (var pdf = new PDDocument()) {
      var page = new PDPage();
      pdf.addPage(page);
      var noise = new byte[size];
      new Random(1).nextBytes(noise);
      var stream = pdf.getDocument().createCOSStream();
      stream.setItem(COSName.TYPE, COSName.getPDFName("Noise"));
      try (var out = stream.createRawOutputStream()) {
        out.write(noise);
      }
      page.getCOSObject().setItem(COSName.getPDFName("Noise"), stream);
      return Sources.saved(pdf, CompressParameters.NO_COMPRESSION);
    }
  }

  private static String text(byte[] pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  /** Every object, streams unpacked. */
  private static String everything(byte[] pdf) throws IOException {
    var words = new ArrayList<String>();
    try (var document = Loader.loadPDF(pdf)) {
      for (var key : document.getDocument().getXrefTable().keySet()) {
        var object = document.getDocument().getObjectFromPool(key).getObject();
        words.add(String.valueOf(object));
        if (object instanceof COSStream stream) {
          words.add(stream.toTextString());
        }
        if (object instanceof COSDictionary dictionary) {
          for (var entry : dictionary.entrySet()) {
            words.add(entry.getKey() + " " + entry.getValue());
          }
        }
      }
    }
    return String.join("\n", words) + new String(pdf, StandardCharsets.UTF_8);
  }

  private static void setAside(String code, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(SetAside.class, e -> assertThat(e.reason().code()).isEqualTo(code));
  }
}
