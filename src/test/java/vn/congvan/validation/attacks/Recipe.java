package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.sign;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import vn.congvan.validation.Cms;
import vn.congvan.validation.Letter;
import vn.congvan.validation.People;

/**
 * How a letter of ours is made by hand: whoever holds the keys can make it in another way. What a
 * forger among the signers could do.
 */
record Recipe(Style style, boolean sealed) {
  /** The same letter with other objects in it, signed by the leader, and sealed if it is sealed. */
  byte[] with(Consumer<Map<Integer, String>> original, Consumer<Map<Integer, String>> leaders) {
    var signed = signed(original, leaders);
    return sealed ? seal(signed, Letter.sealsUpdate()) : signed;
  }

  byte[] signed(Consumer<Map<Integer, String>> original, Consumer<Map<Integer, String>> leaders) {
    return sign(draft(original, leaders), Cms.by(People.LEADER));
  }

  byte[] signed() {
    return signed(original -> {}, leaders -> {});
  }

  /** Ready to be signed by the leader. */
  byte[] draft(Consumer<Map<Integer, String>> original, Consumer<Map<Integer, String>> leaders) {
    var objects = new TreeMap<>(Letter.prepared());
    original.accept(objects);
    var update = new LinkedHashMap<>(Letter.leadersUpdate());
    leaders.accept(update);
    return append(style.original(objects), update);
  }

  /** Signed in a CMS that is made in another way. */
  byte[] signedWith(Consumer<Cms> change) {
    var cms = Cms.by(People.LEADER);
    change.accept(cms);
    return signedBy(cms);
  }

  byte[] signedBy(Cms cms) {
    return sign(draft(original -> {}, leaders -> room(leaders, cms)), cms);
  }

  private static void room(Map<Integer, String> leaders, Cms cms) {
    if (cms.isLong()) {
      leaders.computeIfPresent(
          Letter.LEADERS_SIGNATURE,
          (n, body) -> body.replace("<0000", "<0000" + "00".repeat(5000)));
    }
  }

  byte[] signedAndThen(UnaryOperator<byte[]> change) {
    var cms = Cms.by(People.LEADER);
    return sign(draft(o -> {}, l -> {}), cms, digest -> change.apply(cms.over(digest)));
  }

  /** Sealed, with something else in the seal's update. */
  byte[] sealedWith(Consumer<Map<Integer, String>> change) {
    return sealed(signed(), change);
  }

  byte[] sealed(byte[] signed, Consumer<Map<Integer, String>> change) {
    var update = new LinkedHashMap<>(Letter.sealsUpdate());
    change.accept(update);
    return seal(signed, update);
  }

  byte[] seal(byte[] signed, Map<Integer, String> update) {
    return sign(append(signed, update), Cms.by(People.SEAL));
  }

  byte[] append(byte[] file, Map<Integer, String> update) {
    return style.append(file, Letter.CATALOG, update, "");
  }
}
