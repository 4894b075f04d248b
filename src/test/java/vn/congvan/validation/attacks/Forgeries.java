package vn.congvan.validation.attacks;

import static vn.congvan.validation.attacks.Attack.BROKEN;
import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.NOT_STRICT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import vn.congvan.validation.Letter;
import vn.congvan.validation.PdfDraft;

/** Universal signature forgery: a signature made such that a verifier finds nothing to check. */
final class Forgeries {
  private static final String CONTENTS = "/Contents\\s*<[0-9a-fA-F]*>";
  private static final String RANGE = "/ByteRange\\s*\\[[^]]*]";
  private static final String NO_CONTENTS = "a signature without hexadecimal /Contents";
  private static final String TWICE = "a key that occurs twice";
  private static final String NOT_FOUR = "a signature whose /ByteRange is not four numbers";
  private static final String OUTSIDE = "a /ByteRange outside the file";
  private static final String NOT_ITS_GAP =
      "a /ByteRange that does not leave out exactly /Contents";
  private static final String NOT_ITS_END =
      "a /ByteRange that does not end with the signature's own revision";

  private Forgeries() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    contents(attacks);
    ranges(attacks);
    stripped(attacks);
    twice(attacks);
    return attacks;
  }

  private static void contents(List<Attack> to) {
    to.add(contents("/Contents is null", "/Contents null", NO_CONTENTS));
    to.add(contents("/Contents is missing", "", NO_CONTENTS));
    to.add(contents("/Contents is a number", "/Contents 0", NO_CONTENTS));
    to.add(contents("/Contents is an array", "/Contents []", NO_CONTENTS));
    to.add(contents("/Contents is a dictionary", "/Contents <<>>", NO_CONTENTS));
    to.add(contents("/Contents is true", "/Contents true", NO_CONTENTS));
    to.add(contents("/Contents is a literal string", "/Contents (0)", NO_CONTENTS));
    to.add(contents("/Contents is another object", "/Contents 1 0 R", NO_CONTENTS));
    to.add(contents("/Contents is empty", "/Contents <>", NOT_ITS_GAP));
    to.add(contents("/Contents is one zero byte", "/Contents <00>", NOT_ITS_GAP));
    to.add(contents("/Contents is an empty SEQUENCE", "/Contents <3000>", NOT_ITS_GAP));
    to.add(
        contents(
                "/Contents is there twice, the first one null",
                "/Contents null /Contents <30>",
                TWICE)
            .or(NOT_STRICT, CHANGED));
    to.add(
        contents(
                "/Contents is there again under an escaped name",
                "/#43ontents <30> /Contents <30>",
                TWICE)
            .or(NOT_STRICT, CHANGED));
    to.add(
        Attack.of(
            Rule.R1,
            "/Contents is zeros only",
            Attack.FORMAT,
            "no DER SEQUENCE",
            parent ->
                parent.rewritten(
                    s -> {
                      var digits = Parent.contents(s);
                      return s.replace(digits, "0".repeat(digits.length()));
                    })));
    to.add(
        Attack.of(
            Rule.R1,
            "/Contents is a SEQUENCE that ends nowhere",
            Attack.FORMAT,
            "an element longer than what holds it",
            parent ->
                parent.withCms(
                    cms -> {
                      var endless = cms.clone();
                      endless[2] = 0x7f;
                      return endless;
                    })));
  }

  private static Attack contents(String name, String replacement, String because) {
    return dictionary(name, because, s -> s.replaceFirst(CONTENTS, replacement));
  }

  private static void ranges(List<Attack> to) {
    to.add(range("/ByteRange is null", "null", NOT_FOUR));
    to.add(range("/ByteRange is empty", "[]", NOT_FOUR));
    to.add(range("/ByteRange has one number", "[0]", NOT_FOUR));
    to.add(range("/ByteRange has three numbers", "[0 10 20]", NOT_FOUR));
    to.add(range("/ByteRange has six numbers", "[0 1 2 3 4 5]", NOT_FOUR));
    to.add(range("/ByteRange is a string", "(0)", NOT_FOUR));
    to.add(range("/ByteRange is a number", "0", NOT_FOUR));
    to.add(range("/ByteRange is another object", "1 0 R", NOT_FOUR));
    to.add(range("/ByteRange has a reference in it", "[0 1 2 1 0 R]", OUTSIDE));
    to.add(range("/ByteRange has a null in it", "[0 null 2 3]", OUTSIDE));
    to.add(range("/ByteRange has a real number", "[0 10 20 30.0]", OUTSIDE));
    to.add(range("/ByteRange has a negative length", "[0 10 20 -30]", OUTSIDE));
    to.add(range("/ByteRange has a negative start", "[-1 1 20 30]", OUTSIDE));
    to.add(range("/ByteRange covers nothing", "[0 0 0 0]", NOT_ITS_GAP));
    to.add(range("/ByteRange ends beyond the file", "[0 10 20 99999999]", OUTSIDE));
    to.add(range("/ByteRange overflows 32 bits", "[0 10 20 4294967299]", OUTSIDE));
    to.add(range("/ByteRange begins after the first byte", "[1 10 20 30]", NOT_ITS_GAP));
    to.add(dictionary("/ByteRange is missing", NOT_FOUR, s -> s.replaceFirst(RANGE, "")));
    to.add(
        numbers(
                "/ByteRange overflows 64 bits",
                "[0 %1$s %2$s 99999999999999999999]",
                "(?:not a number|outside the file)")
            .or(NOT_STRICT, CHANGED));
    to.add(numbers("/ByteRange has its last number negative", "[0 %1$s %2$s -%3$s]", OUTSIDE));
    to.add(numbers("/ByteRange begins one byte late", "[1 %1$s %2$s %3$s]", NOT_ITS_GAP));
    to.add(numbers("/ByteRange ends with a real number", "[0 %1$s %2$s %3$s.0]", OUTSIDE));
    to.add(numbers("/ByteRange has two more numbers", "[0 %1$s %2$s %3$s 0 0]", NOT_FOUR));
    to.add(numbers("/ByteRange ends a few bytes early", "[0 %1$s %2$s 300]", NOT_ITS_END));
    to.add(numbers("/ByteRange covers nothing after its gap", "[0 %1$s %2$s 0]", NOT_ITS_END));
    to.add(
        numbers(
                "/ByteRange is there twice, the first one null",
                "null /ByteRange [0 %1$s %2$s %3$s]",
                TWICE)
            .or(NOT_STRICT, CHANGED));
    to.add(
        numbers(
                "/ByteRange is there again under an escaped name",
                "[0 1 2 3] /#42yteRange [0 %1$s %2$s %3$s]",
                TWICE)
            .or(NOT_STRICT, CHANGED));
  }

  private static Attack range(String name, String replacement, String because) {
    return dictionary(name, because, s -> s.replaceFirst(RANGE, "/ByteRange " + replacement));
  }

  /** With the true numbers in it, and room made for it among the zeros of /Contents. */
  private static Attack numbers(String name, String format, String because) {
    return dictionary(
        name,
        because,
        s -> {
          var range = Pattern.compile(RANGE).matcher(s);
          if (!range.find()) {
            throw new IllegalStateException("no /ByteRange");
          }
          var numbers = range.group().replaceAll("[^\\d ]", " ").strip().split("\\s+", -1);
          var now = "/ByteRange " + format.formatted(numbers[1], numbers[2], numbers[3]);
          var more = now.length() - range.group().length();
          return more > 0
              ? Parent.ending(s, more + more % 2 + 1, ">").replace(range.group(), now)
              : s.replace(range.group(), now + " ".repeat(-more));
        });
  }

  private static void stripped(List<Attack> to) {
    var broken = "(?:%s|%s|holds no signature|is the value of)".formatted(NO_CONTENTS, NOT_FOUR);
    for (var left :
        List.of(
            "<< /Type /Sig >>",
            "<< /Type /DocTimeStamp >>",
            "<< /ByteRange [0 1 2 3] >>",
            "<< /Contents <30> /SubFilter /ETSI.CAdES.detached >>",
            "<< >>",
            "(no dictionary)",
            "[ ]",
            "true")) {
      to.add(dictionary("of the dictionary only `%s` is left".formatted(left), broken, s -> left));
    }
    to.add(
        Attack.of(
            Rule.R1,
            "the field is emptied by an update",
            BROKEN,
            "is the value of 0 fields",
            parent -> {
              var field = parent.fieldOf(parent.lastSignature());
              return parent.append(java.util.Map.of(field, parent.without(field, "V")));
            }));
    to.add(
        Attack.of(
            Rule.R1,
            "the field's value becomes null in an update",
            BROKEN,
            "is the value of 0 fields",
            parent -> {
              var field = parent.fieldOf(parent.lastSignature());
              return parent.append(java.util.Map.of(field, parent.with(field, "V", "null")));
            }));
    to.add(
        Attack.of(
            Rule.R1,
            "the form is taken away by an update",
            BROKEN,
            "is the value of 0 fields",
            parent ->
                parent.append(
                    java.util.Map.of(parent.root, parent.without(parent.root, "AcroForm")))));
    to.add(
        Attack.of(
            Rule.R1,
            "the list of fields is emptied by an update",
            BROKEN,
            "is the value of 0 fields",
            parent -> parent.append(parent.formWith("Fields", "[]"))));
  }

  /** By whoever signs: the key's second value is what another reader may take. */
  private static void twice(List<Attack> to) {
    for (var twice :
        List.of(
            "/Contents <30>",
            "/Contents null",
            "/#43ontents <30>",
            "/ByteRange [0 1 2 3]",
            "/ByteRange null",
            "/SubFilter /adbe.pkcs7.detached")) {
      to.add(
          Attack.of(
                  Rule.R1,
                  "the signer has put `%s` into the dictionary as well".formatted(twice),
                  BROKEN,
                  TWICE,
                  parent ->
                      parent
                          .made()
                          .with(
                              o -> {},
                              l ->
                                  l.put(
                                      Letter.LEADERS_SIGNATURE,
                                      PdfDraft.signature(Letter.CERTIFICATION + " " + twice))))
              .or(CHANGED)
              .on(parent -> parent.recipe != null));
    }
  }

  private static Attack dictionary(String name, String because, UnaryOperator<String> change) {
    return Attack.of(Rule.R1, name, BROKEN, because, parent -> parent.rewritten(change));
  }
}
