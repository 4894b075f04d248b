package vn.congvan.audit.merkle;

import java.util.List;

/**
 * Shows that an entry stands at a place in the tree of a size.
 *
 * <p>A proof that holds binds entry, index, size and root to each other. It may come from anywhere:
 * nothing about it is believed before {@link #verify}.
 *
 * @param path the siblings' hashes from the leaf upwards; empty only for a tree of one entry
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3">RFC 9162 §2.1.3</a>
 */
public record InclusionProof(long index, long size, List<Hash> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /**
   * The root that this proof implies for a leaf; to be compared with one that somebody has signed.
   */
  public Hash rootFor(Hash leaf) throws ProofDoesNotHold {
    // Unsigned, so that a size beyond 2^63 is no way around the comparison.
    if (Long.compareUnsigned(index, size) >= 0) {
      throw new ProofDoesNotHold(
          "index "
              + Long.toUnsignedString(index)
              + " is outside a tree of "
              + Long.toUnsignedString(size)
              + " entries");
    }
    var hasher = new TreeHasher();
    var node = index;
    var last = size - 1;
    var root = leaf;
    for (var sibling : path) {
      if (last == 0) {
        throw new ProofDoesNotHold("the path is longer than a tree of " + size + " entries has");
      }
      if ((node & 1) == 1 || node == last) {
        root = hasher.node(sibling, root);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        root = hasher.node(root, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw new ProofDoesNotHold("the path is shorter than a tree of " + size + " entries needs");
    }
    return root;
  }

  public void verify(Hash leaf, Hash root) throws ProofDoesNotHold {
    var implied = rootFor(leaf);
    if (!implied.equals(root)) {
      throw new ProofDoesNotHold(
          "index "
              + index
              + " of "
              + size
              + ": the path leads to root "
              + implied
              + ", not "
              + root);
    }
  }
}
