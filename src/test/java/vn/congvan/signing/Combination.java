package vn.congvan.signing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import vn.congvan.trust.lab.KeyKind;

/** One kind of file that we sign. @param signatures all with the same key */
record Combination(
    Level level,
    KeyKind key,
    SigningRules.Rsa rsa,
    DigestAlgorithm digest,
    Source source,
    boolean visible,
    int signatures) {

  /** How a signed file is raised, and what others then call it. */
  enum Level {
    B_B("PAdES-BASELINE-B", signed -> signed);

    final String format;
    final UnaryOperator<byte[]> raising;

    Level(String format, UnaryOperator<byte[]> raising) {
      this.format = format;
      this.raising = raising;
    }
  }

  /**
   * The kind of cross-references of the file that is signed. What becomes a document is made plain
   * first and has a table then, whatever it had.
   */
  enum Source {
    TABLE,
    STREAM
  }

  SigningRules rules() {
    return new SigningRules(rsa, digest);
  }

  SignatureScheme scheme() {
    return SignatureScheme.fitting(
            MatrixFiles.certificate(key).getPublicKey(), rules(), any -> true)
        .orElseThrow();
  }

  /** Everything, each file once: keys that leave no choice of padding or digest come with one. */
  static List<Combination> all() {
    var seen = new HashSet<List<Object>>();
    var all = new ArrayList<Combination>();
    for (var level : Level.values()) {
      for (var key : KeyKind.values()) {
        for (var rsa : SigningRules.Rsa.values()) {
          for (var digest : DigestAlgorithm.values()) {
            for (var source : Source.values()) {
              for (var visible : List.of(true, false)) {
                for (var signatures = 1; signatures <= 5; signatures++) {
                  var one = new Combination(level, key, rsa, digest, source, visible, signatures);
                  if (seen.add(List.of(level, key, one.scheme(), source, visible, signatures))) {
                    all.add(one);
                  }
                }
              }
            }
          }
        }
      }
    }
    return all;
  }

  /**
   * As few of them as hold every pair of values of two properties that any of them holds, and every
   * key with every scheme it has. Taken greedily, so that the same ones come every time.
   */
  static List<Combination> pairwise() {
    var left = new LinkedHashMap<Combination, Set<List<Object>>>();
    all().forEach(one -> left.put(one, one.pairs()));
    var wanted = new HashSet<List<Object>>();
    left.values().forEach(wanted::addAll);
    var taken = new ArrayList<Combination>();
    while (!wanted.isEmpty()) {
      Combination best = null;
      var most = -1;
      for (var one : left.entrySet()) {
        var fresh = 0;
        for (var pair : one.getValue()) {
          fresh += wanted.contains(pair) ? 1 : 0;
        }
        if (fresh > most) {
          most = fresh;
          best = one.getKey();
        }
      }
      if (best == null || most == 0) {
        throw new IllegalStateException("a pair that nothing holds");
      }
      taken.add(best);
      wanted.removeAll(best.pairs());
    }
    return taken;
  }

  private Set<List<Object>> pairs() {
    var values = List.<Object>of(level, key, scheme(), source, visible, signatures);
    var pairs = new LinkedHashSet<List<Object>>();
    for (var i = 0; i < values.size(); i++) {
      for (var j = i + 1; j < values.size(); j++) {
        pairs.add(List.of(i, values.get(i), j, values.get(j)));
      }
    }
    return pairs;
  }
}
