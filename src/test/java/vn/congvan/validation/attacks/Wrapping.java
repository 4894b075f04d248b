package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.bytes;
import static vn.congvan.validation.PdfDraft.concat;
import static vn.congvan.validation.PdfDraft.text;
import static vn.congvan.validation.attacks.Attack.BROKEN;
import static vn.congvan.validation.attacks.Attack.CHANGED;
import static vn.congvan.validation.attacks.Attack.NOT_STRICT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import vn.congvan.validation.Cms;
import vn.congvan.validation.Letter;
import vn.congvan.validation.PdfDraft;
import vn.congvan.validation.People;

/** Signature wrapping: what is signed moved away, and a signature put where it was not. */
final class Wrapping {
  private static final Pattern RANGE =
      Pattern.compile("/ByteRange\\s*\\[\\s*0\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*]");

  private Wrapping() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    gap(attacks);
    moved(attacks);
    copies(attacks);
    less(attacks);
    return attacks;
  }

  private static void gap(List<Attack> to) {
    to.add(ending("an object in the gap", "> 9 0 obj<</Type/Page>>endobj           >"));
    to.add(ending("a dictionary's end in the gap", "0".repeat(39) + ">>"));
    to.add(ending("a bracket in the gap", "0".repeat(39) + ")>"));
    to.add(ending("a comment in the gap", ">%" + "0".repeat(38) + ">"));
    to.add(ending("letters that are no digits in the gap", "g".repeat(40) + ">"));
    to.add(ending("blanks in the gap", " ".repeat(40) + ">"));
    to.add(ending("one line end in the gap", "0".repeat(39) + "\n>"));
    to.add(ending("a digit less, and a blank, in the gap", "0".repeat(39) + " >"));
    to.add(ending("zero bytes in the gap", "\0".repeat(40) + ">"));
    to.add(
        Attack.of(
            Rule.R5,
            "/Contents ends early and a string fills the gap",
            BROKEN,
            "does not leave out exactly /Contents",
            parent ->
                parent.rewritten(s -> Parent.ending(s, 41, "> /X (" + " ".repeat(34) + ")"))));
    to.add(
        Attack.of(
            Rule.R5,
            "/Contents is a literal string as long as the gap",
            BROKEN,
            "a signature without hexadecimal /Contents",
            parent ->
                parent.rewritten(
                    s -> {
                      var digits = Parent.contents(s);
                      return s.replace("<" + digits + ">", "(" + digits + ")");
                    })));
  }

  /** The last characters of the gap are others. */
  private static Attack ending(String name, String end) {
    return Attack.of(
            Rule.R5,
            name,
            BROKEN,
            "(?:does not leave out exactly /Contents|hexadecimal|expected|a key|not a|name|unexpected|a dictionary)",
            parent -> parent.rewritten(s -> Parent.ending(s, 41, end)))
        .or(CHANGED, NOT_STRICT);
  }

  private static void moved(List<Attack> to) {
    to.add(
        Attack.of(
                Rule.R6,
                "the second range moved behind the end of the file, with other objects between",
                Attack.STRUCTURE,
                "(?:startxref|section|bytes|expected)",
                parent -> {
                  var rest = Arrays.copyOfRange(parent.bytes, gapEnd(parent), parent.bytes.length);
                  var extra = bytes(Tails.page(parent));
                  return concat(moved(parent, extra.length), extra, rest);
                })
            .or(NOT_STRICT, BROKEN));
    to.add(
        Attack.of(
            Rule.R6,
            "the second range moved behind the end of the file",
            BROKEN,
            "outside the file",
            parent -> moved(parent, 100)));
    to.add(
        Attack.of(
            Rule.R6,
            "the first range longer than to the gap",
            BROKEN,
            "does not leave out exactly /Contents",
            parent -> ranged(parent, 1, 0, 0)));
    to.add(
        Attack.of(
            Rule.R6,
            "the first range shorter than to the gap",
            BROKEN,
            "does not leave out exactly /Contents",
            parent -> ranged(parent, -1, 0, 0)));
    to.add(
        Attack.of(
            Rule.R6,
            "the second range begins inside the gap",
            BROKEN,
            "does not leave out exactly /Contents",
            parent -> ranged(parent, 0, -2, 2)));
    to.add(
        Attack.of(
            Rule.R6,
            "the second range begins behind the gap",
            BROKEN,
            "does not leave out exactly /Contents",
            parent -> ranged(parent, 0, 1, -1)));
    to.add(
        Attack.of(
            Rule.R6,
            "the second range ends two bytes early",
            BROKEN,
            "does not end with the signature's own revision",
            parent -> ranged(parent, 0, 0, -2)));
    to.add(
        Attack.of(
            Rule.R6,
            "the second range covers an update too",
            BROKEN,
            "does not end with the signature's own revision",
            parent -> {
              var ranged = ranged(parent, 0, 0, 0);
              var update = PdfDraft.append(ranged, parent.root, Sections.orphan(parent), "");
              return ranged(parent, update, 0, 0, update.length - parent.bytes.length);
            }));
  }

  private static byte[] moved(Parent parent, int more) {
    return ranged(parent, parent.bytes, 0, parent.bytes.length - gapEnd(parent) + more, 0);
  }

  private static byte[] ranged(Parent parent, int first, int start, int length) {
    return ranged(parent, parent.bytes, first, start, length);
  }

  /** The last signature's range with other numbers, in as much room. */
  private static byte[] ranged(Parent parent, byte[] file, int first, int start, int length) {
    var range = lastRange(parent);
    var now =
        "/ByteRange[0 %d %d %d"
            .formatted(
                Long.parseLong(range.group(1)) + first,
                Long.parseLong(range.group(2)) + start,
                Long.parseLong(range.group(3)) + length);
    var changed = file.clone();
    PdfDraft.put(
        changed,
        range.start(),
        bytes(now + " ".repeat(range.group().length() - now.length() - 1) + "]"));
    return changed;
  }

  private static java.util.regex.MatchResult lastRange(Parent parent) {
    var at = text(parent.bytes).indexOf(parent.signature());
    var range = RANGE.matcher(text(parent.bytes));
    if (!range.find(at)) {
      throw new IllegalStateException("no /ByteRange");
    }
    return range.toMatchResult();
  }

  private static int gapEnd(Parent parent) {
    return Integer.parseInt(lastRange(parent).group(2));
  }

  private static void copies(List<Attack> to) {
    to.add(
        Attack.of(
            Rule.R7,
            "a copy of the signature in a field of its own",
            BROKEN,
            "a /ByteRange that does not",
            parent -> {
              var objects =
                  new java.util.LinkedHashMap<>(parent.fieldAdded(parent.fresh() + " 0 R"));
              objects.put(
                  parent.fresh(),
                  "<< /FT /Sig /T (copy) /V %d 0 R >>".formatted(parent.fresh() + 1));
              objects.put(parent.fresh() + 1, parent.signature());
              return parent.append(objects);
            }));
    to.add(
        Attack.of(
            Rule.R7,
            "the signature written again, byte for byte",
            BROKEN,
            "is defined more than once",
            parent -> parent.append(Map.of(parent.lastSignature(), parent.signature()))));
    to.add(
        Attack.of(
                Rule.R7,
                "the signature in place of the first one",
                BROKEN,
                "is defined more than once",
                parent -> parent.append(Map.of(parent.firstSignature(), parent.signature())))
            .on(parent -> parent.signatureCount() > 1));
    to.add(
        Attack.of(
            Rule.R7,
            "the signature held by a second field",
            BROKEN,
            "is the value of 2 fields",
            parent -> {
              var objects =
                  new java.util.LinkedHashMap<>(parent.fieldAdded(parent.fresh() + " 0 R"));
              objects.put(
                  parent.fresh(),
                  "<< /FT /Sig /T (copy) /V %d 0 R >>".formatted(parent.lastSignature()));
              return parent.append(objects);
            }));
    to.add(
        Attack.of(
            Rule.R7,
            "a signature in an object stream",
            BROKEN,
            "a signature in an object stream",
            parent -> {
              var objects =
                  new java.util.LinkedHashMap<>(parent.fieldAdded(parent.fresh() + " 0 R"));
              objects.put(
                  parent.fresh(),
                  "<< /FT /Sig /T (copy) /V %d 0 R >>".formatted(parent.fresh() + 1));
              objects.put(
                  parent.fresh() + 1, "<< /Type /Sig /ByteRange [0 1 2 3] /Contents (0) >>");
              return Style.STREAM.append(parent.bytes, parent.root, objects, "");
            }));
    to.add(
        Attack.of(
                Rule.R7,
                "a signature that the leader's field does not hold",
                BROKEN,
                "is the value of 0 fields",
                parent ->
                    parent
                        .made()
                        .with(
                            o -> {},
                            l ->
                                l.put(
                                    Letter.LEADER,
                                    Letter.signatureField("leader", "[300 200 420 260]", ""))))
            .on(parent -> parent.recipe != null));
    to.add(
        Attack.of(
                Rule.R7,
                "a signature that the seal's field holds too",
                BROKEN,
                "is the value of 2 fields",
                parent ->
                    parent
                        .made()
                        .signed(
                            o -> {},
                            l ->
                                l.put(
                                    Letter.SEAL,
                                    Letter.signatureField("seal", "[0 0 0 0]", "/V 20 0 R"))))
            .on(parent -> parent.recipe != null && !parent.recipe.sealed()));
  }

  /** By whoever signs: honest arithmetic over less than there is. */
  private static void less(List<Attack> to) {
    for (var less :
        List.of(
            new int[] {1, 0, 0},
            new int[] {9, 0, 0},
            new int[] {0, 1, 0},
            new int[] {0, 3, 0},
            new int[] {0, -1, 0},
            new int[] {-1, 0, 0},
            new int[] {0, 0, 2},
            new int[] {0, 0, 100})) {
      to.add(
          Attack.of(
                  Rule.R6,
                  "signed without %d bytes before the gap, %d after it, %d at the end"
                      .formatted(less[0], less[1], less[2]),
                  BROKEN,
                  "a /ByteRange that does not",
                  parent ->
                      PdfDraft.signLess(
                          parent.made().draft(o -> {}, l -> {}),
                          Cms.by(People.LEADER),
                          less[0],
                          less[1],
                          less[2]))
              .on(parent -> parent.recipe != null && !parent.recipe.sealed()));
    }
  }
}
