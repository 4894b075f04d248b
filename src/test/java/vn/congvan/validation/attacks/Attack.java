package vn.congvan.validation.attacks;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Something done to a sound file.
 *
 * @param name what is done, in words
 * @param codes one of them is the verdict's
 * @param because a regular expression that the verdict's English sentence has: rejected for another
 *     reason is not this attack seen
 * @param harm what it is against
 * @param on the files it can be done to
 */
record Attack(
    Rule rule,
    String name,
    Set<String> codes,
    String because,
    Harm harm,
    Predicate<Parent> on,
    Making making) {
  static final String BROKEN = "VERIFY.SIGNATURE_BROKEN";
  static final String CHANGED = "VERIFY.CHANGED";
  static final String FIELD = "VERIFY.FIELD_CHANGED";
  static final String ADDED = "VERIFY.SIGNATURE_ADDED";
  static final String STRUCTURE = "VERIFY.STRUCTURE";
  static final String FORMAT = "VERIFY.SIGNATURE_FORMAT";
  static final String DIFFERS = "VERIFY.DIGEST_DIFFERS";
  static final String WRONG = "VERIFY.SIGNATURE_WRONG";
  static final String NOT_STRICT = "VERIFY.NOT_STRICT";

  /** What an attack is against. */
  enum Harm {
    /** Bytes: the file must not be called intact. */
    BYTES,
    /** Who signed: every byte may be as it was signed. */
    TRUST
  }

  /** Makes the manipulated file. */
  @FunctionalInterface
  interface Making {
    byte[] of(Parent parent);
  }

  static Attack of(Rule rule, String name, String code, String because, Making making) {
    return new Attack(rule, name, Set.of(code), because, Harm.BYTES, parent -> true, making);
  }

  Attack on(Predicate<Parent> files) {
    return new Attack(rule, name, codes, because, harm, on.and(files), making);
  }

  Attack or(String... more) {
    var all = new java.util.TreeSet<>(codes);
    all.addAll(List.of(more));
    return new Attack(rule, name, all, because, harm, on, making);
  }

  Attack againstTrust() {
    return new Attack(rule, name, codes, because, Harm.TRUST, on, making);
  }
}
