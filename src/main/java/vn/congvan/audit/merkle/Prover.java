package vn.congvan.audit.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the proofs of a tree of one size out of its nodes.
 *
 * <p>There is one procedure, which shows that the tree holds the subtree [start, end): with one
 * leaf as the subtree it is PATH of RFC 9162 §2.1.3.1, with a smaller tree SUBPROOF of §2.1.4.1.
 * The few hashes along the ragged right edge are remembered, so that many proofs cost little more
 * than looking nodes up.
 */
public final class Prover {
  private final long size;
  private final TreeNodes nodes;
  private final TreeHasher hasher = new TreeHasher();
  // By the leaf they start at; all of these end where the tree ends.
  private final Map<Long, Hash> edge = new HashMap<>();

  public Prover(long size, TreeNodes nodes) {
    this.size = size;
    this.nodes = nodes;
  }

  public InclusionProof inclusion(long index) {
    return new InclusionProof(index, size, path(index, index + 1));
  }

  /** That the tree grew out of a smaller one. */
  public ConsistencyProof consistency(long first) {
    return new ConsistencyProof(first, size, path(0, first));
  }

  /** That the tree holds a subtree. */
  public List<Hash> subtree(Subtree subtree) {
    return path(subtree.start(), subtree.end());
  }

  public Hash root() {
    return size == 0 ? Hash.EMPTY_TREE : root(0, size);
  }

  private List<Hash> path(long start, long end) {
    if (start < 0 || start >= end || end > size) {
      throw new IllegalArgumentException(
          "entries " + start + " to " + end + " of a tree of " + size);
    }
    var path = new ArrayList<Hash>();
    collect(new Subtree(start, end), 0, size, true, path);
    return path;
  }

  /**
   * @param known whether the verifier, who has the subtree's root, knows what is in [from, to)
   */
  private void collect(Subtree subtree, long from, long to, boolean known, List<Hash> path) {
    if (from >= subtree.start() && to == subtree.end()) {
      if (!known) {
        path.add(root(from, to));
      }
      return;
    }
    var middle = middle(from, to);
    if (subtree.end() <= middle) {
      collect(subtree, from, middle, known, path);
      path.add(root(middle, to));
    } else {
      collect(subtree, middle, to, known && subtree.start() >= middle, path);
      path.add(root(from, middle));
    }
  }

  private Hash root(long from, long to) {
    var count = to - from;
    if (Long.bitCount(count) == 1) {
      var level = Long.numberOfTrailingZeros(count);
      return nodes.node(level, from >>> level);
    }
    var known = edge.get(from);
    if (known == null) {
      var middle = middle(from, to);
      known = hasher.node(root(from, middle), root(middle, to));
      edge.put(from, known);
    }
    return known;
  }

  /** After the largest power of two of leaves that leaves at least one. */
  private static long middle(long from, long to) {
    return from + Long.highestOneBit(to - from - 1);
  }
}
