package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.stream;
import static vn.congvan.validation.attacks.Attack.BROKEN;
import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.NOT_STRICT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.congvan.validation.Letter;

/** Catalogs and page trees switched, and what was there for them when the file was signed. */
final class Catalogs {

  private Catalogs() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    catalogs(attacks);
    prepared(attacks);
    return attacks;
  }

  private static final String CATALOG = "/\\w+ of the catalog is changed";

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
        Shadows.update(
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
        Shadows.update(
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
        Shadows.update(
            Rule.R10,
            "another form",
            "the catalog names another form",
            p ->
                Map.of(
                    p.root, p.with(p.root, "AcroForm", p.fresh() + " 0 R"), p.fresh(), p.form())));
    to.add(
        Shadows.update(
                Rule.R10,
                "an array for a catalog",
                "(?:catalog|value of 0 fields)",
                p -> Map.of(p.root, "[ ]"))
            .or(BROKEN, NOT_STRICT));
    to.add(
        Shadows.update(
                Rule.R10,
                "null for a catalog",
                "(?:catalog|value of 0 fields)",
                p -> Map.of(p.root, "null"))
            .or(BROKEN, NOT_STRICT));
    to.add(
        Shadows.update(
                Rule.R10,
                "the validation data taken away",
                "the validation data are gone",
                p -> Map.of(p.root, p.without(p.root, "DSS")))
            .on(p -> p.entries(p.root).containsKey("DSS")));
    to.add(
        Shadows.update(
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
    return Shadows.update(
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
                                15,
                                Letter.prepared(Letter.PAGE)
                                    .replace("/Parent 2 0 R", "/Parent 16 0 R"));
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
                                        Letter.prepared(Letter.PAGE)
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
                                    Letter.prepared(Letter.PAGE)
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
                                  Letter.PAGE,
                                  Letter.prepared(Letter.PAGE).replace("/Contents 4 0 R", used));
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
}
