package vn.congvan.validation.attacks;

import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.FIELD;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import vn.congvan.validation.Letter;

/** Number, date, locks and certifications: what the signatures of a document permit each other. */
final class Fields {
  private Fields() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    refilled(attacks);
    whileSealing(attacks);
    withoutSeal(attacks);
    return attacks;
  }

  static boolean isSealed(Parent parent) {
    return parent.has("number") && parent.entries(parent.field("number")).containsKey("V");
  }

  private static void refilled(List<Attack> to) {
    for (var name : List.of("number", "date")) {
      var changed = "field '%s' is changed".formatted(name);
      to.add(
          after(
              "the %s refilled after the seal, with a look that fits".formatted(name),
              changed,
              FIELD,
              p -> {
                var n = p.field(name);
                var entries = p.entries(n);
                entries.put("V", Letter.held("Số: 06").substring(3));
                entries.put("AP", "<< /N %d 0 R >>".formatted(p.fresh()));
                return Map.of(n, CosText.text(entries), p.fresh(), Letter.showing("Số: 06"));
              }));
      to.add(
          after(
              "the %s another, its look as before".formatted(name),
              changed,
              FIELD,
              p -> Map.of(p.field(name), p.with(p.field(name), "V", "(06)"))));
      to.add(
          after(
              "the %s shown by another look".formatted(name),
              changed,
              FIELD,
              p ->
                  Map.of(
                      p.field(name),
                      p.with(p.field(name), "AP", "<< /N %d 0 R >>".formatted(p.fresh())),
                      p.fresh(),
                      Letter.showing("06"))));
      to.add(
          after(
              "the look of the %s overwritten".formatted(name),
              "(?:object \\d+ is changed|an appearance is changed)",
              CHANGED,
              p -> Map.of(look(p, name), Letter.showing("06"))));
      to.add(
          after(
              "the %s emptied".formatted(name),
              changed,
              FIELD,
              p -> Map.of(p.field(name), p.without(p.field(name), "V"))));
      to.add(
          after(
              "the %s hidden".formatted(name),
              changed,
              FIELD,
              p -> Map.of(p.field(name), p.with(p.field(name), "F", "2"))));
      to.add(
          after(
              "the %s moved".formatted(name),
              changed,
              FIELD,
              p -> Map.of(p.field(name), p.with(p.field(name), "Rect", "[0 0 9 9]"))));
    }
  }

  private static int look(Parent parent, String field) {
    return Integer.parseInt(
        parent
            .entries(parent.field(field))
            .getOrDefault("AP", "")
            .replaceFirst(".*/N (\\d+) 0 R.*", "$1"));
  }

  private static Attack after(
      String name,
      String because,
      String code,
      java.util.function.Function<Parent, Map<Integer, String>> change) {
    return Attack.of(Rule.R9, name, code, because, p -> p.append(change.apply(p)))
        .on(Fields::isSealed);
  }

  /** By the agency itself: it seals, and does something else in the same act. */
  private static void whileSealing(List<Attack> to) {
    seal(
        to,
        Rule.R9,
        "another field filled in place of the number",
        "(?:of field 'number' is changed)",
        u -> u.put(Letter.NUMBER, Letter.text("nummer", "[60 700 220 720]", "")));
    seal(
        to,
        Rule.R9,
        "the number in another place",
        "/Rect of field 'number' is changed",
        u -> replace(u, Letter.NUMBER, "[60 700 220 720]", "[0 0 595 842]"));
    seal(
        to,
        Rule.R9,
        "the number with an action",
        "/AA of field 'number' is changed",
        u -> replace(u, Letter.NUMBER, "/F 4", "/F 4 /AA << >>"));
    seal(
        to,
        Rule.R9,
        "the number hidden",
        "/F of field 'number' is changed",
        u -> replace(u, Letter.NUMBER, "/F 4", "/F 2"));
    seal(
        to,
        Rule.R9,
        "the number read-only",
        "/Ff of field 'number' is changed",
        u -> replace(u, Letter.NUMBER, "/F 4", "/F 4 /Ff 1"));
    seal(
        to,
        Rule.R9,
        "the number is a name, not a text",
        "is filled with what is no text",
        u ->
            u.computeIfPresent(
                Letter.NUMBER, (k, s) -> s.replaceFirst("/V <[0-9A-Fa-f]+>", "/V /x")));
    seal(
        to,
        Rule.R9,
        "the number shown with a font of its own",
        "is shown by more than it was signed with",
        u -> {
          replace(u, Letter.NUMBER_LOOK, "/F1 5 0 R", "/F1 60 0 R");
          u.put(60, Letter.prepared(Letter.FONT));
        });
    seal(
        to,
        Rule.R9,
        "the number with two appearances",
        "an appearance that is not one new form",
        u -> replace(u, Letter.NUMBER, "/N 32 0 R", "/N 32 0 R /D 33 0 R"));
    seal(
        to,
        Rule.R9,
        "the number with the page's content for an appearance",
        "an appearance that is not one new form",
        u -> replace(u, Letter.NUMBER, "/N 32 0 R", "/N 4 0 R"));
    seal(
        to,
        Rule.R9,
        "the font overwritten",
        "object 5 is changed",
        u -> u.put(Letter.FONT, "<< /Type /Font /Subtype /Type3 >>"));
    seal(
        to,
        Rule.R9,
        "the font's characters overwritten",
        "object 11 is changed",
        u -> u.put(Letter.TO_UNICODE, vn.congvan.validation.PdfDraft.stream("", "")));
    seal(
        to,
        Rule.R9,
        "the leader's look overwritten",
        "object 21 is changed",
        u -> u.put(Letter.LEADERS_LOOK, Letter.look("")));
    seal(
        to,
        Rule.R9,
        "the leader's field hidden",
        "field 'leader' is changed",
        u ->
            u.put(
                Letter.LEADER,
                Letter.signatureField(
                        "leader", "[300 200 420 260]", "/F 2 /V 20 0 R /AP << /N 21 0 R >>")
                    .replaceFirst("/F 4 ", "")));
    seal(
        to,
        Rule.R8,
        "the page's contents overwritten",
        "object 4 is changed",
        u -> u.put(Letter.CONTENT, vn.congvan.validation.PdfDraft.stream("", "BT ET")));
    seal(
        to,
        Rule.R8,
        "the page turned",
        "/Rotate of a page is changed",
        u ->
            u.put(
                Letter.PAGE,
                Letter.prepared(Letter.PAGE).replace("/MediaBox", "/Rotate 180 /MediaBox")));
    seal(
        to,
        Rule.R11,
        "the leader's signature no longer shown",
        "a page's annotations is changed",
        u -> u.put(Letter.PAGE, Letter.prepared(Letter.PAGE).replace("9 0 R 10 0 R]", "10 0 R]")));
    seal(
        to,
        Rule.R10,
        "the page twice in the tree",
        "object 2 is changed",
        u -> u.put(Letter.PAGES, "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>"));
    seal(
        to,
        Rule.R9,
        "the seal's lock taken away",
        "(?:/Lock|lock|field 'seal')",
        u -> replace(u, Letter.SEAL, "/Lock << /Action /All >>", ""));
    seal(
        to,
        Rule.R9,
        "the seal as large as the page",
        "/Rect of field 'seal' is changed",
        u -> replace(u, Letter.SEAL, "[260 190 340 270]", "[0 0 595 842]"));
    seal(
        to,
        Rule.R9,
        "the seal hidden",
        "/F of field 'seal' is changed",
        u -> replace(u, Letter.SEAL, "/F 4", "/F 2"));
    seal(
        to,
        Rule.R9,
        "the seal on another page",
        "/P of field 'seal' is changed",
        u -> replace(u, Letter.SEAL, "/P 3 0 R", "/P 2 0 R"));
    seal(
        to,
        Rule.R9,
        "the seal with the leader's look",
        "an appearance that is not one new form",
        u -> replace(u, Letter.SEAL, "/N 31 0 R", "/N 21 0 R"));
    seal(
        to,
        Rule.R8,
        "an object of no use",
        "is added for no permitted reason",
        u -> u.put(60, "<< /A 1 >>"));
  }

  static void replace(Map<Integer, String> update, int number, String old, String now) {
    update.computeIfPresent(
        number,
        (n, body) -> {
          if (!body.contains(old)) {
            throw new IllegalStateException(body + " does not hold " + old);
          }
          return body.replace(old, now);
        });
  }

  private static void seal(
      List<Attack> to,
      Rule rule,
      String name,
      String because,
      Consumer<Map<Integer, String>> change) {
    to.add(
        Attack.of(
                rule,
                "in the act of sealing: " + name,
                CHANGED,
                because,
                p -> p.made().sealedWith(change))
            .or(FIELD)
            .on(Fields::isLeaders));
  }

  static boolean isLeaders(Parent parent) {
    return parent.recipe != null && !parent.recipe.sealed();
  }

  private static void withoutSeal(List<Attack> to) {
    to.add(
        Attack.of(
                Rule.R9,
                "number and date filled without a seal",
                FIELD,
                "field '(?:number|date)' is changed",
                p -> p.append(filling()))
            .on(Fields::isLeaders));
    to.add(
        Attack.of(
                Rule.R9,
                "number and date filled, then sealed",
                FIELD,
                "field '(?:number|date)' is changed",
                p -> {
                  var seal = Letter.sealsUpdate();
                  seal.keySet().removeAll(filling().keySet());
                  return p.made().seal(p.append(filling()), seal);
                })
            .on(Fields::isLeaders));
    to.add(
        Attack.of(
                Rule.R9,
                "a number that was there when the leader signed filled again",
                FIELD,
                "field 'number' is changed",
                p ->
                    p.made()
                        .seal(
                            p.made()
                                .signed(
                                    o -> {
                                      o.put(
                                          Letter.NUMBER,
                                          Letter.text(
                                              "number",
                                              "[60 700 220 720]",
                                              Letter.held("Số: 04") + " /AP << /N 12 0 R >>"));
                                      o.put(12, Letter.showing("Số: 04"));
                                    },
                                    l -> {}),
                            Letter.sealsUpdate()))
            .on(Fields::isLeaders));
    to.add(
        Attack.of(
                Rule.R9,
                "a field that is neither number nor date filled by the seal",
                FIELD,
                "field 'remark' is changed",
                p -> {
                  var made = p.made();
                  var signed =
                      made.signed(
                          o -> {
                            o.put(12, Letter.text("remark", "[0 0 9 9]", ""));
                            o.put(
                                Letter.FORM,
                                "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 12 0 R] /SigFlags 3 >>");
                          },
                          l -> {});
                  return made.sealed(
                      signed, u -> u.put(12, Letter.text("remark", "[0 0 9 9]", Letter.held("x"))));
                })
            .on(Fields::isLeaders));
  }

  private static Map<Integer, String> filling() {
    var update = new LinkedHashMap<>(Letter.sealsUpdate());
    update.keySet().removeAll(List.of(Letter.SEAL, Letter.SEALS_LOOK, Letter.SEALS_SIGNATURE));
    return update;
  }
}
