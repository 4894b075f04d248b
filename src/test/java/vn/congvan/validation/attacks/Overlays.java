package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.sign;
import static vn.congvan.validation.PdfDraft.signature;
import static vn.congvan.validation.PdfDraft.stream;
import static vn.congvan.validation.attacks.Attack.ADDED;
import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.FIELD;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.validation.Cms;
import vn.congvan.validation.Letter;
import vn.congvan.validation.PdfDraft;
import vn.congvan.validation.People;

/**
 * Evil annotations and sneaky signatures (EAA, SSA): what is laid over a signed page. The
 * signatures that are added here are sound ones, by a key of the attacker's.
 */
final class Overlays {
  private static final String NOT_NEW =
      "(?:an annotation is added that is no new signature's|/Annots of a page)";
  private static final Made STRANGER =
      Certificates.signer()
          .withKey(People.curve("secp256r1"))
          .signedWith("SHA256withECDSA")
          .selfSigned("CN=Người lạ,O=Nơi khác");

  private Overlays() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    annotations(attacks);
    unsigned(attacks);
    signed(attacks);
    stamps(attacks);
    return attacks;
  }

  private static void annotations(List<Attack> to) {
    for (var kind :
        List.of(
            "FreeText",
            "Stamp",
            "Redact",
            "Square",
            "Circle",
            "Line",
            "Ink",
            "Highlight",
            "Text",
            "Link",
            "Popup",
            "Watermark",
            "FileAttachment",
            "Screen",
            "3D",
            "RichMedia")) {
      to.add(
          annotation(
              "an annotation: " + kind,
              "<< /Type /Annot /Subtype /%s /Rect [0 0 300 300] >>".formatted(kind)));
    }
    to.add(
        annotation(
            "an invisible annotation", "<< /Type /Annot /Subtype /Stamp /F 2 /Rect [0 0 0 0] >>"));
    to.add(
        annotation(
            "a button that no form knows",
            "<< /Type /Annot /Subtype /Widget /FT /Btn /T (x) /Rect [0 0 9 9] >>"));
    to.add(
        annotation(
            "a signature field that no form knows",
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 9 9] >>"));
    to.add(
        Shadows.update(
                Rule.R11,
                "the list of annotations emptied",
                "(?:a page's annotations is changed|object \\d+ is changed)",
                p -> Map.of(p.page, p.with(p.page, "Annots", "[]")))
            .on(Overlays::isListed));
    to.add(
        Shadows.update(
                Rule.R11,
                "the list of annotations taken away",
                "a page's annotations is changed",
                p -> Map.of(p.page, p.without(p.page, "Annots")))
            .on(Overlays::isListed));
    to.add(
        Shadows.update(
                Rule.R11,
                "an annotation listed twice",
                NOT_NEW,
                p -> p.annotated(p.fieldOf(p.lastSignature()) + " 0 R"))
            .on(Overlays::isListed));
  }

  private static boolean isListed(Parent parent) {
    return !parent.entries(parent.page).getOrDefault("Annots", "[]").equals("[]");
  }

  private static Attack annotation(String name, String body) {
    return Shadows.update(
        Rule.R11,
        name,
        NOT_NEW,
        p -> {
          var objects = new LinkedHashMap<>(p.annotated(p.fresh() + " 0 R"));
          objects.put(p.fresh(), body);
          return objects;
        });
  }

  private static void unsigned(List<Attack> to) {
    for (var field :
        List.of(
            "/FT /Sig /AP << /N %2$d 0 R >>",
            "/FT /Sig",
            "/FT /Sig /V null",
            "/FT /Btn /Ff 65536 /AP << /N %2$d 0 R >>",
            "/FT /Tx /V (x) /AP << /N %2$d 0 R >>",
            "/FT /Ch /V (x) /AP << /N %2$d 0 R >>")) {
      to.add(
          Attack.of(
              Rule.R12,
              "a field without signature: `%s`".formatted(field.replace("%2$d", "n")),
              FIELD,
              "a field is added that is not signed in the same act",
              parent -> {
                var n = parent.fresh();
                var objects =
                    added(
                        parent,
                        n,
                        "<< /Type /Annot /Subtype /Widget /T (more) /F 4 /Rect [0 0 90 90] /P %d 0 R %s >>"
                            .formatted(parent.page, field.formatted(n, n + 1)));
                objects.put(n + 1, Letter.look("0 0 90 90 re f"));
                return parent.append(objects);
              }));
    }
  }

  private static Map<Integer, String> added(Parent parent, int number, String field) {
    var objects = new LinkedHashMap<>(parent.annotated(number + " 0 R"));
    objects.putAll(merged(objects, parent.fieldAdded(number + " 0 R")));
    objects.put(number, field);
    return objects;
  }

  /** Page and form are different objects in all our parents. */
  private static Map<Integer, String> merged(Map<Integer, String> one, Map<Integer, String> two) {
    two.keySet()
        .forEach(
            number -> {
              if (one.containsKey(number)) {
                throw new IllegalStateException("object %d changed twice".formatted(number));
              }
            });
    return two;
  }

  private static void signed(List<Attack> to) {
    record By(String who, Made key) {}
    for (var by :
        List.of(
            new By("a stranger whose certificate is his own", STRANGER),
            new By("another agency", People.NEIGHBOURS_SEAL),
            new By("the leader again", People.LEADER))) {
      to.add(
          sneaky(
                  "a signature beside, by " + by.who(),
                  by.key(),
                  "/Rect [0 0 90 90] /P %3$d 0 R",
                  "(?:a signature is added where none is permitted)")
              .or(FIELD)
              .on(Parent::isOurs));
    }
    to.add(
        sneaky(
                "a signature beside, by a stranger whose certificate is his own",
                STRANGER,
                "/Rect [0 0 90 90] /P %3$d 0 R",
                "leads? to no|issuer|trusted|anchor|unknown")
            .or("VERIFY.UNKNOWN_ISSUER")
            .againstTrust()
            .on(p -> !p.isOurs()));
    var foreign = "a new signature that covers too much of a page";
    to.add(overlay("a signature as large as the page", "/Rect [0 0 595 842] /P %3$d 0 R", foreign));
    to.add(overlay("a signature that names no page, of 90 points", "/Rect [0 0 90 90]", foreign));
    to.add(
        overlay(
            "a signature whose corners change places", "/Rect [595 842 0 0] /P %3$d 0 R", foreign));
    to.add(
        overlay(
            "a signature with an action",
            "/Rect [0 0 9 9] /P %3$d 0 R /A << /S /JavaScript /JS (x) >>",
            "a signature field with keys that are not one's"));
    to.add(
        overlay(
            "a signature with an additional action",
            "/Rect [0 0 9 9] /P %3$d 0 R /AA << >>",
            "a signature field with keys that are not one's"));
    to.add(
        overlay(
            "a signature with two appearances",
            "/Rect [0 0 9 9] /P %3$d 0 R /AP << /N %4$d 0 R /D %4$d 0 R >>",
            "an appearance that is not one new form"));
    to.add(
        overlay(
            "a signature that looks like the page's content",
            "/Rect [0 0 9 9] /P %3$d 0 R /AP << /N %5$d 0 R >>",
            "an appearance that is not one new form"));
    to.add(
        overlay(
            "a signature with a choice of appearances",
            "/Rect [0 0 9 9] /P %3$d 0 R /AP << /N << /On %4$d 0 R >> >>",
            "an appearance that is not one new form"));
  }

  /** On documents of others, which a trusted signer may sign again, in a place of his own. */
  private static Attack overlay(String name, String more, String because) {
    return sneaky(name, People.LEADER, more, because).or(FIELD, CHANGED).on(p -> !p.isOurs());
  }

  private static Attack sneaky(String name, Made by, String more, String because) {
    return Attack.of(
        Rule.R12,
        name,
        ADDED,
        because,
        parent -> {
          var n = parent.fresh();
          var field =
              ("<< /Type /Annot /Subtype /Widget /FT /Sig /T (more) /F 4 /V %2$d 0 R "
                      + more
                      + " >>")
                  .formatted(n, n + 1, parent.page, n + 2, parent.pages);
          var objects = added(parent, n, field);
          objects.put(n + 1, signature(""));
          if (more.contains("%4")) {
            objects.put(n + 2, Letter.look(""));
          }
          return sign(parent.append(objects), Cms.by(by));
        });
  }

  private static void stamps(List<Attack> to) {
    to.add(
        stamp(
            "a time-stamp with a look",
            "/Subtype /Widget /P %3$d 0 R /Rect [0 0 300 300] /AP << /N %4$d 0 R >>",
            (p, u) -> u.put(p.fresh() + 2, Letter.look("0 0 300 300 re f")),
            "a new signature that covers too much of a page"));
    to.add(
        stamp(
                "a time-stamp that changes the page",
                "/Rect [0 0 0 0]",
                (p, u) -> u.put(p.page, p.with(p.page, "Rotate", "180")),
                "/Rotate of a page is changed")
            .or(CHANGED));
    to.add(
        stamp(
                "a time-stamp that brings an object along",
                "/Rect [0 0 0 0]",
                (p, u) -> u.put(p.fresh() + 3, stream("", "x")),
                "is added for no permitted reason")
            .or(CHANGED));
    to.add(
        stamp(
                "a time-stamp that fills the number",
                "/Rect [0 0 0 0]",
                (p, u) -> u.put(p.field("number"), p.with(p.field("number"), "V", "(x)")),
                "field 'number' is changed")
            .on(p -> p.has("number")));
    to.add(
        stamp(
                "a time-stamp that signs the seal's field too",
                "/Rect [0 0 0 0]",
                (p, u) -> u.put(p.field("seal"), p.with(p.field("seal"), "M", "(x)")),
                "field 'seal' is changed")
            .on(p -> p.has("seal")));
    to.add(
        stamp(
            "a time-stamp that renames the signature's field",
            "/Rect [0 0 0 0]",
            (p, u) ->
                u.put(
                    p.fieldOf(p.firstSignature()),
                    p.with(p.fieldOf(p.firstSignature()), "TU", "(x)")),
            "signature field '.*' is changed"));
  }

  private static Attack stamp(
      String name, String more, BiConsumer<Parent, Map<Integer, String>> change, String because) {
    return Attack.of(
        Rule.R12,
        name,
        FIELD,
        because,
        parent -> {
          var n = parent.fresh();
          var objects = new LinkedHashMap<>(parent.fieldAdded(n + " 0 R"));
          objects.put(
              n,
              ("<< /Type /Annot /FT /Sig /T (stamp9) /F 132 /V %2$d 0 R " + more + " >>")
                  .formatted(n, n + 1, parent.page, n + 2));
          objects.put(
              n + 1, signature("/ETSI.RFC3161", "").replace("/Type /Sig ", "/Type /DocTimeStamp "));
          change.accept(parent, objects);
          return PdfDraft.stamp(parent.append(objects), Cms.by(People.STAMPER));
        });
  }
}
