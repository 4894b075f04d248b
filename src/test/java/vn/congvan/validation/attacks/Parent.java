package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.bytes;
import static vn.congvan.validation.PdfDraft.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.PdfDraft;
import vn.congvan.validation.VerificationReport;

/** A sound signed file, and what anybody can read from it. */
final class Parent {
  private static final Pattern INDIRECT = Pattern.compile("(\\d+) 0 R");

  final String name;
  final byte[] bytes;
  final @Nullable Recipe recipe;

  /** The certificate that its signers' lead to. */
  final byte[] anchor;

  /** Number of the catalog, of the page tree's root, and of the first page. */
  final int root;

  final int pages;
  final int page;
  final Style style;
  private final Function<byte[], VerificationReport> verifier;
  private final String text;
  private final Map<Integer, String> bodies = new TreeMap<>();
  private final Map<Integer, Map<String, String>> dictionaries = new TreeMap<>();
  private final Map<String, Integer> fields = new LinkedHashMap<>();
  private final List<Integer> signatures = new ArrayList<>();

  Parent(
      String name,
      byte[] bytes,
      @Nullable Recipe recipe,
      byte[] anchor,
      Function<byte[], VerificationReport> verifier) {
    this.name = name;
    this.bytes = bytes;
    this.recipe = recipe;
    this.anchor = anchor;
    this.verifier = verifier;
    this.text = text(bytes);
    this.style = text.startsWith("xref", PdfDraft.startxref(bytes)) ? Style.TABLE : Style.STREAM;
    try (var document = Loader.loadPDF(bytes)) {
      read(document.getDocument());
      var trailer = document.getDocument().getTrailer();
      root = number(trailer, COSName.ROOT);
      pages = number(document.getDocumentCatalog().getCOSObject(), COSName.PAGES);
      page = number(document.getDocumentCatalog().getPages().getCOSObject(), COSName.KIDS);
      for (var field : document.getDocumentCatalog().getAcroForm(null).getFieldTree()) {
        dictionaries.forEach(
            (number, entries) -> {
              if (CosText.entries(field.getCOSObject()).equals(entries)) {
                fields.put(field.getFullyQualifiedName(), number);
              }
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dictionaries.forEach(
        (number, entries) -> {
          if (entries.containsKey("ByteRange")) {
            signatures.add(number);
          }
        });
    signatures.sort((a, b) -> Integer.compare(start(a), start(b)));
  }

  private void read(COSDocument document) {
    for (var key : document.getXrefTable().keySet()) {
      var value = document.getObjectFromPool(key).getObject();
      bodies.put((int) key.getNumber(), CosText.of(value));
      if (value instanceof COSDictionary dictionary) {
        dictionaries.put((int) key.getNumber(), CosText.entries(dictionary));
      }
    }
  }

  private static int number(COSDictionary dictionary, COSName key) {
    var value = dictionary.getItem(key);
    if (value instanceof COSArray array) {
      value = array.get(0);
    }
    return (int) ((COSObject) value).getKey().getNumber();
  }

  VerificationReport judge(byte[] file) {
    return verifier.apply(file);
  }

  /** Where what is signed ends; behind it there can be an update of validation data. */
  int signedLength() {
    return judge(bytes).signatures().stream()
        .mapToInt(signature -> (int) signature.signedLength())
        .max()
        .orElseThrow();
  }

  boolean isOurs() {
    return fields.containsKey("seal");
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  Recipe made() {
    return Objects.requireNonNull(recipe);
  }

  int field(String called) {
    return Objects.requireNonNull(fields.get(called), called);
  }

  /** Of the signature that was made first. */
  int firstSignature() {
    return signatures.get(0);
  }

  int lastSignature() {
    return signatures.get(signatures.size() - 1);
  }

  int signatureCount() {
    return signatures.size();
  }

  /** Those that are no time-stamps of the document. */
  int documentSignatures() {
    return (int)
        signatures.stream()
            .filter(number -> !entries(number).getOrDefault("SubFilter", "").contains("RFC3161"))
            .count();
  }

  /** The field whose value that signature is. */
  int fieldOf(int signature) {
    for (var number : fields.values()) {
      if (Objects.equals(entries(number).get("V"), signature + " 0 R")) {
        return number;
      }
    }
    throw new IllegalStateException("no field holds " + signature);
  }

  /** A number that no object has, and the ones after it. */
  int fresh() {
    return PdfDraft.size(bytes) + 10;
  }

  int startxref() {
    return PdfDraft.startxref(bytes);
  }

  String body(int number) {
    return Objects.requireNonNull(bodies.get(number));
  }

  /** A copy of a dictionary's entries, as text. */
  Map<String, String> entries(int number) {
    return new LinkedHashMap<>(Objects.requireNonNull(dictionaries.get(number)));
  }

  String with(int number, String key, String value) {
    var entries = entries(number);
    entries.put(key, value);
    return CosText.text(entries);
  }

  String without(int number, String key) {
    var entries = entries(number);
    entries.remove(key);
    return CosText.text(entries);
  }

  /** What an entry says, and the number of the object to change if it is to say something else. */
  private Map<Integer, String> changed(int number, String key, UnaryOperator<String> change) {
    var value = entries(number).getOrDefault(key, "");
    var reference = INDIRECT.matcher(value);
    return reference.matches()
        ? Map.of(
            Integer.parseInt(reference.group(1)),
            change.apply(body(Integer.parseInt(reference.group(1)))))
        : Map.of(number, with(number, key, change.apply(value)));
  }

  /** The page with one more annotation. */
  Map<Integer, String> annotated(String reference) {
    return changed(page, "Annots", list -> appended(list, reference));
  }

  /** The form with another value of a key. */
  Map<Integer, String> formWith(String key, String value) {
    return changed(
        root,
        "AcroForm",
        form ->
            form.replaceFirst("/" + key + " (\\[[^]]*]|\\S+)", "")
                .replaceFirst("<<", "<< /%s %s".formatted(key, value)));
  }

  /** The form with one more field. */
  Map<Integer, String> fieldAdded(String reference) {
    return formWith("Fields", appended(list(), reference));
  }

  String list() {
    var form = Pattern.compile("/Fields (\\[[^]]*])").matcher(form());
    if (!form.find()) {
      throw new IllegalStateException("a form without fields: " + form());
    }
    return form.group(1);
  }

  String form() {
    var value = Objects.requireNonNull(entries(root).get("AcroForm"));
    var reference = INDIRECT.matcher(value);
    return reference.matches() ? body(Integer.parseInt(reference.group(1))) : value;
  }

  private static String appended(String list, String reference) {
    return list.isEmpty()
        ? "[" + reference + "]"
        : list.substring(0, list.lastIndexOf(']')) + " " + reference + "]";
  }

  /** The file with an update at its end, written as its last revision is. */
  byte[] append(Map<Integer, String> objects) {
    return style.append(bytes, root, objects, "");
  }

  /** The file with an update with a table at its end. */
  byte[] table(Map<Integer, String> objects, String trailer) {
    return PdfDraft.append(bytes, root, objects, trailer);
  }

  private int start(int number) {
    var found = -1;
    var object = Pattern.compile("(?<!\\d)%d 0 obj".formatted(number)).matcher(text);
    while (object.find()) {
      found = object.start();
    }
    return found;
  }

  /** The last signature's dictionary, as it stands in the file. */
  String signature() {
    var from = text.indexOf("<<", start(lastSignature()));
    return text.substring(from, text.indexOf("endobj", from));
  }

  /**
   * The file with the last signature's dictionary written in another way, all else in its place.
   */
  byte[] rewritten(UnaryOperator<String> change) {
    var old = signature();
    var now = change.apply(old);
    if (now.length() > old.length() || now.equals(old)) {
      throw new IllegalStateException("no other dictionary of that length: " + now.length());
    }
    var changed = bytes.clone();
    var at = text.indexOf(old, start(lastSignature()));
    PdfDraft.put(changed, at, bytes(now + " ".repeat(old.length() - now.length())));
    return changed;
  }

  /** The file with the last signature's CMS changed and filled up with zeros again. */
  byte[] withCms(UnaryOperator<byte[]> change) {
    return rewritten(
        dictionary -> {
          var digits = contents(dictionary);
          var padded = HexFormat.of().parseHex(digits);
          var now = HexFormat.of().formatHex(change.apply(der(padded)));
          if (now.length() > digits.length()) {
            throw new IllegalStateException("no room for it");
          }
          return dictionary.replace(digits, now + "0".repeat(digits.length() - now.length()));
        });
  }

  static String contents(String dictionary) {
    var found = Pattern.compile("/Contents\\s*<([0-9a-fA-F]*)>").matcher(dictionary);
    if (!found.find()) {
      throw new IllegalStateException("no /Contents");
    }
    return found.group(1);
  }

  /** The dictionary with the last characters of its /Contents, the bracket too, others. */
  static String ending(String dictionary, int characters, String end) {
    var contents = contents(dictionary) + ">";
    return dictionary.replace(
        contents, contents.substring(0, contents.length() - characters) + end);
  }

  static byte[] der(byte[] padded) {
    var length = 4 + ((padded[2] & 0xff) << 8 | padded[3] & 0xff);
    return java.util.Arrays.copyOf(padded, length);
  }

  @Override
  public String toString() {
    return name;
  }
}
