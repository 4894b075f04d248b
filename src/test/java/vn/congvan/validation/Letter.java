package vn.congvan.validation;

import static vn.congvan.validation.PdfDraft.append;
import static vn.congvan.validation.PdfDraft.original;
import static vn.congvan.validation.PdfDraft.sign;
import static vn.congvan.validation.PdfDraft.signature;
import static vn.congvan.validation.PdfDraft.stream;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import vn.congvan.trust.lab.Certificates.Made;

/** A document of ours in each of its states, written by hand. */
public final class Letter {
  public static final int CATALOG = 1;
  public static final int PAGES = 2;
  public static final int PAGE = 3;
  public static final int CONTENT = 4;
  public static final int FONT = 5;
  public static final int FORM = 6;
  public static final int NUMBER = 7;
  public static final int DATE = 8;
  public static final int LEADER = 9;
  public static final int SEAL = 10;
  public static final int TO_UNICODE = 11;
  public static final int LEADERS_SIGNATURE = 20;
  public static final int LEADERS_LOOK = 21;
  public static final int SEALS_SIGNATURE = 30;
  public static final int SEALS_LOOK = 31;
  public static final int NUMBER_LOOK = 32;
  public static final int DATE_LOOK = 33;

  public static final String NUMBER_TEXT = "Số: 05/UBND-VX";
  public static final String DATE_TEXT = "ngày 22 tháng 11";
  public static final String TRAILER = "/Root 1 0 R /ID [<0A> <0B>]";
  public static final String CERTIFICATION =
      "/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>]";
  public static final String LOCK_ALL =
      "/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams /Action /All /V /1.2 >> /Data 1 0 R >>]";

  private Letter() {}

  /** Before the leader signs. */
  public static Map<Integer, String> prepared() {
    var o = new TreeMap<Integer, String>();
    o.put(CATALOG, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>");
    o.put(PAGES, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    o.put(
        PAGE,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [7 0 R 8 0 R 9 0 R 10 0 R] >>");
    o.put(CONTENT, stream("", "BT /F1 12 Tf 72 700 Td <0001> Tj ET"));
    o.put(
        FONT,
        "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test >>] /ToUnicode 11 0 R >>");
    o.put(TO_UNICODE, stream("", toUnicode()));
    o.put(FORM, "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R] /SigFlags 3 >>");
    o.put(NUMBER, text("number", "[60 700 220 720]", ""));
    o.put(DATE, text("date", "[300 700 540 720]", ""));
    o.put(LEADER, signatureField("leader", "[300 200 420 260]", ""));
    o.put(SEAL, signatureField("seal", "[260 190 340 270]", "/Lock << /Action /All >>"));
    return o;
  }

  /** One object of it. */
  public static String prepared(int number) {
    return Objects.requireNonNull(prepared().get(number));
  }

  /** Every code is the character of that code. */
  private static String toUnicode() {
    return "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        + "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "2 beginbfrange <0001> <00FF> <0001> <0100> <1EFF> <0100> endbfrange\n"
        + "endcmap end end";
  }

  public static String text(String name, String rect, String more) {
    return "<< /Type /Annot /Subtype /Widget /FT /Tx /T (%s) /F 4 /P 3 0 R /Rect %s %s >>"
        .formatted(name, rect, more);
  }

  public static String signatureField(String name, String rect, String more) {
    return "<< /Type /Annot /Subtype /Widget /FT /Sig /T (%s) /F 4 /P 3 0 R /Rect %s %s >>"
        .formatted(name, rect, more);
  }

  public static String look(String content) {
    return stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 240 20] /Resources << /Font << /F1 5 0 R >> >>",
        content);
  }

  public static String showing(String text) {
    return look("q BT 0 g /F1 13 Tf 2 6 Td <%s> Tj ET Q".formatted(utf16(text)));
  }

  public static String utf16(String text) {
    return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_16BE));
  }

  public static String held(String text) {
    return "/V <FEFF%s>".formatted(utf16(text));
  }

  /** What the leader's signature adds. */
  public static Map<Integer, String> leadersUpdate() {
    var o = new LinkedHashMap<Integer, String>();
    o.put(CATALOG, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Perms << /DocMDP 20 0 R >> >>");
    o.put(LEADER, signatureField("leader", "[300 200 420 260]", "/V 20 0 R /AP << /N 21 0 R >>"));
    o.put(LEADERS_LOOK, look(""));
    o.put(LEADERS_SIGNATURE, signature(CERTIFICATION));
    return o;
  }

  /** What the seal adds. */
  public static Map<Integer, String> sealsUpdate() {
    var o = new LinkedHashMap<Integer, String>();
    o.put(NUMBER, text("number", "[60 700 220 720]", held(NUMBER_TEXT) + " /AP << /N 32 0 R >>"));
    o.put(DATE, text("date", "[300 700 540 720]", held(DATE_TEXT) + " /AP << /N 33 0 R >>"));
    o.put(NUMBER_LOOK, showing(NUMBER_TEXT));
    o.put(DATE_LOOK, showing(DATE_TEXT));
    o.put(
        SEAL,
        signatureField(
            "seal", "[260 190 340 270]", "/Lock << /Action /All >> /V 30 0 R /AP << /N 31 0 R >>"));
    o.put(SEALS_LOOK, look(""));
    o.put(SEALS_SIGNATURE, signature(LOCK_ALL));
    return o;
  }

  public static byte[] unsigned() {
    return original(prepared(), TRAILER);
  }

  public static byte[] signedBy(Cms cms) {
    var update = leadersUpdate();
    if (cms.isLong()) {
      update.computeIfPresent(
          LEADERS_SIGNATURE, (n, body) -> body.replace("<0000", "<0000" + "00".repeat(5000)));
    }
    return sign(append(unsigned(), update), cms);
  }

  public static byte[] signed() {
    return signedBy(Cms.by(People.LEADER));
  }

  public static byte[] sealedBy(Made seal) {
    return sign(append(signed(), sealsUpdate()), Cms.by(seal));
  }

  public static byte[] issued() {
    return sealedBy(People.SEAL);
  }

  /** An attachment under its agency's seal. */
  public static byte[] attachment() {
    var o = new TreeMap<>(prepared());
    o.remove(NUMBER);
    o.remove(DATE);
    o.remove(LEADER);
    o.put(
        PAGE,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [10 0 R] >>");
    o.put(FORM, "<< /Fields [10 0 R] /SigFlags 3 >>");
    var update = new LinkedHashMap<Integer, String>();
    update.put(SEAL, sealsUpdate().get(SEAL));
    update.put(SEALS_LOOK, look(""));
    update.put(SEALS_SIGNATURE, signature(LOCK_ALL));
    return sign(append(original(o, TRAILER), update), Cms.by(People.SEAL));
  }

  /** With validation data after it. */
  public static byte[] kept(byte[] file) {
    return append(file, PdfVerifierTest.validationData());
  }

  /** With a document time-stamp after it. */
  public static byte[] stamped(byte[] file) {
    return PdfVerifierTest.timeStamped(file);
  }
}
