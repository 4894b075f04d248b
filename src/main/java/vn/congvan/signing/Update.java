package vn.congvan.signing;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;

/**
 * One signature's update of a prepared file: which objects change and which are new. An object that
 * stays as it is is not written again: verifiers rightly ask why it was.
 */
final class Update {
  private final PreparedPdf file;
  private final long baseSize;
  private final ContentHash baseHash;
  private final Increment increment;
  private final int rootNumber;
  private final int formNumber;
  private final RawDictionary root;
  private final RawDictionary form;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  /** There once the update is signed. */
  private @Nullable SignatureRoom room;

  private record Field(int number, RawDictionary widget) {}

  /** What a signature says of changes after it. */
  enum Bond {
    /** It is the document's certification: form filling and signing are allowed. */
    CERTIFIES,
    /** It locks the fields. */
    LOCKS,
    /** Nothing. */
    NONE
  }

  /**
   * @param expected bytes the update will have, about
   */
  Update(PreparedPdf file, long baseSize, ContentHash baseHash, int expected)
      throws IOException, NotOurs {
    this.file = file;
    this.baseSize = baseSize;
    this.baseHash = baseHash;
    this.increment = new Increment(baseSize, file.size(), expected);
    this.rootNumber = file.root();
    this.root = file.object(rootNumber);
    this.formNumber = root.reference("AcroForm");
    this.form = file.object(formNumber);
    for (var number : form.references("Fields")) {
      var widget = file.object(number);
      fields.put(widget.require("T"), new Field(number, widget));
    }
  }

  boolean has(String name) {
    return fields.containsKey("(" + name + ")");
  }

  boolean isSigned(String name) throws NotOurs {
    return field(name).widget.has("V");
  }

  /** Fills an empty text field. */
  void fill(String name, String value) throws NotOurs {
    var field = empty(name, "Tx");
    var text = PdfText.composed(value);
    var look =
        Appearance.text(
            increment,
            Frame.of(field.widget),
            text,
            field.widget.require("DA"),
            field.widget.number("Q"),
            fonts());
    write(field, PdfText.string(text), look);
  }

  boolean isFilled(String name) throws NotOurs {
    return field(name).widget.has("V");
  }

  /** Whether a filled field holds this text, as {@link #fill} writes it. */
  boolean holds(String name, String value) throws NotOurs {
    return field(name).widget.require("V").equals(PdfText.string(PdfText.composed(value)));
  }

  /**
   * The leader's act, whichever key makes the signature: number and date where the leader signs
   * them too, the picture, the field.
   *
   * @param maxContents the most octets the signature can have
   */
  void signAsLeader(LeaderSignature request, int maxContents) throws NotOurs {
    var numbered = request.numbered();
    if (numbered != null) {
      fill(EmptyFields.NUMBER, numbered.number());
      fill(EmptyFields.DATE, numbered.date());
    }
    sign(
        EmptyFields.LEADER,
        look(EmptyFields.LEADER, request.image()),
        Bond.CERTIFIES,
        request.time(),
        request.name(),
        request.reason(),
        maxContents);
  }

  /** The appearance of a signature that shows a picture. */
  int look(String name, SignatureImage image) throws NotOurs {
    return Appearance.image(increment, Frame.of(empty(name, "Sig").widget), image);
  }

  /** The appearance of a signature that shows a line of text, at the right. */
  int look(String name, String text) throws NotOurs {
    return Appearance.text(
        increment,
        Frame.of(empty(name, "Sig").widget),
        PdfText.composed(text),
        form.require("DA"),
        2,
        fonts());
  }

  /**
   * The appearance of a signature that shows text, as many lines as it needs, at the right.
   *
   * @param pieces of the text, none of them broken into two lines
   */
  int look(String name, List<String> pieces) throws NotOurs {
    return Appearance.lines(
        increment,
        Frame.of(empty(name, "Sig").widget),
        pieces.stream().map(PdfText::composed).toList(),
        form.require("DA"),
        fonts());
  }

  /**
   * Signs an empty field, last of all objects, and ends the file.
   *
   * @param look the number of its appearance; 0 for none
   * @param maxContents the most octets the signature can have
   */
  void sign(
      String name,
      int look,
      Bond bond,
      Instant time,
      String signer,
      @Nullable String reason,
      int maxContents)
      throws NotOurs {
    var signature = increment.next();
    write(empty(name, "Sig"), signature + " 0 R", look);
    if (!form.get("SigFlags").map("3"::equals).orElse(false)) {
      increment.object(formNumber, form.with("SigFlags", "3"));
    }
    if (bond == Bond.CERTIFIES) {
      if (root.has("Perms")) {
        throw new NotOurs("the file is certified already");
      }
      increment.object(rootNumber, root.with("Perms", "<</DocMDP %d 0 R>>".formatted(signature)));
    }
    increment.begin(signature);
    increment.append(
        "<</Type /Sig/Filter /Adobe.PPKLite/SubFilter /ETSI.CAdES.detached/M %s/Name %s"
            .formatted(PdfText.date(time), PdfText.string(signer)));
    if (reason != null) {
      increment.append("/Reason " + PdfText.string(reason));
    }
    increment.append(
        switch (bond) {
          case CERTIFIES -> "/Reference [" + certification() + "]";
          case LOCKS -> "/Reference [" + locking(name) + "]";
          case NONE -> "";
        });
    room = new SignatureRoom(increment, baseSize, SignatureRoom.WIDEST, maxContents);
    increment.end(file.trailerAfter(baseHash), file.startXref());
  }

  /** The room for the signature; the update must have been signed. */
  SignatureRoom room() {
    return Objects.requireNonNull(room);
  }

  private Field field(String name) throws NotOurs {
    var field = fields.get("(" + name + ")");
    if (field == null) {
      throw new NotOurs("there is no field '" + name + "'");
    }
    return field;
  }

  private Field empty(String name, String type) throws NotOurs {
    var field = field(name);
    if (!field.widget.is("FT", type)) {
      throw new NotOurs("the field '" + name + "' is not of its type");
    }
    if (field.widget.has("V")) {
      throw SignFailure.signedAlready(name);
    }
    return field;
  }

  private RawDictionary fonts() throws NotOurs {
    return form.dictionary("DR").dictionary("Font");
  }

  private void write(Field field, String value, int look) {
    var widget = field.widget.with("V", value);
    increment.object(
        field.number, look == 0 ? widget : widget.with("AP", "<</N %d 0 R>>".formatted(look)));
  }

  /** Form filling and signing are the only changes allowed from here on (ISO 32000-2, 12.8.2.2). */
  private static String certification() {
    return "<</Type /SigRef/TransformMethod /DocMDP"
        + "/TransformParams <</Type /TransformParams/P 2/V /1.2>>>>";
  }

  /** What the field says that signing it locks (ISO 32000-2, 12.8.2.4). */
  private String locking(String name) throws NotOurs {
    var lock = field(name).widget.dictionary("Lock");
    var fields = lock.has("Fields") ? "/Fields " + lock.require("Fields") : "";
    return "<</Type /SigRef/TransformMethod /FieldMDP"
        + "/TransformParams <</Type /TransformParams/Action %s%s/V /1.2>>/Data %d 0 R>>"
            .formatted(lock.require("Action"), fields, rootNumber);
  }
}
