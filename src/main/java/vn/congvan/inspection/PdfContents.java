package vn.congvan.inspection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.jspecify.annotations.Nullable;

/**
 * What a PDF holds that its pages do not simply show, found in one walk over all its objects, those
 * of earlier revisions too as far as the file still lists them. Nothing is unpacked or drawn.
 */
public final class PdfContents {
  private static final int MAX_DEPTH = 64;
  private static final int HIDDEN = 2;
  private static final int NO_VIEW = 32;

  /** Actions that reach outside the file, or run what is in it (ISO 32000-2, 12.6.4). */
  private static final Set<String> ACTIONS =
      Set.of("Launch", "ImportData", "SubmitForm", "RichMediaExecute");

  private static final List<COSName> FONT_FILES =
      List.of(COSName.FONT_FILE, COSName.FONT_FILE2, COSName.FONT_FILE3);

  private final Set<COSDictionary> fontsSeen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> missingFonts = new TreeSet<>();
  private final @Nullable COSDictionary formDefaults;
  private final Layers layers;
  private boolean script;
  private @Nullable String action;
  private boolean filesInside;
  private boolean xfa;
  private boolean hiddenMembership;
  private int hiddenAnnotations;

  private PdfContents(COSDocument document) {
    var catalog = document.getTrailer().getCOSDictionary(COSName.ROOT);
    var form = catalog == null ? null : catalog.getCOSDictionary(COSName.ACRO_FORM);
    this.formDefaults = form == null ? null : form.getCOSDictionary(COSName.DR);
    this.layers = Layers.of(catalog == null ? new COSDictionary() : catalog);
  }

  /**
   * @throws TooDeep when objects nest deeper than those of any document
   */
  public static PdfContents of(COSDocument document) throws TooDeep {
    var contents = new PdfContents(document);
    for (var key : document.getXrefTable().keySet()) {
      var object = document.getObjectFromPool(key);
      contents.look(object == null ? null : object.getObject(), 0);
    }
    contents.look(document.getTrailer(), 0);
    return contents;
  }

  /** JavaScript, wherever it would run from. */
  public boolean hasScript() {
    return script;
  }

  /** The name of an action that starts a program, sends or fetches data. */
  public Optional<String> action() {
    return Optional.ofNullable(action);
  }

  public boolean hasFilesInside() {
    return filesInside;
  }

  /** A form whose look a program makes up when it is opened. */
  public boolean hasXfa() {
    return xfa;
  }

  public boolean hasLayers() {
    return layers.present();
  }

  /** Content that one reader sees and another does not, or on paper only. */
  public boolean hasHiddenLayers() {
    return layers.present() && (layers.hidden() || hiddenMembership);
  }

  /** Annotations that are there and not shown; invisible signatures are not meant. */
  public int hiddenAnnotations() {
    return hiddenAnnotations;
  }

  /**
   * Names of the fonts that pages, forms and appearances name and the file does not hold: each
   * reader's program puts one of its own in their place.
   */
  public List<String> missingFonts() {
    return List.copyOf(missingFonts);
  }

  private void look(@Nullable COSBase base, int depth) throws TooDeep {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
    if (base instanceof COSDictionary dictionary) {
      lookAt(dictionary);
      for (var entry : dictionary.entrySet()) {
        look(direct(entry.getValue()), depth + 1);
      }
    } else if (base instanceof COSArray array) {
      for (var item : array) {
        look(direct(item), depth + 1);
      }
    }
  }

  /** Indirect objects are visited on their own, once each; following them could run in circles. */
  private static @Nullable COSBase direct(@Nullable COSBase value) {
    return value instanceof COSObject ? null : value;
  }

  private void lookAt(COSDictionary dictionary) {
    var kind = dictionary.getNameAsString(COSName.S);
    script |=
        dictionary.containsKey(COSName.JS)
            || "JavaScript".equals(kind)
            || dictionary.containsKey("JavaScript");
    if (kind != null && ACTIONS.contains(kind)) {
      action = kind;
    }
    filesInside |= dictionary.containsKey("EmbeddedFiles") || dictionary.containsKey(COSName.EF);
    xfa |= dictionary.containsKey(COSName.XFA);
    hiddenMembership |= Layers.isHiddenMembership(dictionary);
    if (isHiddenAnnotation(dictionary)) {
      hiddenAnnotations++;
    }
    if (dictionary.containsKey(COSName.FONT) && dictionary != formDefaults) {
      lookAtFonts(dictionary.getDictionaryObject(COSName.FONT));
    }
  }

  private static boolean isHiddenAnnotation(COSDictionary dictionary) {
    if ((dictionary.getInt(COSName.F, 0) & (HIDDEN | NO_VIEW)) == 0
        || !dictionary.containsKey(COSName.RECT)
        || COSName.POPUP.equals(dictionary.getCOSName(COSName.SUBTYPE))) {
      return false;
    }
    var field = dictionary.getCOSDictionary(COSName.PARENT);
    return dictionary.containsKey(COSName.SUBTYPE)
        && !COSName.SIG.equals(dictionary.getCOSName(COSName.FT))
        && !(field != null && COSName.SIG.equals(field.getCOSName(COSName.FT)));
  }

  /** The fonts of resources, or the font and size of a graphics state. */
  private void lookAtFonts(@Nullable COSBase fonts) {
    if (fonts instanceof COSDictionary named) {
      for (var name : new ArrayList<>(named.keySet())) {
        lookAtFont(named.getDictionaryObject(name));
      }
    } else if (fonts instanceof COSArray setting && setting.size() > 0) {
      lookAtFont(setting.getObject(0));
    }
  }

  private void lookAtFont(@Nullable COSBase object) {
    if (!(object instanceof COSDictionary font) || !fontsSeen.add(font)) {
      return;
    }
    var kind = font.getCOSName(COSName.SUBTYPE);
    if (COSName.TYPE0.equals(kind)) {
      var descendants = font.getCOSArray(COSName.DESCENDANT_FONTS);
      if (descendants != null && descendants.size() > 0) {
        lookAtFont(descendants.getObject(0));
      }
    } else if (kind != null && !COSName.TYPE3.equals(kind)) {
      var descriptor = font.getCOSDictionary(COSName.FONT_DESC);
      if (descriptor == null || FONT_FILES.stream().noneMatch(descriptor::containsKey)) {
        missingFonts.add(font.getNameAsString(COSName.BASE_FONT, "?"));
      }
    }
  }
}
