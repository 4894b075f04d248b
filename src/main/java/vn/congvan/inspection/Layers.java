package vn.congvan.inspection;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;

/**
 * The layers (optional content, ISO 32000-2, 8.11) of a PDF: whether there are any, and whether
 * whoever opens or prints the file sees all of them at first.
 */
public final class Layers {
  private static final COSName PROPERTIES = COSName.getPDFName("OCProperties");
  private static final COSName MEMBERSHIP = COSName.getPDFName("OCMD");
  private static final COSName EXPRESSION = COSName.getPDFName("VE");
  private static final COSName GROUPS = COSName.getPDFName("OCGs");
  private static final COSName ON = COSName.getPDFName("ON");
  private static final COSName OFF = COSName.getPDFName("OFF");
  private static final COSName USAGE = COSName.getPDFName("Usage");
  private static final COSName APPLIED = COSName.getPDFName("AS");
  private static final COSName CATEGORY = COSName.getPDFName("Category");

  /** What a layer's usage says of a purpose, by its category. */
  private static final List<String> STATES = List.of("View", "Print", "Export");

  private final boolean present;
  private final boolean hidden;

  private Layers(boolean present, boolean hidden) {
    this.present = present;
    this.hidden = hidden;
  }

  public static Layers of(COSDictionary catalog) {
    var properties = catalog.getCOSDictionary(PROPERTIES);
    if (properties == null) {
      return new Layers(false, false);
    }
    var groups = properties.getCOSArray(GROUPS);
    var first = properties.getCOSDictionary(COSName.D);
    return new Layers(true, first != null && (isOff(groups, first) || isSwitched(first)));
  }

  public boolean present() {
    return present;
  }

  /** Whether one of them is off at first, or goes off for printing or at another size. */
  public boolean hidden() {
    return hidden;
  }

  /** Whether what belongs to this is hidden where every layer is on. */
  public static boolean isHiddenMembership(COSDictionary dictionary) {
    if (!MEMBERSHIP.equals(dictionary.getCOSName(COSName.TYPE))) {
      return false;
    }
    var policy = dictionary.getNameAsString(COSName.P);
    // An expression may negate; what it comes to is not worked out here.
    return "AllOff".equals(policy) || "AnyOff".equals(policy) || dictionary.containsKey(EXPRESSION);
  }

  private static boolean isOff(@Nullable COSArray groups, COSDictionary first) {
    var off = first.getCOSArray(OFF);
    if (off != null && off.size() > 0) {
      return true;
    }
    if (!"OFF".equals(first.getNameAsString("BaseState"))) {
      return false;
    }
    return groups != null && !dictionaries(first.getCOSArray(ON)).containsAll(dictionaries(groups));
  }

  /** Automatic states (8.11.4.4) that may differ from those at first. */
  private static boolean isSwitched(COSDictionary first) {
    for (var rule : dictionaries(first.getCOSArray(APPLIED))) {
      for (var group : dictionaries(rule.getCOSArray(GROUPS))) {
        var usage = group.getCOSDictionary(USAGE);
        if (usage != null && isSwitched(usage, rule.getCOSArray(CATEGORY))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSwitched(COSDictionary usage, @Nullable COSArray categories) {
    for (var i = 0; categories != null && i < categories.size(); i++) {
      var category = categories.getObject(i) instanceof COSName name ? name.getName() : "";
      var said = usage.getCOSDictionary(COSName.getPDFName(category));
      if (said != null
          && (!STATES.contains(category)
              || "OFF".equals(said.getNameAsString(category + "State")))) {
        return true;
      }
    }
    return false;
  }

  private static Set<COSDictionary> dictionaries(@Nullable COSArray array) {
    Set<COSDictionary> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (var i = 0; array != null && i < array.size(); i++) {
      COSBase item = array.getObject(i);
      if (item instanceof COSDictionary dictionary) {
        found.add(dictionary);
      }
    }
    return found;
  }
}
