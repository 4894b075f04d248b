package vn.congvan.signing;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.multipdf.LayerUtility;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.util.Matrix;
import vn.congvan.app.lab.Letter;
import vn.congvan.app.lab.LetterText;

/** Files as people hand them in: letters, scans, and everything programs make of them. */
final class Sources {
  private Sources() {}

  /** An official letter of one page. */
  static byte[] letter() throws IOException {
    try (var document = Loader.loadPDF(packed())) {
      return saved(document, CompressParameters.NO_COMPRESSION);
    }
  }

  /** The same with its objects packed into streams, as most programs save today. */
  static byte[] packed() {
    return Letter.pdf(
        new LetterText(
            List.of("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ"),
            "gửi, nhận văn bản điện tử có ký số",
            List.of("Ủy ban nhân dân phường Hương Trà"),
            Collections.nCopies(
                2,
                "Thực hiện quy định về công tác văn thư, đề nghị các đơn vị gửi, nhận văn bản điện tử "
                    + "có ký số qua trục liên thông, không gửi kèm bản giấy."),
            List.of("Như trên", "Lưu: VT"),
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Lê Thị Bình"));
  }

  /** The letter as PDF/A-2b. */
  static byte[] archival() throws IOException {
    try (var document = Loader.loadPDF(packed())) {
      var catalog = document.getDocumentCatalog();
      var colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
      var intent = new PDOutputIntent(document, new ByteArrayInputStream(colours));
      intent.setInfo("sRGB");
      intent.setOutputConditionIdentifier("sRGB");
      catalog.addOutputIntent(intent);
      var metadata = new PDMetadata(document);
      metadata.importXMPMetadata(
          """
          <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
          <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
          </rdf:RDF></x:xmpmeta>
          <?xpacket end="w"?>
          """
              .getBytes(StandardCharsets.UTF_8));
      catalog.setMetadata(metadata);
      return saved(document, CompressParameters.NO_COMPRESSION);
    }
  }

  /** A letter that stands upright on a page turned by so many degrees and cropped all round. */
  static byte[] turned(int rotation) throws IOException {
    try (var letter = Loader.loadPDF(packed());
        var document = new PDDocument()) {
      document.setVersion(1.4f);
      var form = new LayerUtility(document).importPageAsForm(letter, 0);
      var width = PDRectangle.A4.getWidth();
      var height = PDRectangle.A4.getHeight();
      var lying = rotation % 180 != 0;
      var crop =
          lying ? new PDRectangle(30, 50, height, width) : new PDRectangle(30, 50, width, height);
      var page =
          new PDPage(new PDRectangle(crop.getUpperRightX() + 20, crop.getUpperRightY() + 40));
      page.setCropBox(crop);
      page.setRotation(rotation);
      document.addPage(page);
      try (var content = new PDPageContentStream(document, page)) {
        content.transform(
            switch (rotation) {
              case 90 -> new Matrix(0, 1, -1, 0, crop.getUpperRightX(), crop.getLowerLeftY());
              case 180 -> new Matrix(-1, 0, 0, -1, crop.getUpperRightX(), crop.getUpperRightY());
              case 270 -> new Matrix(0, -1, 1, 0, crop.getLowerLeftX(), crop.getUpperRightY());
              default -> new Matrix(1, 0, 0, 1, crop.getLowerLeftX(), crop.getLowerLeftY());
            });
        content.drawForm(form);
      }
      return saved(document, CompressParameters.NO_COMPRESSION);
    }
  }

  /** A scan: a JPEG a page, in a PDF 1.4. */
  static byte[] scan(int pages) throws IOException {
    try (var document = new PDDocument()) {
      document.setVersion(1.4f);
      for (var i = 0; i < pages; i++) {
        var paper = new BufferedImage(620, 877, BufferedImage.TYPE_INT_RGB);
        var graphics = paper.createGraphics();
        graphics.setColor(new Color(0xF6F2E6));
        graphics.fillRect(0, 0, 620, 877);
        graphics.setColor(Color.DARK_GRAY);
        for (var y = 190; y < 640; y += 18) {
          graphics.fillRect(90, y, 430 - (y * (7 + i)) % 90, 6);
        }
        graphics.dispose();
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
          content.drawImage(
              JPEGFactory.createFromImage(document, paper, 0.6f),
              0,
              0,
              PDRectangle.A4.getWidth(),
              PDRectangle.A4.getHeight());
        }
      }
      return saved(document, CompressParameters.NO_COMPRESSION);
    }
  }

  /**
   * A letter with what people and programs add: a stamp and an answer in a form, both to be seen; a
   * hidden stamp, a note, a link, a script, a file inside.
   */
  static byte[] busy() throws IOException {
    try (var document = Loader.loadPDF(packed())) {
      var page = document.getPage(0);
      var annotations = page.getAnnotations();
      annotations.add(stamp(document, 0, "0 0.5 0 rg"));
      var hidden = stamp(document, 100, "1 0 1 rg");
      hidden.setHidden(true);
      annotations.add(hidden);
      var note = new PDAnnotationText();
      note.setContents("GHI CHÚ NỘI BỘ");
      note.setRectangle(new PDRectangle(300, 300, 20, 20));
      annotations.add(note);
      var link = new PDAnnotationLink();
      link.setRectangle(new PDRectangle(100, 100, 50, 10));
      var address = new COSDictionary();
      address.setItem(COSName.S, COSName.getPDFName("URI"));
      address.setString(COSName.URI, "https://example.vn/cong-khai");
      var script = script("app.alert('sau khi mở')");
      address.setItem(COSName.getPDFName("Next"), script);
      link.getCOSObject().setItem(COSName.A, address);
      annotations.add(link);

      var answer = stamp(document, 200, "0 0 0.5 rg").getCOSObject();
      answer.setItem(COSName.SUBTYPE, COSName.getPDFName("Widget"));
      answer.setItem(COSName.FT, COSName.getPDFName("Tx"));
      answer.setString(COSName.T, "ý kiến");
      answer.setString(COSName.V, "đồng ý");
      answer.setItem(COSName.AA, script("app.alert('khi gõ')"));
      annotations.add(PDAnnotation.createAnnotation(answer));
      page.setAnnotations(annotations);
      var form = new COSDictionary();
      var fields = new COSArray();
      fields.add(answer);
      form.setItem(COSName.FIELDS, fields);

      var catalog = document.getDocumentCatalog().getCOSObject();
      catalog.setItem(COSName.ACRO_FORM, form);
      catalog.setItem(COSName.OPEN_ACTION, script("app.alert('khi mở')"));
      var names = new COSDictionary();
      names.setItem(COSName.getPDFName("JavaScript"), script("app.alert('tên')"));
      catalog.setItem(COSName.NAMES, names);
      var inside = document.getDocument().createCOSStream();
      inside.setItem(COSName.TYPE, COSName.EMBEDDED_FILE);
      try (var out = inside.createOutputStream()) {
        out.write("TỆP GIẤU BÊN TRONG".getBytes(StandardCharsets.UTF_8));
      }
      catalog.setItem(COSName.getPDFName("AF"), inside);
      document.getDocumentInformation().setTitle("Công văn có phụ thêm");
      document
          .getDocumentInformation()
          .getCOSObject()
          .setItem(COSName.getPDFName("Odd"), new COSArray());
      return saved(document, CompressParameters.NO_COMPRESSION);
    }
  }

  private static PDAnnotation stamp(PDDocument document, float x, String colour)
      throws IOException {
    var look = new PDAppearanceStream(document);
    look.setBBox(new PDRectangle(0, 0, 10, 10));
    try (var out = look.getCOSObject().createOutputStream()) {
      out.write((colour + " 0 0 10 10 re f").getBytes(StandardCharsets.US_ASCII));
    }
    var stamp = new PDAnnotationRubberStamp();
    stamp.setRectangle(new PDRectangle(150 + x, 400, 60, 30));
    var appearances = new PDAppearanceDictionary();
    appearances.setNormalAppearance(look);
    stamp.setAppearance(appearances);
    return stamp;
  }

  private static COSDictionary script(String code) {
    var action = new COSDictionary();
    action.setItem(COSName.S, COSName.getPDFName("JavaScript"));
    action.setItem(COSName.JS, new COSString(code));
    return action;
  }

  /**
   * As Word saves: a table for old readers, and an object stream that only its companion, the
   * cross-reference stream, knows of (ISO 32000-2, 7.5.8.4). The page's contents are in neither.
   */
  static byte[] hybrid() throws IOException {
    var out = new ByteArrayOutputStream();
    var offsets = new int[8];
    write(out, "%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n");
    offsets[1] = out.size();
    write(out, "1 0 obj\n<</Type/Catalog/Pages 2 0 R/Lang 6 0 R>>\nendobj\n");
    offsets[2] = out.size();
    write(out, "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
    offsets[3] = out.size();
    write(
        out,
        "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 7 0 R>>>>>>\nendobj\n");
    var drawing = "BT /F1 14 Tf 90 600 Td (Hybrid file) Tj ET";
    offsets[4] = out.size();
    write(
        out,
        "4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n"
            .formatted(drawing.length(), drawing));
    var first = "(vi-VN)";
    var second = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    var index = "6 0 7 %d ".formatted(first.length() + 1);
    var objects = index + first + " " + second;
    offsets[5] = out.size();
    write(
        out,
        "5 0 obj\n<</Type/ObjStm/N 2/First %d/Length %d>>\nstream\n%s\nendstream\nendobj\n"
            .formatted(index.length(), objects.length(), objects));
    var streamAt = out.size();
    var entries = new byte[] {2, 0, 5, 0, 2, 0, 5, 1};
    var packed = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(packed)) {
      deflate.write(entries);
    }
    write(
        out,
        "8 0 obj\n<</Type/XRef/Size 8/W[1 2 1]/Index[6 2]/Filter/FlateDecode/Length %d>>\nstream\n"
            .formatted(packed.size()));
    packed.writeTo(out);
    write(out, "\nendstream\nendobj\n");
    var table = out.size();
    write(out, "xref\n0 6\n0000000000 65535 f \n");
    for (var i = 1; i <= 5; i++) {
      write(out, "%010d 00000 n \n".formatted(offsets[i]));
    }
    write(
        out,
        "trailer\n<</Size 9/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n"
            .formatted(streamAt, table));
    return out.toByteArray();
  }

  static byte[] saved(PDDocument document, CompressParameters how) throws IOException {
    document.setDocumentId(20261122L);
    var out = new ByteArrayOutputStream();
    document.save(out, how);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
