package vn.congvan.audit.merkle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree as RFC 9162 §2.1 defines it, word for word and slowly, with hashing of its own: what the
 * product's tree is held against.
 */
final class NaiveTree {
  private final List<Hash> leaves = new ArrayList<>();
  private final Map<List<Integer>, Hash> roots = new HashMap<>();

  /** Leaves {@code entry-0} to {@code entry-(size-1)}. */
  static NaiveTree of(int size) {
    var tree = new NaiveTree();
    for (int i = 0; i < size; i++) {
      tree.leaves.add(sha256(new byte[] {0}, entry(i)));
    }
    return tree;
  }

  static byte[] entry(int index) {
    return ("entry-" + index).getBytes(StandardCharsets.US_ASCII);
  }

  Hash leaf(int index) {
    return leaves.get(index);
  }

  Hash root(int size) {
    return root(0, size);
  }

  Hash root(int from, int to) {
    if (from == to) {
      return sha256();
    }
    if (to - from == 1) {
      return leaves.get(from);
    }
    var key = List.of(from, to);
    var known = roots.get(key);
    if (known == null) {
      var k = from + largestPowerOfTwoBelow(to - from);
      known = sha256(new byte[] {1}, root(from, k).bytes(), root(k, to).bytes());
      roots.put(key, known);
    }
    return known;
  }

  List<Hash> inclusion(int index, int size) {
    return path(index, 0, size);
  }

  private List<Hash> path(int index, int from, int to) {
    if (to - from == 1) {
      return List.of();
    }
    var k = from + largestPowerOfTwoBelow(to - from);
    var path = new ArrayList<>(index < k ? path(index, from, k) : path(index, k, to));
    path.add(index < k ? root(k, to) : root(from, k));
    return path;
  }

  List<Hash> consistency(int first, int second) {
    return subproof(first, 0, second, true);
  }

  private List<Hash> subproof(int first, int from, int to, boolean complete) {
    if (first == to) {
      return complete ? List.of() : List.of(root(from, to));
    }
    var k = from + largestPowerOfTwoBelow(to - from);
    var proof =
        new ArrayList<>(
            first <= k ? subproof(first, from, k, complete) : subproof(first, k, to, false));
    proof.add(first <= k ? root(k, to) : root(from, k));
    return proof;
  }

  TreeNodes nodes() {
    return (level, index) ->
        root(Math.toIntExact(index << level), Math.toIntExact((index + 1) << level));
  }

  private static int largestPowerOfTwoBelow(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static Hash sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return Hash.of(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
