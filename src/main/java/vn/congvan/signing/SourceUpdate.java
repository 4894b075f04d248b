package vn.congvan.signing;

import java.io.IOException;
import vn.congvan.document.ContentHash;

/**
 * An update of a file of any structure: what it writes again of the catalog and the form, and how
 * it ends. The cross-reference section is of the kind the file has.
 */
final class SourceUpdate {
  private final SourcePdf file;
  private final ContentHash baseHash;
  private final Increment increment;

  /**
   * @param baseHash SHA-256 of the file so far
   * @param expected bytes the update will have, about
   */
  SourceUpdate(SourcePdf file, long baseSize, ContentHash baseHash, int expected)
      throws IOException, NotOurs {
    this.file = file;
    this.baseHash = baseHash;
    this.increment = new Increment(baseSize, file.size(), expected);
    if (!file.endsInALine()) {
      increment.append("\n");
    }
  }

  Increment increment() {
    return increment;
  }

  /** The catalog's form, wherever it stands, with one field more; made where there is none. */
  void addField(int field) throws IOException, NotOurs {
    var root = file.object(file.root());
    var form = root.get("AcroForm");
    if (form.isEmpty()) {
      var number = increment.next();
      increment.object(
          number, RawDictionary.parse("<</Fields [" + field + " 0 R]/SigFlags 3>>", 0));
      increment.object(file.root(), root.with("AcroForm", number + " 0 R"));
      return;
    }
    var changed = withField(file.dictionary(form.get()), field);
    if (SourcePdf.isReference(form.get())) {
      increment.object(root.reference("AcroForm"), changed);
    } else {
      increment.object(file.root(), root.with("AcroForm", changed.toString()));
    }
  }

  /** The catalog's security store, wherever it stood, as it is from now on. */
  void putStore(RawDictionary store) throws IOException, NotOurs {
    var root = file.object(file.root());
    if (root.get("DSS").map(SourcePdf::isReference).orElse(false)) {
      increment.object(root.reference("DSS"), store);
      return;
    }
    var number = increment.next();
    increment.object(number, store);
    increment.object(file.root(), root.with("DSS", number + " 0 R"));
  }

  /** Ends the file. */
  void end() throws NotOurs {
    var trailer =
        file.trailer()
            .without(
                "XRefStm", "Type", "W", "Index", "Filter", "DecodeParms", "Length", "Size", "Prev");
    var second = "<" + baseHash.hex().substring(0, 32) + ">";
    // A file keeps its first identifier as it is spelled; one that has none is given one.
    var id = trailer.get("ID").orElse("[" + second + "]");
    var from = RawDictionary.skipSpace(id, 1);
    var first = id.substring(from, RawDictionary.endOfValue(id, from));
    var changed = trailer.with("ID", "[" + first + " " + second + "]");
    if (file.hasXrefStream()) {
      increment.endWithStream(changed, file.startXref());
    } else {
      increment.end(changed, file.startXref());
    }
  }

  private RawDictionary withField(RawDictionary form, int field) throws IOException, NotOurs {
    var signed = form.with("SigFlags", "3");
    var fields = form.get("Fields").orElse("[]");
    if (SourcePdf.isReference(fields)) {
      var array = form.reference("Fields");
      increment.begin(array);
      increment.append(appended(file.value(array), field) + "\nendobj\n");
      return signed;
    }
    return signed.with("Fields", appended(fields, field));
  }

  /** An array of references with one more at its end. */
  static String appended(String array, int number) throws NotOurs {
    var trimmed = array.strip();
    if (!trimmed.startsWith("[") || !trimmed.endsWith("]")) {
      throw new NotOurs("an array was expected");
    }
    var before = trimmed.substring(0, trimmed.length() - 1).stripTrailing();
    return before + (before.equals("[") ? "" : " ") + number + " 0 R]";
  }
}
