package vn.congvan.audit.merkle;

import java.util.List;

/**
 * Shows that a tree grew out of a smaller one by appending only.
 *
 * <p>A first size of 0 is refused: every tree grows out of the empty one, so there is nothing to
 * show.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4">RFC 9162 §2.1.4</a>
 */
public record ConsistencyProof(long first, long second, List<Hash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  public void verify(Hash firstRoot, Hash secondRoot) throws ProofDoesNotHold {
    if (first == 0 || Long.compareUnsigned(first, second) > 0) {
      throw new ProofDoesNotHold(
          "nothing can be shown between sizes "
              + Long.toUnsignedString(first)
              + " and "
              + Long.toUnsignedString(second));
    }
    if (first == second) {
      require(path.isEmpty(), "a path between equal sizes must be empty");
      require(firstRoot.equals(secondRoot), "two roots for size " + first);
      return;
    }
    require(!path.isEmpty(), "the path is empty");
    var hasher = new TreeHasher();
    var node = first - 1;
    var last = second - 1;
    while ((node & 1) == 1) {
      node >>>= 1;
      last >>>= 1;
    }
    // A first size that is a power of two is itself a node of the larger tree: the path starts
    // there.
    var startsAtRoot = node == 0;
    var firstNode = startsAtRoot ? firstRoot : path.get(0);
    var secondNode = firstNode;
    for (var sibling : startsAtRoot ? path : path.subList(1, path.size())) {
      require(last != 0, "the path is longer than the sizes allow");
      if ((node & 1) == 1 || node == last) {
        firstNode = hasher.node(sibling, firstNode);
        secondNode = hasher.node(sibling, secondNode);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        secondNode = hasher.node(secondNode, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    require(last == 0, "the path is shorter than the sizes need");
    require(firstNode.equals(firstRoot), "the path does not start from the root of size " + first);
    require(secondNode.equals(secondRoot), "the path does not lead to the root of size " + second);
  }

  private void require(boolean holds, String otherwise) throws ProofDoesNotHold {
    if (!holds) {
      throw new ProofDoesNotHold("from " + first + " to " + second + ": " + otherwise);
    }
  }
}
