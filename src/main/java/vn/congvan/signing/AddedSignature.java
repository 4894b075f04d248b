package vn.congvan.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;

/**
 * The update that adds a signature with a field of its own to somebody's file: field and signature
 * are new; the page, the form and, where there was no form, the catalog are written again with one
 * entry more. The cross-reference section is of the kind the file has.
 */
final class AddedSignature {
  /** More than any update has; with it no number in the byte range gets another digit. */
  private static final long MOST_ADDED = 1 << 24;

  /** Fields that only documents, attachments and copies of agencies have (decision 0003). */
  private static final Set<String> OF_AGENCIES =
      Set.of(
          "(" + EmptyFields.LEADER + ")",
          "(" + EmptyFields.SEAL + ")",
          "(" + EmptyFields.COPY + ")");

  private static final int INVISIBLE = 132;
  private static final int PRINTED = 4;

  private final SourcePdf file;
  private final long baseSize;
  private final ContentHash baseHash;
  private final Increment increment;
  private int byteRangeAt;
  private int contentsAt;
  private int contentsEnd;

  /**
   * @param expected bytes the update will have, about
   */
  AddedSignature(SourcePdf file, long baseSize, ContentHash baseHash, int expected)
      throws IOException, NotOurs {
    this.file = file;
    this.baseSize = baseSize;
    this.baseHash = baseHash;
    this.increment = new Increment(baseSize, file.size(), expected);
    if (!file.endsInALine()) {
      increment.append("\n");
    }
  }

  /**
   * Lays down the field, signs it, and ends the file.
   *
   * @param maxContents the most octets the signature can have
   */
  void sign(FreeSignature request, int maxContents) throws IOException, NotOurs {
    var place = request.place();
    var page = file.page(place == null ? 0 : place.page());
    var field = increment.next();
    var signature = increment.next();
    requireThatSigningIsAllowed();
    var look = place == null ? "/Rect [0 0 0 0]" : look(page, place, request.image());
    write(
        field,
        "<</Type /Annot/Subtype /Widget/FT /Sig/T (Sig"
            + field
            + ")/F "
            + (place == null ? INVISIBLE : PRINTED)
            + "/P "
            + page
            + " 0 R"
            + look
            + "/V "
            + signature
            + " 0 R>>");
    addTo(page, "Annots", field);
    addToForm(field);
    increment.begin(signature);
    increment.append(
        "<</Type /Sig/Filter /Adobe.PPKLite/SubFilter /ETSI.CAdES.detached/M "
            + PdfText.date(request.time())
            + "/Name "
            + PdfText.string(request.name()));
    if (request.reason() != null) {
      increment.append("/Reason " + PdfText.string(request.reason()));
    }
    increment.append("/ByteRange [");
    byteRangeAt = increment.position();
    increment.append(" ".repeat(byteRangeWidth()));
    increment.append("]/Contents ");
    contentsAt = increment.position();
    increment.appendRoom(maxContents);
    contentsEnd = increment.position();
    increment.append(">>\nendobj\n");
    if (file.hasXrefStream()) {
      increment.endWithStream(trailer(), file.startXref());
    } else {
      increment.end(trailer(), file.startXref());
    }
  }

  /** Of a zero and three numbers, none larger than the file will be. */
  private int byteRangeWidth() {
    return 1 + 3 * (1 + Long.toString(baseSize + MOST_ADDED).length());
  }

  /** What the signature covers of the update goes to the digest; the base has gone before. */
  void digestInto(MessageDigest digest) {
    var byteRange =
        "0 "
            + (baseSize + contentsAt)
            + " "
            + (baseSize + contentsEnd)
            + " "
            + (increment.position() - contentsEnd);
    if (byteRange.length() > byteRangeWidth()) {
      throw new IllegalStateException("an update of " + increment.position() + " bytes");
    }
    increment.patch(byteRangeAt, byteRange.getBytes(StandardCharsets.US_ASCII));
    digest.update(increment.buffer(), 0, contentsAt);
    digest.update(increment.buffer(), contentsEnd, increment.position() - contentsEnd);
  }

  /** The finished update. */
  Increment with(byte[] contents) {
    increment.patchHex(contentsAt + 1, contents);
    return increment;
  }

  /** A certification that allows no change allows no signature either (ISO 32000-2, 12.8.2.2). */
  private void requireThatSigningIsAllowed() throws IOException, NotOurs {
    var root = file.object(file.root());
    if (root.has("AcroForm")) {
      for (var number : file.references(dictionary(root.require("AcroForm")), "Fields")) {
        if (file.object(number).get("T").map(OF_AGENCIES::contains).orElse(false)) {
          throw SignFailure.documentOfAnAgency();
        }
      }
    }
    if (!root.has("Perms")) {
      return;
    }
    var perms = dictionary(root.require("Perms"));
    if (perms.has("DocMDP")
        && file.value(perms.reference("DocMDP")).replaceAll("\\s", "").contains("/P1")) {
      throw SignFailure.mayNotBeSigned();
    }
  }

