package vn.congvan.signing;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;

/**
 * The update that adds a signature with a field of its own to somebody's file: field and signature
 * are new; the page, the form and, where there was no form, the catalog are written again with one
 * entry more. The cross-reference section is of the kind the file has.
 */
final class AddedSignature {
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
  private final SourceUpdate update;
  private final Increment increment;

  /**
   * @param expected bytes the update will have, about
   */
  AddedSignature(SourcePdf file, long baseSize, ContentHash baseHash, int expected)
      throws IOException, NotOurs {
    this.file = file;
    this.baseSize = baseSize;
    this.update = new SourceUpdate(file, baseSize, baseHash, expected);
    this.increment = update.increment();
  }

  /**
   * Lays down the field, signs it, and ends the file.
   *
   * @param maxContents the most octets the signature can have
   * @return the room for the signature
   */
  SignatureRoom sign(FreeSignature request, int maxContents) throws IOException, NotOurs {
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
    update.addField(field);
    increment.begin(signature);
    increment.append(
        "<</Type /Sig/Filter /Adobe.PPKLite/SubFilter /ETSI.CAdES.detached/M "
            + PdfText.date(request.time())
            + "/Name "
            + PdfText.string(request.name()));
    if (request.reason() != null) {
      increment.append("/Reason " + PdfText.string(request.reason()));
    }
    var room =
        new SignatureRoom(increment, baseSize, SignatureRoom.widthAfter(baseSize), maxContents);
    update.end();
    return room;
  }

  /** A certification that allows no change allows no signature either (ISO 32000-2, 12.8.2.2). */
  private void requireThatSigningIsAllowed() throws IOException, NotOurs {
    var root = file.object(file.root());
    if (root.has("AcroForm")) {
      for (var number : file.references(file.dictionary(root.require("AcroForm")), "Fields")) {
        if (file.object(number).get("T").map(OF_AGENCIES::contains).orElse(false)) {
          throw SignFailure.documentOfAnAgency();
        }
      }
    }
    if (!root.has("Perms")) {
      return;
    }
    var perms = file.dictionary(root.require("Perms"));
    if (perms.has("DocMDP")
        && file.value(perms.reference("DocMDP")).replaceAll("\\s", "").contains("/P1")) {
      throw SignFailure.mayNotBeSigned();
    }
  }

  private String look(int page, FieldLayout.Place place, @Nullable SignatureImage image)
      throws IOException, NotOurs {
    var view = view(page);
    var rectangle = view.rectangle(place.box());
    var placed = "/Rect [" + PdfText.numbers(rectangle) + "]/MK <</R " + view.rotation() + ">>";
    if (image == null) {
      return placed;
    }
    var number = Appearance.image(increment, Frame.of(rectangle, view.rotation()), image);
    return placed + "/AP <</N " + number + " 0 R>>";
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
    if (dictionary.get(key).map(SourcePdf::isReference).orElse(false)) {
      var array = dictionary.reference(key);
      write(array, SourceUpdate.appended(file.value(array), number));
    } else {
      write(
          owner,
          dictionary
              .with(key, SourceUpdate.appended(dictionary.get(key).orElse("[]"), number))
              .toString());
    }
  }

  private void write(int number, String value) {
    increment.begin(number);
    increment.append(value);
    increment.append("\nendobj\n");
  }
}
