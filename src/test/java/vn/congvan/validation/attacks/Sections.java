package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.bytes;
import static vn.congvan.validation.PdfDraft.concat;
import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.NOT_STRICT;
import static vn.congvan.validation.attacks.Attack.STRUCTURE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import vn.congvan.validation.PdfDraft;

/** Cross-reference sections that say something else than what stands in the file. */
final class Sections {
  private Sections() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    rows(attacks);
    trailers(attacks);
    return attacks;
  }

  private static void rows(List<Attack> to) {
    var elsewhere = "(?:lies outside it|expected object|expected|points beyond)";
    to.add(row(Rule.R3, "an entry one byte late", elsewhere, (p, n) -> row(n, at(p) + 1, 0, 'n')));
    to.add(row(Rule.R3, "an entry one byte early", elsewhere, (p, n) -> row(n, at(p) - 1, 0, 'n')));
    to.add(row(Rule.R3, "an entry at the file's start", elsewhere, (p, n) -> row(n, 0, 0, 'n')));
    to.add(
        row(
            Rule.R3,
            "an entry beyond the file",
            elsewhere,
            (p, n) -> row(n, 9_999_999_999L, 0, 'n')));
    to.add(
        row(
            Rule.R3,
            "an entry for another number",
            elsewhere,
            (p, n) -> row(n + 1, at(p), 0, 'n')));
    to.add(
        row(
            Rule.R3,
            "an entry of another generation",
            "(?:expected object|changes its generation)",
            (p, n) -> row(n, at(p), 1, 'n')));
    to.add(
        row(
            Rule.R4,
            "two entries for one object",
            "listed twice",
            (p, n) -> row(n, at(p), 0, 'n') + row(n, at(p), 0, 'n')));
    to.add(
        row(
            Rule.R4,
            "an object freed that stands there",
            "an update that frees object",
            (p, n) -> row(n, 0, 1, 'f')));
    to.add(
        row(
            Rule.R4,
            "the page freed",
            "(?:an update that frees object|expected|no pages|no object)",
            (p, n) -> row(n, at(p), 0, 'n') + row(p.page, 0, 1, 'f')));
    to.add(
        row(
            Rule.R4,
            "the signature freed",
            "(?:is the value of 0 fields|holds no signature|frees object|defined more than once)",
            (p, n) -> row(n, at(p), 0, 'n') + row(p.lastSignature(), 0, 1, 'f')));
    to.add(
        row(
            Rule.R4,
            "a row of 19 bytes",
            "a wrong row",
            (p, n) -> "%d 1\n%010d 00000 n\n".formatted(n, at(p))));
    to.add(
        row(
            Rule.R4,
            "a row with a comma",
            "a wrong row",
            (p, n) -> "%d 1\n%010d,00000 n \n".formatted(n, at(p))));
    to.add(
        row(
            Rule.R4,
            "a row of a kind there is not",
            "a wrong row",
            (p, n) -> "%d 1\n%010d 00000 m \n".formatted(n, at(p))));
    to.add(
        row(
            Rule.R4,
            "more rows announced than there are",
            "expected|wrong row",
            (p, n) -> "%d 2\n%010d 00000 n \n".formatted(n, at(p))));
    to.add(
        row(
                Rule.R4,
                "two milliards of rows announced",
                "more than \\d+ objects",
                (p, n) -> "0 2000000000\n")
            .or("VERIFY.LIMIT"));
    to.add(
        Attack.of(
                Rule.R3,
                "the update brings back what lies in an earlier revision",
                CHANGED,
                "(?:lies outside it|defined more than once|is the value of 0 fields)",
                parent -> {
                  var first = PdfDraft.text(parent.bytes).indexOf(" 0 obj");
                  var from = PdfDraft.text(parent.bytes).lastIndexOf('\n', first) + 1;
                  var number = Integer.parseInt(PdfDraft.text(parent.bytes).substring(from, first));
                  return concat(
                      parent.bytes,
                      bytes(
                          Tails.section(parent, row(number, from, 0, 'n'), "")
                              + Tails.ending(parent.bytes.length)));
                })
            .or(Attack.BROKEN));
  }

  private static long at(Parent parent) {
    return parent.bytes.length;
  }

  private static String row(int number, long offset, int generation, char kind) {
    return "%d 1\n%010d %05d %c \n".formatted(number, offset, generation, kind);
  }

  /** A new object and these rows for it. */
  private static Attack row(
      Rule rule, String name, String because, BiFunction<Parent, Integer, String> rows) {
    return Attack.of(
            rule,
            name,
            CHANGED,
            because,
            parent -> {
              var number = parent.fresh();
              var object = "%d 0 obj\n<< /A 1 >>\nendobj\n".formatted(number);
              return concat(
                  parent.bytes,
                  bytes(
                      object
                          + Tails.section(parent, rows.apply(parent, number), "")
                          + Tails.ending(parent.bytes.length + object.length())));
            })
        .or(STRUCTURE, Attack.BROKEN, NOT_STRICT);
  }

  private static void trailers(List<Attack> to) {
    to.add(
        trailer(
            Rule.R4,
            "/Prev names the update itself",
            "in a circle",
            "/Prev \\d+",
            (p, at) -> "/Prev " + at));
    to.add(
        trailer(
            Rule.R4,
            "/Prev beyond the file",
            "a wrong /Prev",
            "/Prev \\d+",
            (p, at) -> "/Prev 9999999999"));
    to.add(
        trailer(
            Rule.R4, "/Prev is negative", "a wrong /Prev", "/Prev \\d+", (p, at) -> "/Prev -1"));
    to.add(
        trailer(
            Rule.R4,
            "/Prev is a reference",
            "a wrong /Prev",
            "/Prev \\d+",
            (p, at) -> "/Prev 1 0 R"));
    to.add(
        trailer(
            Rule.R4,
            "/Prev names a byte that is no section",
            "expected",
            "/Prev \\d+",
            (p, at) -> "/Prev 1"));
    to.add(
        trailer(Rule.R4, "/Prev is gone", "no document catalog", "/Prev \\d+", (p, at) -> "")
            .or(NOT_STRICT));
    to.add(
        trailer(
                Rule.R4,
                "/XRefStm in an update",
                "(?:expected|hidden cross-reference stream|defined more than once)",
                "/Prev",
                (p, at) -> "/XRefStm %d /Prev".formatted(p.startxref()))
            .or(CHANGED, Attack.BROKEN));
    for (var size : List.of("/Size 1", "/Size 0", "/Size (4)")) {
      to.add(
          Attack.of(
              Rule.R4,
              "an update of `%s`".formatted(size),
              CHANGED,
              "(?:a wrong /Size|a trailer without /Size)",
              parent -> replacedLast(parent.table(orphan(parent), ""), "/Size \\d+", size)));
    }
    to.add(
        Attack.of(
            Rule.R10,
            "the trailer names another catalog, made for it",
            CHANGED,
            "the trailer names another catalog",
            parent -> {
              var number = parent.fresh();
              return replacedLast(
                  parent.table(Map.of(number, parent.body(parent.root)), ""),
                  "/Root \\d+ 0 R",
                  "/Root %d 0 R".formatted(number));
            }));
    to.add(
        Attack.of(
                Rule.R10,
                "the trailer names a page as catalog",
                CHANGED,
                "(?:the trailer names another catalog|catalog|value of 0 fields)",
                parent ->
                    replacedLast(
                        parent.table(orphan(parent), ""),
                        "/Root \\d+ 0 R",
                        "/Root %d 0 R".formatted(parent.page)))
            .or(Attack.BROKEN, NOT_STRICT));
    to.add(
        Attack.of(
            Rule.R22,
            "the trailer says that the file is encrypted",
            "VERIFY.ENCRYPTED",
            "the file is encrypted",
            parent -> parent.table(orphan(parent), "/Encrypt << /Filter /Standard /V 1 >>")));
    to.add(
        Attack.of(
            Rule.R22,
            "the trailer names an encryption that it does not hold",
            "VERIFY.ENCRYPTED",
            "the file is encrypted",
            parent -> parent.table(orphan(parent), "/Encrypt 399 0 R")));
  }

  static Map<Integer, String> orphan(Parent parent) {
    return Map.of(parent.fresh(), "<< /A 1 >>");
  }

  /** The last update's trailer changed; the update has a table, so that lengths do not matter. */
  private static Attack trailer(
      Rule rule, String name, String because, String old, BiFunction<Parent, Integer, String> now) {
    return Attack.of(
        rule,
        name,
        STRUCTURE,
        because,
        parent -> {
          var update = parent.table(orphan(parent), "");
          return replacedLast(update, old, now.apply(parent, PdfDraft.startxref(update)));
        });
  }

  private static byte[] replacedLast(byte[] file, String pattern, String now) {
    return bytes(
        PdfDraft.text(file)
            .replaceFirst(
                "(?s)%s(?!.*%s)".formatted(pattern, pattern), Matcher.quoteReplacement(now)));
  }
}
