package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.stream;
import static vn.congvan.validation.attacks.Attack.BROKEN;
import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.NOT_STRICT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import vn.congvan.validation.Letter;

/** Shadow attacks: hide, replace, hide and replace; and whatever else is shown. */
final class Shadows {
  private static final String PAGE = "/\\w+ of a page is changed";
  private static final String CATALOG = "/\\w+ of the catalog is changed";

  private Shadows() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    pages(attacks);
    looks(attacks);
    catalogs(attacks);
    prepared(attacks);
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

  private static void catalogs(List<Attack> to) {
    for (var key :
        List.of(
            "/OpenAction << /S /JavaScript /JS (x) >>",
            "/AA << >>",
            "/Names << >>",
            "/OCProperties << >>",
            "/PageMode /UseNone",
            "/PageLayout /TwoColumnLeft",
            "/Version /1.3",
            "/URI << /Base (http) >>",
            "/Perms << /UR3 1 0 R >>",
            "/Dests << >>",
            "/Outlines 1 0 R",
            "/Lang (en)",
            "/ViewerPreferences << /HideToolbar true >>",
            "/Collection << >>",
            "/PageLabels << >>",
            "/NeedsRendering true",
            "/Requirements []")) {
      to.add(catalog("the catalog gets `%s`".formatted(key), key, CATALOG));
    }
    to.add(
        update(
                Rule.R10,
                "other metadata",
                "(?:the metadata are changed|/Metadata of the catalog)",
                p ->
                    Map.of(
                        p.root,
                        p.with(p.root, "Metadata", p.fresh() + " 0 R"),
                        p.fresh(),
                        stream("/Type /Metadata /Subtype /XML", "<x/>")))
            .on(Parent::isOurs));
    to.add(catalog("validation data that are a page", "/DSS 3 0 R", "validation data|is changed"));
    to.add(
        catalog(
            "validation data with pages in them",
            "/DSS << /Certs [] /Pages 2 0 R >>",
            "validation data"));
    to.add(
        catalog(
                "extensions that are a page",
                "/Extensions 3 0 R",
                "(?:Extensions is changed|developer extension)")
            .or(BROKEN));
    to.add(
        update(
            Rule.R10,
            "another page tree",
            CATALOG,
            p ->
                Map.of(
                    p.root,
                    p.with(p.root, "Pages", p.fresh() + " 0 R"),
                    p.fresh(),
                    p.body(p.pages))));
    to.add(
        update(
            Rule.R10,
            "another form",
            "the catalog names another form",
            p ->
                Map.of(
                    p.root, p.with(p.root, "AcroForm", p.fresh() + " 0 R"), p.fresh(), p.form())));
    to.add(
        update(
                Rule.R10,
                "an array for a catalog",
                "(?:catalog|value of 0 fields)",
                p -> Map.of(p.root, "[ ]"))
            .or(BROKEN, NOT_STRICT));
    to.add(
        update(
                Rule.R10,
                "null for a catalog",
                "(?:catalog|value of 0 fields)",
                p -> Map.of(p.root, "null"))
            .or(BROKEN, NOT_STRICT));
    to.add(
        update(
                Rule.R10,
                "the validation data taken away",
                "the validation data are gone",
                p -> Map.of(p.root, p.without(p.root, "DSS")))
            .on(p -> p.entries(p.root).containsKey("DSS")));
    to.add(
        update(
                Rule.R10,
                "validation data replaced by none",
                "validation data are taken away",
                p ->
                    Map.of(
                        p.root,
                        p.with(p.root, "DSS", p.fresh() + " 0 R"),
                        p.fresh(),
                        "<< /Certs [] >>"))
            .on(p -> p.entries(p.root).containsKey("DSS")));
  }

  private static Attack catalog(String name, String entry, String because) {
    var key = entry.substring(1, entry.indexOf(' '));
    return update(
        Rule.R10,
        name,
        because,
        p -> Map.of(p.root, p.with(p.root, key, entry.substring(key.length() + 2))));
  }

