package vn.congvan.audit.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everything that can be wrong with a list of hashes, each once. */
final class Mutations {
  private Mutations() {}

  static List<List<Hash>> of(List<Hash> path, Random random) {
    var all = new ArrayList<List<Hash>>();
    var noise = new byte[Hash.BYTES];
    random.nextBytes(noise);
    for (int i = 0; i <= path.size(); i++) {
      all.add(with(path, i, Hash.of(noise)));
      if (i < path.size()) {
        all.add(with(path, i, path.get(i)));
        var shorter = new ArrayList<>(path);
        shorter.remove(i);
        all.add(shorter);
        var flipped = new ArrayList<>(path);
        flipped.set(i, flip(path.get(i), random.nextInt(256)));
        all.add(flipped);
        for (int j = i + 1; j < path.size(); j++) {
          var swapped = new ArrayList<>(path);
          swapped.set(i, path.get(j));
          swapped.set(j, path.get(i));
          all.add(swapped);
        }
      }
    }
    return all;
  }

  static Hash flip(Hash hash, int bit) {
    var bytes = hash.bytes();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return Hash.of(bytes);
  }

  private static List<Hash> with(List<Hash> path, int at, Hash more) {
    var longer = new ArrayList<>(path);
    longer.add(at, more);
    return longer;
  }
}