  private String look(int page, FieldLayout.Place place, @Nullable SignatureImage image)
      throws IOException, NotOurs {
    var view = view(page);
    var rectangle = PdfText.numbers(view.rectangle(place.box()));
    var widget =
        RawDictionary.parse("<</Rect [%s]/MK <</R %d>>>>".formatted(rectangle, view.rotation()), 0);
    if (image == null) {
      return widget.entriesOnly();
    }
    var number = Appearance.image(increment, Frame.of(widget), image);
    return widget.with("AP", "<</N %d 0 R>>".formatted(number)).entriesOnly();
  }

  private PageView view(int page) throws IOException, NotOurs {
    var crop = file.inherited(page, "CropBox");
    var box = crop.isPresent() ? crop : file.inherited(page, "MediaBox");
    if (box.isEmpty()) {
      throw new NotOurs("a page without a size");
    }
    var sides = RawDictionary.parse("<</Box " + box.get() + ">>", 0).rectangle("Box");
    var rotation = file.inherited(page, "Rotate").orElse("0");
    return new PageView(
        Math.min(sides[0], sides[2]),
        Math.min(sides[1], sides[3]),
        Math.max(sides[0], sides[2]),
        Math.max(sides[1], sides[3]),
        Integer.parseInt(rotation));
  }

  /**
   * Adds the reference to an array that stands in the dictionary, is referred to, or is not there
   * yet.
   */
  private void addTo(int owner, String key, int number) throws IOException, NotOurs {
    var dictionary = file.object(owner);
    if (dictionary.get(key).map(value -> value.endsWith("R")).orElse(false)) {
      var array = dictionary.reference(key);
      write(array, appended(file.value(array), number));
    } else {
      write(
          owner,
          dictionary.with(key, appended(dictionary.get(key).orElse("[]"), number)).toString());
    }
  }

  private void addToForm(int field) throws IOException, NotOurs {
    var rootNumber = file.root();
    var root = file.object(rootNumber);
    var form = root.get("AcroForm");
    if (form.isEmpty()) {
      var number = increment.next();
      write(number, "<</Fields [" + field + " 0 R]/SigFlags 3>>");
      write(rootNumber, root.with("AcroForm", number + " 0 R").toString());
    } else if (form.get().endsWith("R")) {
      var number = root.reference("AcroForm");
      write(number, withField(file.object(number), field).toString());
    } else {
      var changed = withField(root.dictionary("AcroForm"), field);
      write(rootNumber, root.with("AcroForm", changed.toString()).toString());
    }
  }

  private RawDictionary withField(RawDictionary form, int field) throws IOException, NotOurs {
    var signed = form.with("SigFlags", "3");
    if (form.get("Fields").map(value -> value.endsWith("R")).orElse(false)) {
      var array = form.reference("Fields");
      write(array, appended(file.value(array), field));
      return signed;
    }
    return signed.with("Fields", appended(form.get("Fields").orElse("[]"), field));
  }

  private RawDictionary dictionary(String value) throws IOException, NotOurs {
    return value.endsWith("R")
        ? file.object(RawDictionary.parse("<</V " + value + ">>", 0).reference("V"))
        : RawDictionary.parse(value, 0);
  }

  private void write(int number, String value) {
    increment.begin(number);
    increment.append(value);
    increment.append("\nendobj\n");
  }

  private RawDictionary trailer() throws NotOurs {
    var trailer =
        file.trailer()
            .without(
                "XRefStm", "Type", "W", "Index", "Filter", "DecodeParms", "Length", "Size", "Prev");
    var second = "<" + baseHash.hex().substring(0, 32) + ">";
    // A file keeps its first identifier as it is spelled; one that has none is given one.
    var id = trailer.get("ID").orElse("[" + second + "]");
    var from = RawDictionary.skipSpace(id, 1);
    var first = id.substring(from, RawDictionary.endOfValue(id, from));
    return trailer.with("ID", "[" + first + " " + second + "]");
  }

  private static String appended(String array, int number) throws NotOurs {
    var trimmed = array.strip();
    if (!trimmed.startsWith("[") || !trimmed.endsWith("]")) {
      throw new NotOurs("an array was expected");
    }
    var before = trimmed.substring(0, trimmed.length() - 1).stripTrailing();
    return before + (before.equals("[") ? "" : " ") + number + " 0 R]";
  }
}
