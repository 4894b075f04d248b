package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.stream;
import static vn.congvan.validation.attacks.Attack.CHANGED;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import vn.congvan.validation.PdfDraft;

/** Updates made to exhaust whoever reads them. */
final class Bombs {
  private static final String LIMIT = "VERIFY.LIMIT";

  private Bombs() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    attacks.add(bomb("arrays in each other without end", LIMIT, "", p -> "[".repeat(10_000)));
    attacks.add(
        bomb("dictionaries in each other without end", LIMIT, "", p -> "<< /A ".repeat(10_000)));
    attacks.add(bomb("a name without end", LIMIT, "", p -> "/" + "x".repeat(100_000)));
    attacks.add(
        bomb(
            "a string that does not end",
            CHANGED,
            "a string without end",
            p -> "(" + "x".repeat(1000)));
    attacks.add(
        bomb(
            "a number of a thousand digits",
            CHANGED,
            "not a number|number",
            p -> "1".repeat(1000)));
    attacks.add(
        bomb(
            "a stream as long as itself",
            CHANGED,
            "",
            p -> "<< /Length %d 0 R >>\nstream\nx\nendstream".formatted(p.fresh())));
    attacks.add(
        bomb(
            "a stream longer than the file",
            CHANGED,
            "",
            p -> "<< /Length 9999999999 >>\nstream\nx\nendstream"));
    attacks.add(
        bomb(
            "a stream of a negative length",
            CHANGED,
            "",
            p -> "<< /Length -1 >>\nstream\nx\nendstream"));
    attacks.add(
        bomb(
            "a stream that lies in another file", CHANGED, "", p -> stream("/F (other.bin)", "x")));
    attacks.add(
        Attack.of(
            Rule.R21,
            "seventy updates that add nothing",
            LIMIT,
            "too many revisions",
            parent -> {
              var out = new StringBuilder(PdfDraft.text(parent.bytes));
              var previous = parent.startxref();
              for (var i = 0; i < 70; i++) {
                var at = out.length();
                out.append(
                    "xref\n0 0\ntrailer\n<< /Size 400 /Root %d 0 R /Prev %d >>\n"
                        .formatted(parent.root, previous));
                out.append(Tails.ending(at));
                previous = at;
              }
              return PdfDraft.bytes(out.toString());
            }));
    attacks.add(
        Attack.of(
                Rule.R21,
                "a form whose fields are each other's children",
                CHANGED,
                "",
                parent -> {
                  var n = parent.fresh();
                  var objects = new java.util.LinkedHashMap<>(parent.fieldAdded(n + " 0 R"));
                  objects.put(n, "<< /FT /Sig /T (a) /Kids [%d 0 R] >>".formatted(n + 1));
                  objects.put(n + 1, "<< /FT /Sig /T (b) /Kids [%d 0 R] >>".formatted(n));
                  return parent.append(objects);
                })
            .or(Attack.NOT_STRICT));
    return attacks;
  }

  private static Attack bomb(
      String name, String code, String because, Function<Parent, String> body) {
    return Attack.of(
            Rule.R21,
            name,
            code,
            because,
            parent -> parent.table(Map.of(parent.fresh(), body.apply(parent)), ""))
        .or(Attack.NOT_STRICT);
  }
}
