package vn.congvan.audit.merkle;

import java.util.List;

/**
 * A part of a tree that has a root of its own: the entries in [start, end), where start is a
 * multiple of the smallest power of two that is not less than their number.
 *
 * <p>Both an entry and a smaller tree are subtrees; this is the general form of the two proofs of
 * RFC 9162, as the IETF's Merkle Tree Certificates draft defines it.
 */
public record Subtree(long start, long end) {

  /** Shows that this subtree, whose root is given, is part of the tree of a size. */
  public void verify(Hash subtreeRoot, long size, Hash treeRoot, List<Hash> proof)
      throws ProofDoesNotHold {
    require(start >= 0 && end > start && end <= size, "is no part of a tree of " + size);
    require(start % ceiling(end - start) == 0, "does not start where a subtree can");
    var first = start;
    var node = end - 1;
    var last = size - 1;
    var atEdge = node == last;
    while (first != node && (atEdge || (node & 1) == 1)) {
      first >>>= 1;
      node >>>= 1;
      last >>>= 1;
    }
    var whole = first == node;
    require(whole || !proof.isEmpty(), "the proof is empty");
    var inSubtree = whole ? subtreeRoot : proof.get(0);
    var inTree = inSubtree;
    var hasher = new TreeHasher();
    for (var sibling : whole ? proof : proof.subList(1, proof.size())) {
      require(last != 0, "the proof is too long");
      if ((node & 1) == 1 || node == last) {
        if (first < node) {
          inSubtree = hasher.node(sibling, inSubtree);
        }
        inTree = hasher.node(sibling, inTree);
        while ((node & 1) == 0) {
          first >>>= 1;
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        inTree = hasher.node(inTree, sibling);
      }
      first >>>= 1;
      node >>>= 1;
      last >>>= 1;
    }
    require(last == 0, "the proof is too short");
    require(inSubtree.equals(subtreeRoot), "the proof does not start from the subtree's root");
    require(inTree.equals(treeRoot), "the proof does not lead to the root of size " + size);
  }

  /** Shows that an entry is in this subtree, by its path from the leaf upwards. */
  public void verifyInclusion(long index, Hash leaf, List<Hash> path, Hash subtreeRoot)
      throws ProofDoesNotHold {
    require(start >= 0 && end > start, "is empty");
    require(start % ceiling(end - start) == 0, "does not start where a subtree can");
    require(index >= start, "starts after index " + index);
    new InclusionProof(index - start, end - start, path).verify(leaf, subtreeRoot);
  }

  private static long ceiling(long count) {
    return count == 1 ? 1 : Long.highestOneBit(count - 1) << 1;
  }

  private void require(boolean holds, String otherwise) throws ProofDoesNotHold {
    if (!holds) {
      throw new ProofDoesNotHold("[" + start + ", " + end + "): " + otherwise);
    }
  }
}
