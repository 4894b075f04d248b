package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.stream;
import static vn.congvan.validation.attacks.Attack.BROKEN;
import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.NOT_STRICT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import vn.congvan.validation.Letter;

/** Shadow attacks: hide, replace, hide and replace; and whatever else is shown. */
final class Shadows {
  private static final String PAGE = "/\\w+ of a page is changed";

  private Shadows() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    pages(attacks);
    looks(attacks);
    return attacks;
  }

  private static void pages(List<Attack> to) {
    to.add(
        update(
            Rule.R8,
            "the page's contents overwritten",
            "object \\d+ is changed",
            p -> Map.of(contents(p), stream("", "BT ET"))));
    to.add(
        update(
            Rule.R8,
            "the page's contents hidden, and shown again by a later update",
            "object \\d+ is changed",
            p -> Map.of(contents(p), stream("", "")),
            p -> Map.of(contents(p), p.body(contents(p)))));
    to.add(
        update(
            Rule.R8,
            "the page draws more",
            PAGE,
            p ->
                Map.of(
                    p.page,
                    p.with(p.page, "Contents", "[%d 0 R %d 0 R]".formatted(contents(p), p.fresh())),
                    p.fresh(),
                    stream("", "BT ET"))));
    to.add(
        update(
            Rule.R8,
            "the page draws nothing",
            PAGE,
            p -> Map.of(p.page, p.without(p.page, "Contents"))));
    to.add(page("another size of the page", "MediaBox", "[0 0 295 842]"));
    to.add(page("a crop of the page", "CropBox", "[0 0 295 842]"));
    to.add(page("the page turned", "Rotate", "180"));
    to.add(page("other resources of the page", "Resources", "<< >>"));
    to.add(page("an action when the page opens", "AA", "<< /O << /S /JavaScript /JS (x) >> >>"));
    to.add(page("a thumbnail of the page", "Thumb", "1 0 R"));
    to.add(page("a unit of the page", "UserUnit", "2"));
    to.add(page("a group of the page", "Group", "<< /S /Transparency >>"));
    to.add(
        update(
                Rule.R8,
                "the page becomes null",
                "(?:gone|no pages|is changed|page)",
                p -> Map.of(p.page, "null"))
            .or(NOT_STRICT, BROKEN));
    to.add(
        update(
            Rule.R8,
            "the page becomes another kind of object",
            "(?:is changed|page)",
            p -> Map.of(p.page, p.with(p.page, "Type", "/Pages"))));
    to.add(
        update(
            Rule.R10,
            "the page twice in the tree",
            "object \\d+ is changed",
            p ->
                Map.of(p.pages, p.with(p.pages, "Kids", "[%1$d 0 R %1$d 0 R]".formatted(p.page)))));
    to.add(
        update(
            Rule.R10,
            "another page in the tree",
            "object \\d+ is (?:changed|added for no permitted reason)",
            p ->
                Map.of(
                    p.pages,
                    p.with(p.pages, "Kids", "[%d 0 R]".formatted(p.fresh())),
                    p.fresh(),
                    p.body(p.page))));
    to.add(
        update(
            Rule.R10,
            "no page in the tree",
            "object \\d+ is changed",
            p -> Map.of(p.pages, p.with(p.pages, "Kids", "[]"))));
    to.add(
        update(
            Rule.R8,
            "an object of no use",
            "is added for no permitted reason",
            p -> Map.of(p.fresh(), stream("", "of no use"))));
    to.add(
        update(
            Rule.R8,
            "a catalog of no use yet",
            "is added for no permitted reason",
            p -> Map.of(p.fresh(), p.body(p.root))));
  }

  private static int contents(Parent parent) {
    return Integer.parseInt(
        parent
            .entries(parent.page)
            .getOrDefault("Contents", "")
            .replaceFirst("^\\[?(\\d+).*", "$1"));
  }

  private static Attack page(String name, String key, String value) {
    return update(Rule.R8, name, PAGE, p -> Map.of(p.page, p.with(p.page, key, value)));
  }

  private static void looks(List<Attack> to) {
    to.add(
        update(
            Rule.R9,
            "the resources' first object overwritten",
            "object \\d+ is changed",
            p -> Map.of(font(p), "<< /Type /Font /Subtype /Type3 >>")));
    to.add(
        update(
                Rule.R9,
                "the signature's appearance overwritten",
                "(?:object \\d+ is changed|an appearance is changed)",
                p -> Map.of(look(p), Letter.look("0 0 9 9 re f")))
            .or(Attack.FIELD)
            .on(Shadows::hasLook));
    to.add(
        update(
                Rule.R9,
                "the signature's field has another appearance",
                "(?:signature field '.*' is changed|field is signed with a signature that is not new)",
                p -> {
                  var field = p.fieldOf(p.lastSignature());
                  return Map.of(
                      field,
                      p.with(field, "AP", "<< /N %d 0 R >>".formatted(p.fresh())),
                      p.fresh(),
                      Letter.look(""));
                })
            .or(Attack.FIELD));
    for (var change :
        List.of(
            "/Rect [0 0 595 842]",
            "/F 2",
            "/F 0",
            "/T (other)",
            "/Ff 1",
            "/P 1 0 R",
            "/MK << /BG [1] >>",
            "/A << /S /JavaScript /JS (x) >>")) {
      var key = change.substring(1, change.indexOf(' '));
      to.add(
          update(
                  Rule.R9,
                  "the signature's field gets `%s`".formatted(change),
                  "(?:signature field '.*' is changed|field .* is changed)",
                  p -> {
                    var field = p.fieldOf(p.lastSignature());
                    return Map.of(field, p.with(field, key, change.substring(key.length() + 2)));
                  })
              .or(Attack.FIELD));
    }
    to.add(
        update(
                Rule.R9,
                "the fields in another order",
                "the list of fields is changed",
                p -> p.formWith("Fields", turnedRound(p.list())))
            .on(p -> p.has("leader")));
    for (var change :
        List.of(
            "/NeedAppearances true",
            "/XFA []",
            "/SigFlags 0",
            "/Q 1",
            "/CO [1 0 R]",
            "/DA (/F1 0 Tf)")) {
      var key = change.substring(1, change.indexOf(' '));
      to.add(
          update(
                  Rule.R9,
                  "the form gets `%s`".formatted(change),
                  "(?:/\\w+ of the form is changed|the form's flags are taken back)",
                  p -> p.formWith(key, change.substring(key.length() + 2)))
              .on(p -> p.isOurs() || !key.equals("DA")));
    }
  }

  private static String turnedRound(String list) {
    var items =
        new ArrayList<>(List.of(list.replaceAll("[\\[\\]]", "").strip().split("(?<=R) +", -1)));
    java.util.Collections.reverse(items);
    return "[" + String.join(" ", items) + "]";
  }

  private static int font(Parent parent) {
    var resources = parent.entries(parent.page).getOrDefault("Resources", "");
    var found = java.util.regex.Pattern.compile("(\\d+) 0 R").matcher(resources);
    if (!found.find()) {
      throw new IllegalStateException("no resources");
    }
    return Integer.parseInt(found.group(1));
  }

  private static boolean hasLook(Parent parent) {
    return parent.entries(parent.fieldOf(parent.firstSignature())).containsKey("AP");
  }

  private static int look(Parent parent) {
    return Integer.parseInt(
        parent
            .entries(parent.fieldOf(parent.firstSignature()))
            .getOrDefault("AP", "")
            .replaceFirst(".*/N (\\d+) 0 R.*", "$1"));
  }

  @SafeVarargs
  static Attack update(
      Rule rule, String name, String because, Function<Parent, Map<Integer, String>>... changes) {
    return Attack.of(
        rule,
        name,
        CHANGED,
        because,
        parent -> {
          var file = parent.bytes;
          for (var change : changes) {
            file = parent.style.append(file, parent.root, change.apply(parent), "");
          }
          return file;
        });
  }
}
