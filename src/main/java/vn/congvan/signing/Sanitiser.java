package vn.congvan.signing;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;
import vn.congvan.inspection.Layers;

/**
 * What of a source goes into a plain PDF. Left out is whatever could act, hide, or show one thing
 * to the leader and another to somebody else: scripts and other actions than going to a page or an
 * address, forms, files inside, layers, images for printing only, content fetched from other files,
 * and private data of programs. What this drops cannot be seen on a page.
 */
final class Sanitiser {
  /** ISO 32000-2, 12.6.4. A link or a bookmark may go to a page (GoTo) or an address (URI). */
  private static final Set<String> FORBIDDEN_ACTIONS =
      Set.of(
          "GoToR",
          "GoToE",
          "GoToDp",
          "Launch",
          "Thread",
          "Sound",
          "Movie",
          "Hide",
          "Named",
          "SubmitForm",
          "ResetForm",
          "ImportData",
          "SetOCGState",
          "Rendition",
          "Trans",
          "GoTo3DView",
          "JavaScript",
          "RichMediaExecute");

  private static final List<COSName> CATALOG =
      names(
          "Pages",
          "Extensions",
          "PageLabels",
          "Dests",
          "ViewerPreferences",
          "PageLayout",
          "PageMode",
          "Outlines",
          "Metadata",
          "StructTreeRoot",
          "MarkInfo",
          "Lang",
          "OutputIntents");

  private static final List<COSName> OFF_PAGES =
      names("AA", "B", "Thumb", "PresSteps", "Trans", "Dur", "AF", "PieceInfo", "Annots");

  private static final List<COSName> OFF_STREAMS =
      names(
          "F",
          "FFilter",
          "FDecodeParms",
          "DL",
          "Alternates",
          "OC",
          "Ref",
          "OPI",
          "AF",
          "PieceInfo");

  /** A layer, and what belongs to several (ISO 32000-2, 8.11.2). */
  private static final Set<COSName> LAYERS =
      Set.of(COSName.getPDFName("OCG"), COSName.getPDFName("OCMD"));

  private static final List<COSName> OFF_LINKS = names("AA", "OC");

  private static final COSName LINK = COSName.getPDFName("Link");

  /** Pages that were made anew, by what they were in the source. */
  private final Map<COSDictionary, COSDictionary> replaced = new IdentityHashMap<>();

  void replace(COSDictionary page, COSDictionary by) {
    replaced.put(page, by);
  }

  /** What is written in place of a dictionary of the source; empty for nothing at all. */
  Optional<COSDictionary> clean(COSDictionary dictionary) {
    var other = replaced.get(dictionary);
    if (other != null) {
      return Optional.of(other);
    }
    if (dictionary instanceof COSStream stream) {
      return cleanStream(stream);
    }
    if (isForbiddenAction(dictionary) || (isAnnotation(dictionary) && !isLink(dictionary))) {
      return Optional.empty();
    }
    var type = dictionary.getCOSName(COSName.TYPE);
    if (type != null && LAYERS.contains(type)) {
      requireShown(dictionary);
      return Optional.of(new COSDictionary());
    }
    if (COSName.PAGE.equals(type)) {
      return Optional.of(without(dictionary, OFF_PAGES));
    }
    if (isAnnotation(dictionary)) {
      requireShown(dictionary.getCOSDictionary(COSName.OC));
      return Optional.of(without(dictionary, OFF_LINKS));
    }
    if (dictionary.containsKey(COSName.AA) && !isResources(dictionary)) {
      return Optional.of(without(dictionary, List.of(COSName.AA)));
    }
    if (dictionary.containsKey(COSName.EF) && dictionary.containsKey(COSName.F)) {
      return Optional.of(without(dictionary, List.of(COSName.EF)));
    }
    return Optional.of(dictionary);
  }

  /** The catalog's entries that stay. */
  COSDictionary catalog(COSDictionary source) {
    var catalog = new COSDictionary();
    catalog.setItem(COSName.TYPE, COSName.CATALOG);
    for (var key : CATALOG) {
      var value = source.getItem(key);
      if (value != null) {
        catalog.setItem(key, value);
      }
    }
    var names = source.getCOSDictionary(COSName.NAMES);
    if (names != null && names.containsKey(COSName.DESTS)) {
      var kept = new COSDictionary();
      kept.setItem(COSName.DESTS, names.getItem(COSName.DESTS));
      catalog.setItem(COSName.NAMES, kept);
    }
    return catalog;
  }

  /** The links of a page, in a new array; everything else of its annotations is not kept. */
  static COSArray links(COSDictionary page) {
    var kept = new COSArray();
    var annotations = page.getCOSArray(COSName.ANNOTS);
    if (annotations != null) {
      for (COSBase item : annotations) {
        if (resolved(item) instanceof COSDictionary annotation && isLink(annotation)) {
          kept.add(item);
        }
      }
    }
    return kept;
  }

  /** A page without what does not belong on paper. */
  static COSDictionary page(COSDictionary source) {
    return without(source, OFF_PAGES);
  }

  static boolean isLink(COSDictionary annotation) {
    return LINK.equals(annotation.getCOSName(COSName.SUBTYPE));
  }

  static @Nullable COSBase resolved(@Nullable COSBase value) {
    return value instanceof COSObject reference ? reference.getObject() : value;
  }

  private static Optional<COSDictionary> cleanStream(COSStream stream) {
    if (COSName.EMBEDDED_FILE.equals(stream.getCOSName(COSName.TYPE))
        || "PS".equals(stream.getNameAsString(COSName.SUBTYPE))) {
      return Optional.empty();
    }
    requireShown(stream.getCOSDictionary(COSName.OC));
    for (var key : OFF_STREAMS) {
      stream.removeItem(key);
    }
    return Optional.of(stream);
  }

  /**
   * Layers are all on; what belongs to them is then simply on the page, and nothing needs to say
   * that it does. What is shown only while one of them is off must not come to be seen by this.
   */
  private static void requireShown(@Nullable COSDictionary layer) {
    if (layer != null && Layers.isHiddenMembership(layer)) {
      throw PrepareFailure.hiddenLayers();
    }
  }

  private static boolean isAnnotation(COSDictionary dictionary) {
    return dictionary.containsKey(COSName.SUBTYPE) && dictionary.containsKey(COSName.RECT);
  }

  private static boolean isForbiddenAction(COSDictionary dictionary) {
    var kind = dictionary.getNameAsString(COSName.S);
    return kind != null && FORBIDDEN_ACTIONS.contains(kind);
  }

  /** In a dictionary of resources any name may stand for a font or an image. */
  private static boolean isResources(COSDictionary dictionary) {
    return !dictionary.containsKey(COSName.TYPE)
        && !dictionary.containsKey(COSName.SUBTYPE)
        && !dictionary.containsKey(COSName.RECT);
  }

  private static COSDictionary without(COSDictionary dictionary, List<COSName> keys) {
    var copy = new COSDictionary(dictionary);
    for (var key : keys) {
      copy.removeItem(key);
    }
    return copy;
  }

  private static List<COSName> names(String... names) {
    return Arrays.stream(names).map(COSName::getPDFName).toList();
  }
}
