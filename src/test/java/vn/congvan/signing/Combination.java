package vn.congvan.signing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vn.congvan.trust.lab.KeyKind;

/**
 * One kind of file that we sign.
 *
 * @param kept where all keys are but that of a seal beside a device's signature
 * @param signatures all with the same kind of key and the same scheme
 */
record Combination(
    Level level,
    KeySource kept,
    KeyKind key,
    SignatureScheme scheme,
    Source source,
    boolean visible,
    int signatures) {
  private static final int MOST_SIGNATURES = 5;

  /** More values than any property has. */
  private static final int VALUES = 32;

  /** What a file claims to be, and what others call it. */
  enum Level {
    B_B("PAdES-BASELINE-B", PadesLevel.B_B, false),
    B_T("PAdES-BASELINE-T", PadesLevel.B_T, true),
    B_LT("PAdES-BASELINE-LT", PadesLevel.B_LT, true),
    B_LTA("PAdES-BASELINE-LTA", PadesLevel.B_LTA, false);

    final String format;
    final PadesLevel level;

    /** Whether signatures that are made here have a time-stamp at once. */
    final boolean stamped;

    Level(String format, PadesLevel level, boolean stamped) {
      this.format = format;
      this.level = level;
      this.stamped = stamped;
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

  /** Rules by which a key signs so. */
  SigningRules rules() {
    return rules(scheme);
  }

  static SigningRules rules(SignatureScheme scheme) {
    return new SigningRules(
        scheme.family() == SignatureScheme.Family.RSA_PKCS1
            ? SigningRules.Rsa.PKCS1
            : SigningRules.Rsa.PSS,
        scheme.digest());
  }

  /** Everything there is. */
  static List<Combination> all(AcceptanceTable table) {
    var all = new ArrayList<Combination>();
    for (var level : Level.values()) {
      for (var kept : KeySource.values()) {
        for (var key : KeyKind.values()) {
          for (var scheme : SignatureScheme.values()) {
            if (scheme.fits(MatrixKeys.publicKey(key)) && table.makes(kept, scheme)) {
              addFiles(all, level, kept, key, scheme);
            }
          }
        }
      }
    }
    return all;
  }

  private static void addFiles(
      List<Combination> all, Level level, KeySource kept, KeyKind key, SignatureScheme scheme) {
    for (var source : Source.values()) {
      for (var visible : kept.isDevice() ? List.of(true) : List.of(true, false)) {
        for (var count = 1; count <= (kept.isDevice() ? 2 : MOST_SIGNATURES); count++) {
          all.add(new Combination(level, kept, key, scheme, source, visible, count));
        }
      }
    }
  }

  /**
   * As few of them as hold every pair of values of two properties that any of them holds. Taken
   * greedily, so that the same ones come every time, and of two that are as good the simpler one.
   */
  static List<Combination> pairwise(AcceptanceTable table) {
    var all = all(table);
    var pairs = all.stream().map(Combination::pairs).toList();
    var wanted = new boolean[VALUES * VALUES * VALUES * VALUES];
    pairs.forEach(some -> Arrays.stream(some).forEach(pair -> wanted[pair] = true));
    var taken = new ArrayList<Combination>();
    while (true) {
      var best = 0;
      var most = 0;
      for (var i = 0; i < all.size(); i++) {
        var fresh = 0;
        for (var pair : pairs.get(i)) {
          fresh += wanted[pair] ? 1 : 0;
        }
        if (fresh > most) {
          most = fresh;
          best = i;
        }
      }
      if (most == 0) {
        return taken;
      }
      taken.add(all.get(best));
      Arrays.stream(pairs.get(best)).forEach(pair -> wanted[pair] = false);
    }
  }

  /** A number for each two of its values. */
  private int[] pairs() {
    var values =
        new int[] {
          level.ordinal(),
          kept.ordinal(),
          key.ordinal(),
          scheme.ordinal(),
          source.ordinal(),
          visible ? 1 : 0,
          signatures
        };
    var pairs = new int[values.length * (values.length - 1) / 2];
    var next = 0;
    for (var i = 0; i < values.length; i++) {
      for (var j = i + 1; j < values.length; j++) {
        pairs[next++] = ((i * VALUES + j) * VALUES + values[i]) * VALUES + values[j];
      }
    }
    return pairs;
  }
}