  /** What the signer was given held what the attacker brings out later. */
  private static void prepared(List<Attack> to) {
    to.add(
        Attack.of(
                Rule.R10,
                "hide and replace: a second catalog that was there is named by the trailer",
                CHANGED,
                "the trailer names another catalog",
                parent -> {
                  var made = parent.made();
                  var signed =
                      made.with(
                          o -> {
                            o.put(
                                15, o.get(Letter.PAGE).replace("/Parent 2 0 R", "/Parent 16 0 R"));
                            o.put(16, "<< /Type /Pages /Kids [15 0 R] /Count 1 >>");
                            o.put(
                                17,
                                "<< /Type /Catalog /Pages 16 0 R /AcroForm 6 0 R /Perms << /DocMDP 20 0 R >> /DSS << /Certs [] /CRLs 18 0 R >> >>");
                            o.put(18, "[]");
                          },
                          l -> {});
                  return made.style()
                      .append(signed, 17, Map.of(18, "[70 0 R]", 70, stream("", "a list")), "");
                })
            .on(parent -> parent.recipe != null));
    to.add(
        Attack.of(
                Rule.R3,
                "hide and replace: an object inside a stream that was signed is listed",
                CHANGED,
                "(?:lies outside it|expected)",
                parent -> {
                  var hidden = "3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj";
                  var made = parent.made();
                  var signed =
                      made.with(
                          o -> o.put(Letter.CONTENT, stream("", "(99 0 obj) Tj\n" + hidden)),
                          l -> {});
                  var at = vn.congvan.validation.PdfDraft.text(signed).indexOf(hidden);
                  var table =
                      "xref\n3 1\n%010d 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
                          .formatted(
                              at, vn.congvan.validation.PdfDraft.startxref(signed), signed.length);
                  return vn.congvan.validation.PdfDraft.concat(
                      signed, vn.congvan.validation.PdfDraft.bytes(table));
                })
            .on(parent -> parent.recipe != null));
    to.add(
        Attack.of(
                Rule.R20,
                "a certificate of the validation data is what the page draws and did not have",
                CHANGED,
                "which the signed document refers to and did not have, is added",
                parent ->
                    Letter.kept(
                        parent
                            .made()
                            .with(
                                o ->
                                    o.put(
                                        Letter.PAGE,
                                        o.get(Letter.PAGE)
                                            .replace(
                                                "/Contents 4 0 R", "/Contents [4 0 R 41 0 R]")),
                                l -> {})))
            .on(parent -> parent.recipe != null));
    to.add(
        Attack.of(
                Rule.R20,
                "the seal's look is what the page draws and did not have",
                CHANGED,
                "which the signed document refers to and did not have, is added",
                parent ->
                    parent
                        .made()
                        .with(
                            o ->
                                o.put(
                                    Letter.PAGE,
                                    o.get(Letter.PAGE)
                                        .replace("/Contents 4 0 R", "/Contents [4 0 R 31 0 R]")),
                            l -> {}))
            .on(parent -> parent.recipe != null && parent.recipe.sealed()));
    for (var used : List.of("/Contents 42 0 R", "/Contents 4 0 R /PieceInfo << /A [42 0 R] >>")) {
      to.add(
          Attack.of(
                  Rule.R20,
                  "a list of validation data that grows is used by the page as `%s`"
                      .formatted(used),
                  CHANGED,
                  "object 42, which something else uses too, is changed",
                  parent -> {
                    var made = parent.made();
                    var signed =
                        made.with(
                            o -> {
                              o.put(
                                  Letter.PAGE, o.get(Letter.PAGE).replace("/Contents 4 0 R", used));
                              o.put(42, "[4 0 R]");
                            },
                            l ->
                                l.computeIfPresent(
                                    Letter.CATALOG,
                                    (n, s) ->
                                        s.replace("/Perms", "/DSS << /Certs 42 0 R >> /Perms")));
                    var grown = new LinkedHashMap<Integer, String>();
                    grown.put(42, "[4 0 R 80 0 R]");
                    grown.put(80, stream("", "BT /F1 12 Tf 72 600 Td <0002> Tj ET"));
                    return made.append(signed, grown);
                  })
              .on(parent -> parent.recipe != null));
    }
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
