package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.concat;
import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.NOT_STRICT;
import static vn.congvan.validation.attacks.Attack.STRUCTURE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.congvan.validation.PackedPdf;

/** Cross-reference streams and object streams that hold something else than they should. */
final class Containers {

  private Containers() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    streams(attacks);
    containers(attacks);
    return attacks;
  }

  private static void streams(List<Attack> to) {
    to.add(
        entries(
            Rule.R3,
            "a stream's entry into the past",
            "(?:lies outside it|expected (?:object|a number))",
            (p, e) -> e.put(p.page, new PackedPdf.Entry(1, 9, 0))));
    to.add(
        entries(
            Rule.R4,
            "a stream frees the page",
            "(?:frees object|no object|expected|pages)",
            (p, e) -> e.put(p.page, new PackedPdf.Entry(0, 0, 1))));
    to.add(
        entries(
            Rule.R4,
            "a stream's entry of a kind there is not",
            "a wrong entry",
            (p, e) -> e.put(p.fresh(), new PackedPdf.Entry(3, 0, 0))));
    to.add(
        entries(
            Rule.R3,
            "a stream's entry into an object stream there is not",
            "no object stream",
            (p, e) -> e.put(p.fresh(), new PackedPdf.Entry(2, p.fresh() + 7, 0))));
    to.add(
        entries(
            Rule.R3,
            "a stream's entry into an object that is no object stream",
            "expected an object stream",
            (p, e) -> e.put(p.fresh(), new PackedPdf.Entry(2, p.lastSignature(), 0))));
  }

  private static Attack entries(
      Rule rule,
      String name,
      String because,
      java.util.function.BiConsumer<Parent, Map<Integer, PackedPdf.Entry>> change) {
    return Attack.of(
            rule,
            name,
            CHANGED,
            because,
            parent -> {
              var entries = new TreeMap<Integer, PackedPdf.Entry>();
              var section = parent.fresh() + 20;
              entries.put(section, new PackedPdf.Entry(1, parent.bytes.length, 0));
              change.accept(parent, entries);
              return concat(
                  parent.bytes,
                  PackedPdf.section(
                      parent.bytes.length,
                      section,
                      entries,
                      "/Root %d 0 R /Prev %d".formatted(parent.root, parent.startxref())));
            })
        .or(STRUCTURE, NOT_STRICT, Attack.BROKEN);
  }

  private static void containers(List<Attack> to) {
    to.add(
        container(
            "an object in an object stream that is not listed",
            "in an object stream is not listed",
            new TreeMap<>(Map.of(0, "<< /A 1 >>", 1, "<< /Type /Page >>")),
            Map.of(0, 0),
            ""));
    to.add(
        container(
            "two objects of an object stream in each other's place",
            "is not where its entry says",
            new TreeMap<>(Map.of(0, "<< /A 1 >>", 1, "<< /B 1 >>")),
            Map.of(0, 1, 1, 0),
            ""));
    to.add(
        container(
            "an object stream that extends another",
            "an object stream that extends another",
            Map.of(0, "<< /A 1 >>"),
            Map.of(0, 0),
            "/Extends 1 0 R"));
    to.add(
        container(
            "two values for one object of an object stream",
            "more than one value",
            Map.of(0, "<< /A 1 >> 7"),
            Map.of(0, 0),
            ""));
    to.add(
        container(
            "an object of an object stream for no reason",
            "is added for no permitted reason",
            Map.of(0, "<< /A 1 >>"),
            Map.of(0, 0),
            ""));
    to.add(
        Attack.of(
                Rule.R4,
                "an object of the document becomes an object stream",
                CHANGED,
                "(?:becomes a container of others|expected|holds no signature|pages)",
                parent ->
                    PackedPdf.revision(
                        parent.bytes,
                        Map.of(),
                        Map.of(parent.fresh(), "<< /A 1 >>"),
                        parent.pages,
                        parent.fresh() + 9,
                        "/Root %d 0 R /Prev %d".formatted(parent.root, parent.startxref())))
            .or(NOT_STRICT, STRUCTURE, Attack.BROKEN));
  }

  /** Numbers are counted from the parent's first free one. */
  private static Attack container(
      String name,
      String because,
      Map<Integer, String> packed,
      Map<Integer, Integer> listed,
      String more) {
    return Attack.of(
            Rule.R4,
            name,
            CHANGED,
            because,
            parent -> {
              var number = parent.fresh() + 5;
              var held = new LinkedHashMap<Integer, String>();
              packed.forEach((n, body) -> held.put(parent.fresh() + n, body));
              var stream = PackedPdf.objectStream(number, held, more);
              var entries = new TreeMap<Integer, PackedPdf.Entry>();
              listed.forEach(
                  (n, i) -> entries.put(parent.fresh() + n, new PackedPdf.Entry(2, number, i)));
              entries.put(number, new PackedPdf.Entry(1, parent.bytes.length, 0));
              var offset = parent.bytes.length + stream.length;
              entries.put(number + 1, new PackedPdf.Entry(1, offset, 0));
              return concat(
                  parent.bytes,
                  stream,
                  PackedPdf.section(
                      offset,
                      number + 1,
                      entries,
                      "/Root %d 0 R /Prev %d".formatted(parent.root, parent.startxref())));
            })
        .or(NOT_STRICT);
  }
}
