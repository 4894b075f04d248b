package vn.congvan.validation.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds every signature twice: as the value of a field, and by looking at every object there is or
 * was. What looks like a signature and is not a sound one in exactly one field is reported as
 * broken, never passed over.
 */
public final class SignatureFinder {
  private record Candidate(IndirectObject object, int revision) {}

  private final PdfFile file;

  /** Of each object that ever looked like a signature, its first definition that did. */
  private final Map<Integer, Candidate> candidates = new LinkedHashMap<>();

  private final Map<Integer, List<String>> fieldsOf = new HashMap<>();
  private final List<SignatureObject> found = new ArrayList<>();

  private SignatureFinder(PdfFile file) {
    this.file = file;
  }

  /**
   * @param everyObject is shown every object of every revision as well
   * @return in the order of their revisions
   */
  public static List<SignatureObject> find(PdfFile file, Consumer<IndirectObject> everyObject) {
    return new SignatureFinder(file).find(everyObject);
  }

  private List<SignatureObject> find(Consumer<IndirectObject> everyObject) {
    for (var revision : file.revisions()) {
      file.forEachObject(
          revision.index(),
          object -> {
            everyObject.accept(object);
            if (object.value() instanceof PdfValue.Dict dict
                && looksLikeSignature(dict, file.view(revision.index()))) {
              candidates.putIfAbsent(object.number(), new Candidate(object, revision.index()));
            }
          });
    }
    var last = file.lastView();
    for (var field : Form.of(last).fields()) {
      if (field.isSignature() && field.value() != null) {
        value(field, field.value(), last);
      }
    }
    candidates.forEach(this::judge);
    found.sort(Comparator.comparingInt(SignatureObject::revision));
    return found;
  }

  private static boolean looksLikeSignature(PdfValue.Dict dict, PdfView view) {
    var type = dict.get("Type");
    if (type instanceof PdfValue.Ref) {
      type = view.resolve(type);
    }
    return dict.keys().contains("ByteRange")
        || type instanceof PdfValue.Name n
            && (n.value().equals("Sig") || n.value().equals("DocTimeStamp"))
        || dict.keys().contains("SubFilter") && dict.keys().contains("Contents");
  }

  private void value(FormField field, PdfValue value, PdfView last) {
    if (value instanceof PdfValue.Ref ref && candidates.containsKey(ref.number())) {
      fieldsOf.computeIfAbsent(ref.number(), n -> new ArrayList<>(1)).add(field.name());
    } else if (last.resolve(value) != PdfValue.Null.NULL) {
      found.add(
          new SignatureObject(
              0,
              field.name(),
              last.revision(),
              new PdfValue.Dict(Map.of()),
              null,
              PdfProblem.malformed(0, "field " + field.number() + " holds no signature")));
    }
  }

  private void judge(int number, Candidate candidate) {
    var fields = fieldsOf.getOrDefault(number, List.of());
    var dict = (PdfValue.Dict) candidate.object().value();
    SignedRange range = null;
    PdfProblem problem = null;
    try {
      if (file.lastView().definedIn(number) != candidate.revision()) {
        throw PdfProblem.malformed(
            candidate.object().start(), "signature " + number + " is defined more than once");
      }
      if (fields.size() != 1) {
        throw PdfProblem.malformed(
            candidate.object().start(),
            "signature %d is the value of %d fields".formatted(number, fields.size()));
      }
      range = range(candidate, dict);
    } catch (PdfProblem e) {
      problem = e;
    }
    found.add(
        new SignatureObject(
            number,
            fields.isEmpty() ? "" : fields.get(0),
            candidate.revision(),
            dict,
            range,
            problem));
  }

  /**
   * ISO 32000-2 §12.8.1 and the gap, byte for byte: nothing but the digits of its own /Contents.
   */
  private SignedRange range(Candidate candidate, PdfValue.Dict dict) {
    var object = candidate.object();
    if (object.compressed()) {
      throw PdfProblem.malformed(object.start(), "a signature in an object stream");
    }
    if (!(dict.get("Contents") instanceof PdfValue.Text contents) || !contents.pairsOfDigits()) {
      throw PdfProblem.malformed(object.start(), "a signature without hexadecimal /Contents");
    }
    var range = numbers(dict.get("ByteRange"), object.start());
    if (range[0] != 0
        || range[1] != contents.start()
        || range[2] != contents.end()
        || contents.bytes().length == 0) {
      throw PdfProblem.malformed(
          object.start(), "a /ByteRange that does not leave out exactly /Contents");
    }
    var end = range[2] + range[3];
    if (!file.revisions().get(candidate.revision()).endsAt(end)) {
      throw PdfProblem.malformed(
          object.start(), "a /ByteRange that does not end with the signature's own revision");
    }
    return new SignedRange(range[1], range[2], end, contents.bytes());
  }

  private long[] numbers(@Nullable PdfValue value, long offset) {
    if (value instanceof PdfValue.Array array && array.items().size() == 4) {
      var numbers = new long[4];
      for (var i = 0; i < 4; i++) {
        if (!(array.items().get(i) instanceof PdfValue.Int n)
            || n.value() < 0
            || n.value() > file.bytes().size()) {
          throw PdfProblem.malformed(offset, "a /ByteRange outside the file");
        }
        numbers[i] = n.value();
      }
      return numbers;
    }
    throw PdfProblem.malformed(offset, "a signature whose /ByteRange is not four numbers");
  }
}
