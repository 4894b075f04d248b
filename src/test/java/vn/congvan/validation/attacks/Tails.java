package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.bytes;
import static vn.congvan.validation.PdfDraft.concat;
import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.STRUCTURE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Incremental saving done badly on purpose, and bytes before and after the file. */
final class Tails {
  private static final String PAGE =
      "%d 0 obj\n<< /Type /Page /Parent %d 0 R /Contents 99 0 R >>\nendobj\n";
  private static final String NO_END = "the file does not end with %%EOF";

  private Tails() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    after(attacks);
    sections(attacks);
    before(attacks);
    return attacks;
  }

  private static void after(List<Attack> to) {
    to.add(tail("a blank after the end", NO_END, parent -> " "));
    to.add(tail("an empty line after the end", NO_END, parent -> "\n"));
    to.add(tail("a zero byte after the end", NO_END, parent -> "\0"));
    to.add(tail("a letter after the end", NO_END, parent -> "x"));
    to.add(tail("a comment after the end", NO_END, parent -> "% only a comment\n"));
    to.add(tail("a page after the end", NO_END, Tails::page));
    to.add(tail("a kilobyte of zeros after the end", NO_END, parent -> "\0".repeat(1024)));
    to.add(tail("a second end of file", "expected 'startxref'", parent -> "%%EOF\n"));
    to.add(
        tail("a page and a second end of file", "expected 'startxref'", p -> page(p) + "%%EOF\n"));
    to.add(
        tail(
            "a page, and the last section named again",
            "(?:bytes after the last revision|does not name the section before it|expected '%%EOF')",
            parent -> page(parent) + ending(parent.startxref())));
    to.add(
        tail(
            "another whole PDF behind it",
            "(?:expected|bytes|section|cross-reference)",
            parent ->
                "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R >>\n"
                    + ending(51)));
  }

  private static void sections(List<Attack> to) {
    to.add(
        tail(
            "a page, and a section without trailer that names the last one",
            "(?:section|bytes)",
            parent -> page(parent) + "xref\n0 0\ntrailer\n<< >>\n" + ending(parent.startxref())));
    to.add(
        tail(
            "a page and a trailer, no section",
            "(?:section|bytes)",
            parent ->
                page(parent)
                    + "trailer\n<< /Root %d 0 R /Size 400 >>\n".formatted(parent.root)
                    + ending(parent.startxref())));
    to.add(
        update(
            "a page that the section does not list",
            "(?:bytes that belong to no object|an update adds nothing)",
            parent -> {
              var page = page(parent);
              return page
                  + section(parent, "0 0\n", "")
                  + ending(parent.bytes.length + page.length());
            }));
    to.add(
        update(
                "a page between trailer and startxref",
                "expected 'startxref'",
                parent -> section(parent, "0 0\n", "") + page(parent) + ending(parent.bytes.length))
            .or(STRUCTURE));
    to.add(
        tail(
            "a page behind startxref's end",
            NO_END,
            parent -> section(parent, "0 0\n", "") + ending(parent.bytes.length) + page(parent)));
    to.add(
        update(
            "a page hidden in a comment",
            "bytes that belong to no object",
            parent -> {
              var comment = "%" + page(parent).replace('\n', ' ') + "\n";
              return comment
                  + section(parent, "0 0\n", "")
                  + ending(parent.bytes.length + comment.length());
            }));
    to.add(
        update(
            "a section that lists nothing",
            "an update adds nothing",
            parent -> section(parent, "0 0\n", "") + ending(parent.bytes.length)));
    to.add(
        update(
                "startxref names a byte beside the section",
                "(?:expected|section)",
                parent -> section(parent, "0 0\n", "") + ending(parent.bytes.length + 1))
            .or(STRUCTURE));
    to.add(
        update(
                "startxref names the start of the file",
                "(?:expected|section)",
                parent -> section(parent, "0 0\n", "") + ending(0))
            .or(STRUCTURE));
    to.add(
        update(
                "startxref is larger than the file",
                "(?:expected|section|outside)",
                parent -> section(parent, "0 0\n", "") + ending(999_999_999))
            .or(STRUCTURE));
    to.add(
        update(
                "startxref is negative",
                "expected 'startxref'",
                parent -> section(parent, "0 0\n", "") + "startxref\n-1\n%%EOF\n")
            .or(STRUCTURE));
  }

  /** What a reader that looks for {@code %PDF-} somewhere takes for the start. */
  private static void before(List<Attack> to) {
    for (var head :
        List.of(
            "\n", " ", "\0", "GIF89a", "<html>", "%!PS-Adobe\n", "PK\3\4", "\u00ef\u00bb\u00bf")) {
      to.add(
          Attack.of(
              Rule.R23,
              "`%s` before the header".formatted(shown(head)),
              STRUCTURE,
              "does not begin with %PDF-",
              parent -> concat(bytes(head), parent.bytes)));
    }
    to.add(header("another header", "%FDF-"));
    to.add(header("a header in small letters", "%pdf-"));
    to.add(header("zeros for a header", "\0\0\0\0\0"));
  }

  private static Attack header(String name, String header) {
    return Attack.of(
        Rule.R23,
        name,
        STRUCTURE,
        "does not begin with %PDF-",
        parent -> {
          var changed = parent.bytes.clone();
          vn.congvan.validation.PdfDraft.put(changed, 0, bytes(header));
          return changed;
        });
  }

  private static String shown(String head) {
    var shown = new StringBuilder();
    for (var c : head.toCharArray()) {
      shown.append(c > ' ' && c < 127 ? Character.toString(c) : "\\x%02x".formatted((int) c));
    }
    return shown.toString();
  }

  static String page(Parent parent) {
    return PAGE.formatted(parent.page, parent.pages);
  }

  static String section(Parent parent, String rows, String more) {
    return "xref\n%strailer\n<< /Size 400 /Root %d 0 R /Prev %d %s>>\n"
        .formatted(rows, parent.root, parent.startxref(), more);
  }

  static String ending(long section) {
    return "startxref\n%d\n%%%%EOF\n".formatted(section);
  }

  private static Attack tail(String name, String because, Function<Parent, String> tail) {
    return Attack.of(
        Rule.R2,
        name,
        STRUCTURE,
        because,
        parent -> concat(parent.bytes, bytes(tail.apply(parent))));
  }

  private static Attack update(String name, String because, Function<Parent, String> tail) {
    return Attack.of(
        Rule.R2, name, CHANGED, because, parent -> concat(parent.bytes, bytes(tail.apply(parent))));
  }
}
